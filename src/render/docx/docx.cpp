#include "render/docx/docx.hpp"

#include "archive/zip.hpp"
#include "cv/view/outline.hpp"
#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/wording.hpp"
#include "render/docx/body.hpp"
#include "render/docx/parts.hpp"

namespace vitrine::render::docx {

namespace {

class DocxWriter {
 public:
  explicit DocxWriter(const cv::Outline& outline)
      : outline_(outline), locale_(outline.language), body_(outline.language) {}

  DocxBody& write() {
    const auto& basics = outline_.basics;
    body_.paragraph("Title");
    body_.text(basics.name.empty() ? cv::Text{locale_.word("cv"), ""} : basics.name);
    body_.paragraph("Subtitle");
    body_.text(basics.label);
    contacts();
    body_.markdown(basics.summary, "BodyText");
    for (const auto& section : outline_.sections) {
      body_.paragraph("Heading1");
      body_.text(section_title(section, locale_));
      for (const auto& one : section.entries) {
        if (is_terms(section)) {
          term(one);
        } else {
          entry(one);
        }
      }
    }
    return body_;
  }

 private:
  void contact(const std::string& label, const std::string& value, const std::string& url) {
    if (value.empty()) return;
    body_.paragraph("Contact");
    body_.text(label + ": ", {.is_bold = true});
    body_.text(value, {.url = safe_url(url).value_or("")});
  }

  void contacts() {
    const auto& basics = outline_.basics;
    contact(locale_.word("location"), place_text(basics, locale_), "");
    contact(locale_.word("email"), basics.email, "mailto:" + basics.email);
    contact(locale_.word("phone"), basics.phone, phone_url(basics.phone).value_or(""));
    contact(locale_.word("website"), short_url(basics.url), basics.url);
    for (const auto& profile : basics.profiles) {
      const auto network = profile.network.empty() ? locale_.word("website") : profile.network.value;
      contact(network, profile_text(profile), profile.url);
      if (!profile_text(profile).empty()) continue;
      body_.paragraph("Contact");
      body_.text(profile.network);
    }
  }

  /// The parts that are not empty, with `separator` between them.
  void row(const std::vector<cv::Text>& parts, std::string_view separator, const DocxRun& run = {}) {
    bool is_first = true;
    for (const auto& part : parts) {
      if (part.empty()) continue;
      if (!is_first) body_.text(separator, run);
      body_.text(part, run);
      is_first = false;
    }
  }

  void term(const cv::Entry& term) {
    body_.paragraph("ListBullet", DocxBody::kBullets);
    body_.text(term.title, {.is_bold = true});
    const bool has_rest = !term.qualifier.empty() || !term.keywords.empty() || term.use;
    if (!term.title.empty() && has_rest) body_.text(" – ");
    row({term.qualifier,
         {joined(values(term.keywords), ", "), language_of(term.keywords)},
         {term.use ? use_text(*term.use, locale_) : std::string{}, ""}},
        "; ");
  }

  static std::string language_of(const std::vector<cv::Text>& texts) {
    return texts.empty() ? std::string{} : texts.front().language;
  }

  void entry(const cv::Entry& entry) {
    const auto head = headline(entry);
    const auto url = safe_url(head.url).value_or("");
    body_.paragraph("Heading2");
    body_.text(head.title, {.url = url});
    if (!head.qualifier.empty()) {
      body_.text(", ");
      body_.text(head.qualifier);
    }
    if (!head.organization.empty()) {
      body_.text(", ");
      body_.text(head.organization, {.url = safe_url(head.organization_url).value_or("")});
    }
    body_.paragraph("Details");
    body_.text(head.address, {.url = url});
    body_.paragraph("Details");
    body_.text(head.unlinked);
    body_.paragraph("Details");
    row({{period_text(entry.period, locale_), ""}, entry.location, entry.description}, " · ");
    if (!entry.score.empty()) {
      body_.paragraph("BodyText");
      body_.text(locale_.word("grade") + ": ");
      body_.text(entry.score);
    }
    body_.markdown(entry.summary, "BodyText");
    for (const auto& highlight : entry.highlights) body_.item(highlight);
    body_.paragraph("Details");
    row(entry.roles, ", ");
    body_.paragraph("Details");
    row(entry.keywords, ", ");
  }

  const cv::Outline& outline_;
  const Locale locale_;
  DocxBody body_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> docx_contents(const cv::View& view) {
  const auto outline = cv::outline(view);
  DocxWriter writer(outline);
  auto& body = writer.write();
  const auto paragraphs = body.take();
  const Locale locale(outline.language);
  const auto& name = outline.basics.name.value;
  return docx_parts({.language = outline.language,
                     .title = name.empty() ? locale.word("cv") : name,
                     .author = name,
                     .accent = view.theme.accent,
                     .is_letter = view.theme.page == "Letter",
                     .is_right_to_left = body.is_right_to_left(),
                     .paragraphs = paragraphs,
                     .links = body.links(),
                     .numberings = body.numberings()});
}

Result<std::string> docx_file(const cv::View& view) {
  return archive::zip(docx_contents(view));
}

}  // namespace vitrine::render::docx
