// The formats that are files: Markdown, vCard, QR code, DOCX, and line wrapping of the plain text ones.

#include <gmock/gmock.h>

#include <algorithm>

#include "base/encoding.hpp"
#include "cv/view/outline.hpp"
#include "render/common/locale.hpp"
#include "render/common/markdown.hpp"
#include "render/common/wrap.hpp"
#include "render/docx/docx.hpp"
#include "render/html/qr.hpp"
#include "render/text/markdown_page.hpp"
#include "render/text/markdown_source.hpp"
#include "render/text/text.hpp"
#include "render/text/vcard.hpp"

namespace vitrine::render::formats_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

cv::View view_of(std::string_view json, std::string_view language = "") {
  return cv::project(cv::Json::parse(json), {.language = std::string(language), .as_of = {.year = 2026}});
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_THAT(wrapped("one two  three", {.first = "- ", .rest = "  ", .width = 9}),
              ElementsAre("- one two", "  three"));
  EXPECT_THAT(wrapped("unbreakable", {.width = 4}), ElementsAre("unbreakable"));
  EXPECT_THAT(wrapped("  ", {}), ElementsAre());
}

TEST(Wrap, BreaksBetweenWideCharactersButNotBeforeAStop) {
  EXPECT_THAT(wrapped("設計する。技術者", {.width = 8}), ElementsAre("設計す", "る。技術", "者"));
}

std::string on_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

TEST(MarkdownSource, IsTheSameTextAgain) {
  for (const std::string text :
       {"One *two* **three** `a*b`", "[link](https://example.org/a_(b)) and <https://example.org>",
        "- a\n- b\n  - c\n\n  more\n\n3. d\n4. e", "> quoted\n> - item", "```\ncode *x*\n```\n\nthen",
        "a \\* b \\_ c &lt;b&gt; 1\\. x", "hard\\\nbreak", "# heading", "5 * 3 - 2 + 1",
        "\\# no heading\n\n\\- no item"}) {
    const auto once = text::markdown_source(text, "", "");
    EXPECT_EQ(on_one_line(markdown_blocks(once)), on_one_line(markdown_blocks(text))) << text << "\n→\n"
                                                                                      << once;
    EXPECT_EQ(text::markdown_source(once, "", ""), once);
  }
}

TEST(MarkdownSource, LeavesNoHtmlAndNoUnsafeLink) {
  const auto text =
      text::markdown_source("<script>x</script> [a](javascript:x) ![p](https://example.org/p.png)", "", "");
  EXPECT_THAT(text, AllOf(HasSubstr("\\<script>"), Not(HasSubstr("javascript")), Not(HasSubstr("!["))));
}

TEST(MarkdownSource, NoLineBecomesABlockByBeingBroken) {
  std::string text = "word";
  for (int i = 0; i < 60; ++i) text += " - 1. # + word";
  const auto source = text::markdown_source(text, "", "");
  EXPECT_GT(lines_of(source).size(), 3U);
  EXPECT_THAT(markdown_blocks(source),
              AllOf(Not(HasSubstr("<ul>")), Not(HasSubstr("<ol>")), Not(HasSubstr("<strong>"))));
}

