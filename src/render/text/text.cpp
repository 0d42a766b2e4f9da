#include "render/text/text.hpp"

#include <algorithm>
#include <vector>

#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/markdown.hpp"
#include "render/common/wording.hpp"
#include "render/common/wrap.hpp"

namespace vitrine::render::text {

namespace {

/// The page so far.
class TextPage {
 public:
  void paragraph(std::string_view text, std::string_view indent, std::string_view hang) {
    for (const auto& line : wrapped(text, {.first = indent, .rest = hang})) out += line + "\n";
  }

  /// Text of several lines, with hanging indents for list items.
  void block(std::string_view text, const std::string& indent) {
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      const auto line = text.substr(0, end);
      const bool is_item = line.find("- ") == line.find_first_not_of(' ') && !line.empty();
      if (line.empty()) blank();
      const auto depth = line.find_first_not_of(' ');
      const auto inner = indent + std::string(depth == std::string_view::npos ? 0 : depth, ' ');
      paragraph(line, inner, is_item ? inner + "  " : inner);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void blank() {
    if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
  }

  std::string out;
};

void write_entry(TextPage& page, const cv::Entry& entry, const Locale& locale) {
  page.blank();
  const auto head = headline(entry);
  const bool is_rtl = locale.direction() == "rtl";
  page.paragraph(
      joined_apart({head.title.value, head.qualifier.value, head.organization.value}, ", ", is_rtl), "",
      "  ");
  page.paragraph(
      joined_apart({period_text(entry.period, locale), entry.location.value, entry.description.value}, " | ",
                   is_rtl),
      "", "  ");
  if (!entry.score.empty()) page.paragraph(locale.word("grade") + ": " + entry.score.value, "", "  ");
  if (entry.use) page.paragraph(use_text(*entry.use, locale), "", "  ");
  for (const auto& url : {head.url, head.organization_url}) {
    if (const auto address = short_url(url); address != head.title.value) page.paragraph(address, "", "  ");
  }
  if (!entry.summary.empty()) page.block(markdown_text(entry.summary.value), "");
  for (const auto& highlight : entry.highlights) page.paragraph(markdown_line(highlight.value), "- ", "  ");
  page.paragraph(joined_apart(values(entry.roles), ", ", is_rtl), "", "  ");
  page.paragraph(joined_apart(values(entry.keywords), ", ", is_rtl), "", "  ");
}

/// Names in one column, their details in the next.
void write_terms(TextPage& page, const cv::Section& section, const Locale& locale) {
  constexpr std::size_t kMaxColumn = 24;
  std::size_t column = 0;
  for (const auto& term : section.entries) column = std::max(column, display_width(term.title.value));
  column = std::min(column, kMaxColumn) + 2;
  const std::string hang(column, ' ');
  const bool is_rtl = locale.direction() == "rtl";
  page.blank();
  for (const auto& term : section.entries) {
    const auto rest =
        joined({isolated(term.qualifier.value, is_rtl), joined_apart(values(term.keywords), ", ", is_rtl),
                term.use ? isolated(use_text(*term.use, locale), is_rtl) : std::string{}},
               " | ");
    auto name = term.title.value;
    const auto width = display_width(name);
    if (rest.empty()) {
      page.paragraph(name, "", "  ");
      continue;
    }
    if (width + 2 > column) {
      page.paragraph(name, "", "  ");
      name = hang;
    } else {
      name = isolated(name, is_rtl);
      name.append(column - width, ' ');
    }
    page.paragraph(rest, name, hang);
  }
}

}  // namespace

std::string text_page(const cv::Outline& outline) {
  const Locale locale(outline.language);
  const auto& basics = outline.basics;
  TextPage page;
  page.paragraph(basics.name.value, "", "");
  page.paragraph(basics.label.value, "", "");
  page.blank();
  for (const auto& line : {place_text(basics, locale), basics.email, basics.phone, short_url(basics.url)}) {
    page.paragraph(line, "", "  ");
  }
  for (const auto& profile : basics.profiles) {
    const auto address = short_url(profile.url);
    const bool says_name = address.find(profile.username) != std::string::npos;
    const auto shown = joined({says_name ? "" : profile.username, address}, ", ");
    page.paragraph(joined({profile.network.value, shown}, ": "), "", "  ");
  }
  if (!basics.summary.empty()) {
    page.blank();
    page.block(markdown_text(basics.summary.value), "");
  }
  for (const auto& section : outline.sections) {
    const auto title = section_title(section, locale);
    page.out += "\n\n";
    page.paragraph(title, "", "");
    page.out += std::string(std::min(display_width(title), kTextWidth), '=') + "\n";
    if (is_terms(section)) {
      write_terms(page, section, locale);
    } else {
      for (const auto& entry : section.entries) write_entry(page, entry, locale);
    }
  }
  // Parts that were left out must not leave empty lines at the top.
  const auto begin = page.out.find_first_not_of('\n');
  return begin == std::string::npos ? std::string{} : page.out.substr(begin);
}

}  // namespace vitrine::render::text
