#include "render/text/markdown_page.hpp"

#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/wording.hpp"
#include "render/common/wrap.hpp"
#include "render/text/markdown_source.hpp"

namespace vitrine::render::text {

namespace {

/// Writes one page in its language.
class MarkdownPage {
 public:
  explicit MarkdownPage(const cv::Outline& outline)
      : outline_(outline), locale_(outline.language), is_rtl_(locale_.direction() == "rtl") {}

  std::string write() {
    const auto& basics = outline_.basics;
    heading("# ", basics.name.empty() ? locale_.word("cv") : basics.name.value);
    paragraph(basics.label.empty() ? "" : "**" + markdown_escaped(basics.label.value) + "**");
    contacts();
    rich(basics.summary.value);
    for (const auto& section : outline_.sections) {
      heading("## ", section_title(section, locale_));
      if (is_terms(section)) {
        terms(section);
      } else {
        for (const auto& one : section.entries) entry(one);
      }
    }
    return std::move(out_);
  }

 private:
  void blank() {
    if (!out_.empty()) out_ += '\n';
  }

  void lines(const std::string& text, std::string_view first, std::string_view rest) {
    const auto may_begin = [](std::string_view word) { return !begins_block(word); };
    for (const auto& line : wrapped(text, {.first = first, .rest = rest, .may_begin = may_begin}))
      out_ += line + "\n";
  }

  void heading(std::string_view level, std::string_view text) {
    blank();
    out_.append(level).append(markdown_escaped(text)).append("\n");
  }

  void paragraph(const std::string& text) {
    if (text.empty()) return;
    blank();
    lines(with_plain_beginning(text), "", "");
  }

  void rich(std::string_view markdown) {
    const auto text = markdown_source(markdown, "", "");
    if (text.empty()) return;
    blank();
    out_ += text;
  }

  static std::string link(std::string_view text, std::string_view url) {
    const auto safe = safe_url(url);
    const auto shown = text.empty() ? short_url(url) : std::string(text);
    if (!safe) return markdown_escaped(shown);
    return "[" + markdown_escaped(shown) + "](" + markdown_destination(*safe) + ")";
  }

  void contact(const std::string& label, const std::string& value) {
    if (value.empty()) return;
    contact_line("**" + markdown_escaped(label) + ":** " + value);
  }

  void contact_line(const std::string& text) {
    if (text.empty()) return;
    if (!in_contacts_) blank();
    in_contacts_ = true;
    lines(text, "- ", "  ");
  }

  void contacts() {
    const auto& basics = outline_.basics;
    contact(locale_.word("location"), markdown_escaped(place_text(basics, locale_)));
    if (!basics.email.empty()) contact(locale_.word("email"), link(basics.email, "mailto:" + basics.email));
    if (!basics.phone.empty())
      contact(locale_.word("phone"), link(basics.phone, phone_url(basics.phone).value_or("")));
    if (!basics.url.empty()) contact(locale_.word("website"), link("", basics.url));
    for (const auto& profile : basics.profiles) {
      const auto network = profile.network.empty() ? locale_.word("website") : profile.network.value;
      if (profile_text(profile).empty()) {
        contact_line(markdown_escaped(profile.network.value));
      } else {
        contact(network, link(profile.username, profile.url));
      }
    }
  }

  void terms(const cv::Section& section) {
    blank();
    for (const auto& term : section.entries) {
      const auto rest =
          joined({markdown_escaped(isolated(term.qualifier.value, is_rtl_)), words(term.keywords),
                  term.use ? markdown_escaped(use_text(*term.use, locale_)) : std::string{}},
                 "; ");
      const auto title = rest.empty() ? term.title.value : isolated(term.title.value, is_rtl_);
      const auto name = title.empty() ? std::string{} : "**" + markdown_escaped(title) + "**";
      lines(joined({name, rest}, " – "), "- ", "  ");
    }
  }

  [[nodiscard]] std::string words(const std::vector<cv::Text>& texts) const {
    return markdown_escaped(joined_apart(values(texts), ", ", is_rtl_));
  }

  void entry(const cv::Entry& entry) {
    const auto head = headline(entry);
    const auto called =
        joined_apart({link(head.title.value, head.url), markdown_escaped(head.qualifier.value),
                      link(head.organization.value, head.organization_url)},
                     ", ", is_rtl_);
    if (!called.empty()) {
      blank();
      out_ += "### " + called + "\n";
    }
    paragraph(markdown_escaped(head.unlinked));
    const auto period = period_text(entry.period, locale_);
    paragraph(
        joined_apart({period.empty() ? "" : "*" + markdown_escaped(period) + "*",
                      markdown_escaped(entry.location.value), markdown_escaped(entry.description.value)},
                     " · ", is_rtl_));
    if (!entry.score.empty()) paragraph(markdown_escaped(locale_.word("grade") + ": " + entry.score.value));
    rich(entry.summary.value);
    if (!entry.highlights.empty()) {
      blank();
      for (const auto& highlight : entry.highlights) out_ += markdown_source(highlight.value, "- ", "  ");
    }
    paragraph(words(entry.roles));
    paragraph(words(entry.keywords));
  }

  const cv::Outline& outline_;
  const Locale locale_;
  const bool is_rtl_;
  std::string out_;
  bool in_contacts_ = false;
};

}  // namespace

std::string markdown_page(const cv::Outline& outline) {
  return MarkdownPage(outline).write();
}

}  // namespace vitrine::render::text
