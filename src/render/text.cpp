#include "render/text.hpp"

#include <algorithm>
#include <vector>

#include "render/escape.hpp"
#include "render/locale.hpp"
#include "render/markdown.hpp"
#include "render/wording.hpp"

namespace vitrine::render {

namespace {

constexpr std::size_t kWidth = 78;

/// Words of `text` into lines; those behind the first are indented by `hang`.
class Wrapped {
 public:
  void paragraph(std::string_view text, const std::string& indent, const std::string& hang) {
    std::string line = indent;
    bool is_empty = true;
    while (!text.empty()) {
      const auto begin = text.find_first_not_of(' ');
      if (begin == std::string_view::npos) break;
      text.remove_prefix(begin);
      const auto word = text.substr(0, text.find(' '));
      text.remove_prefix(word.size());
      if (!is_empty && display_width(line) + 1 + display_width(word) > kWidth) {
        out += line + "\n";
        line = hang;
        is_empty = true;
      }
      if (!is_empty) line += ' ';
      line += word;
      is_empty = false;
    }
    if (!is_empty) out += line + "\n";
  }

  /// Text of several lines; list items hang.
  void block(std::string_view text, const std::string& indent) {
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      const auto line = text.substr(0, end);
      const bool is_item = line.find("- ") == line.find_first_not_of(' ') && !line.empty();
      if (line.empty()) blank();
      paragraph(line, indent, is_item ? indent + "  " : indent);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void blank() {
    if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
  }

  std::string out;
};

void write_entry(Wrapped& page, const cv::Entry& entry, const Locale& locale) {
  page.blank();
  page.paragraph(joined({entry.title.value, entry.qualifier.value, entry.organization.value}, ", "), "",
                 "  ");
  page.paragraph(
      joined({period_text(entry.period, locale), entry.location.value, entry.description.value}, " | "), "",
      "  ");
  if (!entry.score.empty()) page.paragraph(locale.word("grade") + ": " + entry.score.value, "", "  ");
  if (entry.use) page.paragraph(use_text(*entry.use, locale), "", "  ");
  page.paragraph(short_url(entry.url), "", "  ");
  if (!entry.summary.empty()) page.block(markdown_text(entry.summary.value), "");
  for (const auto& highlight : entry.highlights) page.paragraph(markdown_line(highlight.value), "- ", "  ");
  page.paragraph(joined(values(entry.roles), ", "), "", "  ");
  page.paragraph(joined(values(entry.keywords), ", "), "", "  ");
}

}  // namespace

std::string text_page(const cv::Outline& outline) {
  const Locale locale(outline.language);
  const auto& basics = outline.basics;
  Wrapped page;
  page.paragraph(basics.name.value, "", "");
  page.paragraph(basics.label.value, "", "");
  page.blank();
  for (const auto& line : {place_text(basics, locale), basics.email, basics.phone, short_url(basics.url)}) {
    page.paragraph(line, "", "  ");
  }
  for (const auto& profile : basics.profiles) {
    const auto address = profile.url.empty() ? profile.username : short_url(profile.url);
    page.paragraph(joined({profile.network.value, address}, ": "), "", "  ");
  }
  if (!basics.summary.empty()) {
    page.blank();
    page.block(markdown_text(basics.summary.value), "");
  }
  for (const auto& section : outline.sections) {
    const auto title = section_title(section, locale);
    page.out += "\n\n";
    page.paragraph(title, "", "");
    page.out += std::string(std::min(display_width(title), kWidth), '=') + "\n";
    for (const auto& entry : section.entries) write_entry(page, entry, locale);
  }
  // Whatever was left out leaves no empty lines at the top.
  const auto begin = page.out.find_first_not_of('\n');
  return begin == std::string::npos ? std::string{} : page.out.substr(begin);
}

}  // namespace vitrine::render