TEST(MarkdownSource, BearsAHostileDepth) {
  EXPECT_LT(text::markdown_source(std::string(100'000, '>') + " x", "", "").size(), 1000U);
}

TEST(MarkdownPage, IsWrittenForPeople) {
  const auto page =
      text::markdown_page(cv::outline(view_of(R"({"basics":{"name":"Ada *L*","email":"ada@example.com"},
      "work":[{"name":"Mill","position":"Hand","url":"https://mill.example.org","startDate":"2020",
      "highlights":["Wove **cloth**"]}],"skills":[{"name":"Looms","level":"expert","keywords":["cards"]}]})")));
  EXPECT_EQ(
      page,
      "# Ada \\*L\\*\n\n- **E-mail:** [ada@example.com](mailto:ada@example.com)\n\n## Experience\n\n"
      "### Hand, [Mill](https://mill.example.org)\n\n*2020 – present*\n\n- Wove **cloth**\n\n## Skills\n\n"
      "- **Looms** – expert; cards\n");
  EXPECT_EQ(text::markdown_page(cv::outline(view_of("{}"))), "# Curriculum vitae\n");
}

TEST(TextPage, AlignsTerms) {
  const auto text = text::text_page(cv::outline(view_of(
      R"({"skills":[{"name":"C++","level":"expert"},{"name":"Waiting","keywords":["long","short"]}]})")));
  EXPECT_EQ(text, "Skills\n======\n\nC++      expert\nWaiting  long, short\n");
}

/// The lines of a vCard without their folds.
std::vector<std::string> properties(std::string card) {
  for (auto at = card.find("\r\n "); at != std::string::npos; at = card.find("\r\n ")) card.erase(at, 3);
  std::erase(card, '\r');
  return lines_of(card);
}

TEST(Vcard, HoldsTheContact) {
  const auto card =
      text::vcard(cv::outline(view_of(R"({"basics":{"name":"Ada Byron Lovelace","label":"Analyst; poet, too",
      "email":"ada@example.com","phone":"+44 20 555 0142","image":"https://ada.example.org/ada.jpg",
      "location":{"address":"12 Square\n2nd floor","city":"London","postalCode":"W1","countryCode":"GB"}},
      "work":[{"name":"Past","endDate":"1840","startDate":"1839"},{"name":"Engine, Ltd","startDate":"1842"}]})")),
                  {.canonical = "https://cv.example.org/"});
  EXPECT_THAT(
      properties(card),
      ElementsAre("BEGIN:VCARD", "VERSION:4.0", "KIND:individual", "FN:Ada Byron Lovelace",
                  "N:Lovelace;Ada Byron;;;", "TITLE:Analyst\\; poet\\, too", "ORG:Engine\\, Ltd",
                  "EMAIL:ada@example.com", "TEL;VALUE=uri:tel:+44205550142",
                  "ADR:;;12 Square\\n2nd floor;London;;W1;United Kingdom", "URL:https://cv.example.org/",
                  "LANG:en", "PHOTO:https://ada.example.org/ada.jpg", "END:VCARD"));
}

TEST(Vcard, FoldsBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 80; ++i) name += "é漢";
  const auto card = text::vcard(cv::outline(view_of(R"({"basics":{"name":")" + name + "\"}}")), {});
  EXPECT_FALSE(base::find_invalid_utf8(card));
  for (const auto& line : lines_of(card)) {
    EXPECT_LE(line.size(), 76U);  // 75 octets and the CR
    EXPECT_FALSE(base::find_invalid_utf8(line)) << line;
    EXPECT_THAT(line, EndsWith("\r"));
  }
  EXPECT_EQ(properties(card)[3], "FN:" + name);
}

TEST(Vcard, SaysTheFamilyNameFirstWhereTheLanguageDoes) {
  const auto card =
      text::vcard(cv::outline(view_of(R"({"basics":{"name":"山田 花子"},"meta":{"language":"ja"}})")), {});
  EXPECT_THAT(card, HasSubstr("\r\nN:山田;花子;;;\r\n"));
}

TEST(Vcard, NothingEndsALineEarly) {
  const auto card = text::vcard(
      cv::outline(view_of(
          R"({"basics":{"name":"A\r\nEND:VCARD","email":"x\nTEL:1","url":"https://e.example/\r\nTEL:2"}})")),
      {});
  for (const auto& line : properties(card)) EXPECT_THAT(line, Not(StartsWith("TEL")));
  EXPECT_EQ(std::ranges::count(properties(card), "END:VCARD"), 1);
}

TEST(Qr, IsAPictureWithATitle) {
  const auto svg = html::qr_svg("https://cv.example.org/?a=1&b=2", "Ada <L>");
  EXPECT_THAT(svg, StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"title\""));
  EXPECT_THAT(svg,
              HasSubstr("<title id=\"title\">Ada &lt;L&gt; – https://cv.example.org/?a=1&amp;b=2</title>"));
  EXPECT_EQ(svg, html::qr_svg("https://cv.example.org/?a=1&b=2", "Ada <L>"));
}

TEST(Qr, BearsAnAddressThatIsTooLong) {
  EXPECT_THAT(html::qr_svg("https://cv.example.org/" + std::string(4000, 'x'), "Ada"), HasSubstr("d=\"\""));
}

std::string part(const cv::View& view, std::string_view name) {
  const auto files = docx::docx_contents(view);
  const auto at = std::ranges::find_if(files, [&](const auto& file) { return file.first == name; });
  return at == files.end() ? std::string{} : at->second;
}

TEST(Docx, IsMadeOfHeadingsListsAndLinks) {
  const auto view =
      view_of(R"({"basics":{"name":"Ada & Co","url":"https://ada.example.org","summary":"1. a\n2. b"},
      "work":[{"name":"Mill","position":"Hand","url":"https://mill.example.org?a=1&b=2",
      "highlights":["Wove **cloth** [here](https://ada.example.org) once"]}]})");
  const auto body = part(view, "word/document.xml");
  EXPECT_THAT(
      body,
      HasSubstr("<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Ada &amp; Co</w:t>"));
  for (const auto* style : {"Heading1", "Heading2", "ListBullet", "ListNumber"})
    EXPECT_THAT(body, HasSubstr("<w:pStyle w:val=\"" + std::string(style) + "\"/>"));
  EXPECT_THAT(body, HasSubstr("<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">cloth</w:t>"));
  const auto links = part(view, "word/_rels/document.xml.rels");
  EXPECT_THAT(links, HasSubstr("Target=\"https://mill.example.org?a=1&amp;b=2\" TargetMode=\"External\""));
  EXPECT_THAT(links, Not(HasSubstr("rId102")));  // the same address is one relationship
}

TEST(Docx, HasTheLanguagesDirection) {
  const auto arabic = view_of(R"({"basics":{"name":"Ada","label@ar":"محللة","label":"Analyst"},
      "meta":{"vitrine":{"languages":["ar"]}}})",
                              "ar");
  EXPECT_THAT(part(arabic, "word/document.xml"),
              AllOf(HasSubstr("<w:bidi/></w:sectPr>"), HasSubstr("<w:rtl/>")));
  EXPECT_THAT(part(arabic, "word/styles.xml"),
              AllOf(HasSubstr("<w:pPr><w:bidi/></w:pPr>"), HasSubstr("w:bidi=\"ar\"")));
  EXPECT_THAT(part(view_of("{}"), "word/document.xml"), Not(HasSubstr("bidi")));
}

TEST(Docx, IsTheSameForTheSame) {
  const auto view = view_of(R"({"basics":{"name":"Ada"}})");
  const auto once = docx::docx_file(view);
  ASSERT_TRUE(once);
  EXPECT_THAT(*once, StartsWith("PK\x03\x04"));
  EXPECT_EQ(*once, *docx::docx_file(view));
}

}  // namespace
}  // namespace vitrine::render::formats_test
