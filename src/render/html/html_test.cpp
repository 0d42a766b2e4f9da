#include "render/html/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "cv/view/project.hpp"
#include "render/common/theme.hpp"
#include "render/html/json_ld.hpp"
#include "render/text/text.hpp"

namespace vitrine::render::html::html_test {
namespace {

using cv::Json;
using testing::HasSubstr;
using testing::Not;

cv::View view_of(const char* document, const cv::Reader& reader = {}) {
  return cv::project(Json::parse(document), reader);
}

std::string html_of(const char* document, const cv::Reader& reader = {}) {
  return html_page(view_of(document, reader), {.canonical = "https://cv.example.org/"}).html;
}

/// A CV in which every string of every known field is `text`.
Json filled_with(const std::string& text) {
  auto document = Json::parse(R"({
    "basics":{"name":0,"label":0,"image":0,"email":0,"phone":0,"url":0,"summary":0,
      "location":{"address":0,"postalCode":0,"city":0,"countryCode":0,"region":0},
      "profiles":[{"network":0,"username":0,"url":0}]},
    "work":[{"name":0,"location":0,"description":0,"position":0,"url":0,"summary":0,"highlights":[0]},
      {"name":0,"position":0,"startDate":"2020","summary":0}],
    "volunteer":[{"organization":0,"position":0,"url":0,"summary":0,"highlights":[0]}],
    "education":[{"institution":0,"url":0,"area":0,"studyType":0,"score":0,"courses":[0]}],
    "awards":[{"title":0,"awarder":0,"summary":0}],"certificates":[{"name":0,"url":0,"issuer":0}],
    "publications":[{"name":0,"publisher":0,"url":0,"summary":0}],
    "skills":[{"name":0,"level":0,"keywords":[0]}],"languages":[{"language":0,"fluency":0}],
    "interests":[{"name":0,"keywords":[0]}],"references":[{"name":0,"reference":0}],
    "projects":[{"name":0,"description":0,"highlights":[0],"keywords":[0],"url":0,"roles":[0],"entity":0,"type":0}]})");
  const auto fill = [&](const auto& self, Json& value) -> void {
    if (value.is_number()) value = text;
    if (value.is_structured()) {
      for (auto& element : value) self(self, element);
    }
  };
  fill(fill, document);
  return document;
}

TEST(Html, EscapesEveryField) {
  const std::string attack = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&";
  const auto view = cv::project(filled_with(attack), {});
  const auto page = html_page(view, {.canonical = "https://cv.example.org/"}).html;
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
  EXPECT_THAT(json_ld(cv::outline(view), {}), Not(HasSubstr("<")));
}

TEST(Html, FollowsNoUnsafeAddress) {
  const auto page = html_page(cv::project(filled_with("javascript:alert(1)//.example"), {}), {}).html;
  EXPECT_THAT(page, Not(HasSubstr("href=\"javascript:")));
  EXPECT_THAT(page, Not(HasSubstr("src=\"javascript:")));
}

TEST(Html, HasOneHeadingOfTheFirstLevelAndNoneSkipped) {
  const auto page = html_page(cv::project(filled_with("Some text"), {}), {}).html;
  int last = 0;
  int first_level = 0;
  for (auto at = page.find("<h"); at != std::string::npos; at = page.find("<h", at + 1)) {
    const int level = page[at + 2] - '0';
    if (level < 1 || level > 6) continue;  // <head>, <header>, <html>
    first_level += level == 1 ? 1 : 0;
    EXPECT_LE(level, last + 1);
    last = level;
  }
  EXPECT_EQ(first_level, 1);
}

TEST(Html, ShowsWhatThereIs) {
  EXPECT_THAT(html_of("{}"), HasSubstr("<h1"));
  EXPECT_THAT(html_of("{}"), Not(HasSubstr("<h2")));
  const auto page = html_of(R"({"basics":{"name":"Ada","label":"Engineer"},"skills":[{"name":"Looms"}]})");
  EXPECT_THAT(page, HasSubstr("<title>Ada – Engineer</title>"));
  EXPECT_THAT(page, HasSubstr("Looms"));
  EXPECT_THAT(page, HasSubstr("<h2 id=\"skills\">Skills</h2>"));
  EXPECT_THAT(page, Not(HasSubstr("id=\"work\"")));
}

TEST(Html, GroupsRolesAtOneEmployer) {
  const auto page = html_of(R"({"work":[{"name":"Mill","position":"Lead","startDate":"2020"},
      {"name":"Mill","position":"Hand","startDate":"2018","endDate":"2020"},{"name":"Farm","position":"Help"}]})");
  EXPECT_THAT(page, HasSubstr("<h3 class=\"organization\">Mill</h3>"));
  EXPECT_THAT(page, HasSubstr("<h4 class=\"title\">Hand</h4>"));
  EXPECT_THAT(page, HasSubstr("<h3>Help</h3>"));
}

TEST(Html, RolesKeepWhatDiffers) {
  const auto page = html_of(R"({"work":[{"name":"Mill","position":"Hand","location":"Oslo","endDate":"2015",
      "url":"https://mill.example"},{"name":"Mill","position":"Lead","location":"Bergen","startDate":"2015",
      "url":"https://mill.example/lead"}]})");
  for (const auto* text : {">Oslo<", ">Bergen<", "href=\"https://mill.example\">Hand<",
                           "href=\"https://mill.example/lead\">Lead<"})
    EXPECT_THAT(page, HasSubstr(text));
}

TEST(Html, LinksTheTitleOfWhatTheAddressIsOf) {
  const auto page = html_of(R"({"publications":[{"name":"Paper","publisher":"Press","url":"10.1000/1"},
      {"name":"Other","publisher":"Press","url":"https://doi.org/10.1000/2"}],
      "certificates":[{"name":"Card","issuer":"Office","url":"https://card.example"}],
      "projects":[{"name":"Loom","entity":"Guild","url":"https://loom.example"}],
      "education":[{"area":"Art","institution":"School","url":"https://school.example"}]})");
  EXPECT_THAT(page, HasSubstr("href=\"https://doi.org/10.1000/1\" data-print=\"doi.org/10.1000/1\">Paper<"));
  EXPECT_THAT(page, HasSubstr("data-print=\"doi.org/10.1000/2\">Other<"));
  EXPECT_THAT(page, HasSubstr("data-print=\"card.example\">Card<"));
  EXPECT_THAT(page, HasSubstr("data-print=\"loom.example\">Loom<"));
  EXPECT_THAT(page, HasSubstr("href=\"https://school.example\">School<"));
}

TEST(Html, MarksLanguagesAndDirections) {
  const auto* document =
      R"({"meta":{"language":"en"},"basics":{"name":"Ada","label":"Engineer","label@ar":"مهندسة",
      "summary":"Hello"},"work":[{"name":"Mill","position":"Hand","startDate":"2020-03"}]})";
  const auto page = html_of(document, {.language = "ar"});
  EXPECT_THAT(page, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(page, HasSubstr("<span lang=\"en\" dir=\"ltr\">Hand</span>"));
  EXPECT_THAT(page, HasSubstr("<bdi>Ada</bdi>"));
  EXPECT_THAT(page, HasSubstr("datetime=\"2020-03\""));
  EXPECT_THAT(html_of(document), HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
}

TEST(Html, LinksTheOtherAddresses) {
  const auto page = html_page(view_of("{}"), {.canonical = "https://cv.example.org/en",
                                              .alternates = {{"en", "https://cv.example.org/en"},
                                                             {"de", "https://cv.example.org/de"},
                                                             {"x-default", "https://cv.example.org/"}},
                                              .formats = {{"JSON", "https://cv.example.org/en.json"}}})
                        .html;
  EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"https://cv.example.org/en\">"));
  EXPECT_THAT(page,
              HasSubstr("<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://cv.example.org/\">"));
  EXPECT_THAT(page, HasSubstr("lang=\"de\">Deutsch</a>"));
  EXPECT_THAT(page, HasSubstr("https://cv.example.org/en.json"));
}

TEST(Html, AllowsItsOwnStyleAndNothingElse) {
  const auto page = html_page(view_of("{}"), {});
  const auto begin = page.html.find("<style>") + 7;
  const auto css = page.html.substr(begin, page.html.find("</style>") - begin);
  EXPECT_THAT(page.content_security_policy,
              HasSubstr("style-src 'sha256-" + base::base64(base::as_bytes(base::sha256(css))) + "'"));
  EXPECT_THAT(page.content_security_policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page.html, Not(HasSubstr(" style=")));
}

TEST(Html, GivesTheSameBytesForTheSameCv) {
  const auto document = filled_with("Text");
  EXPECT_EQ(html_page(cv::project(document, {}), {}).html, html_page(cv::project(document, {}), {}).html);
}

TEST(Html, SaysWhatIsWrongOrMissing) {
  EXPECT_THAT(html_welcome({.how = "In the form of {0}:"}).html, HasSubstr("vitrine import resume.json"));
  EXPECT_THAT(html_message(404, "Gone <b>", "Try & see").html, HasSubstr("Gone &lt;b&gt;"));
}

TEST(JsonLd, DescribesThePerson) {
  const auto ld = Json::parse(json_ld(cv::outline(view_of(R"({"basics":{"name":"Ada","label":"Engineer",
      "email":"ada@example.com","profiles":[{"url":"https://example.com/ada"},{"url":"javascript:x"}]},
      "work":[{"name":"Mill","startDate":"2020"},{"name":"Old","startDate":"2010","endDate":"2011"}],
      "skills":[{"name":"Looms"}]})")),
                                      {.canonical = "https://cv.example.org/"}));
  EXPECT_EQ(ld["@type"], "Person");
  EXPECT_EQ(ld["email"], "mailto:ada@example.com");
  EXPECT_EQ(ld["sameAs"].dump(), R"(["https://example.com/ada"])");
  EXPECT_EQ(ld["worksFor"].size(), 1U);
  EXPECT_EQ(ld["knowsAbout"].dump(), R"(["Looms"])");
  EXPECT_EQ(ld["url"], "https://cv.example.org/");
}

TEST(TextPage, IsWrittenForPeople) {
  const auto text = text::text_page(cv::outline(view_of(R"({"basics":{"name":"Ada","email":"ada@example.com",
      "summary":"One two **three**."},"work":[{"name":"Mill","position":"Hand","startDate":"2020",
      "highlights":["A long highlight that goes on and on until it has to be broken into a second line of the page"]}]})")));
  EXPECT_THAT(text, testing::StartsWith("Ada\n\nada@example.com\n\nOne two three.\n"));
  EXPECT_THAT(text, HasSubstr("Experience\n==========\n\nHand, Mill\n2020 – present\n- A long"));
  EXPECT_THAT(text, HasSubstr("\n  "));
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    EXPECT_LE(end - begin, 80U);
    begin = end + 1;
  }
  EXPECT_EQ(text::text_page(cv::outline(view_of("{}"))), "");
}

TEST(Themes, AreThereAndComplete) {
  EXPECT_EQ(themes().front().name, "quiet");
  EXPECT_EQ(find_theme("no such theme").name, "quiet");
  for (const auto& theme : themes()) {
    EXPECT_FALSE(theme.title.empty() || theme.description.empty() || theme.css.empty()) << theme.name;
    EXPECT_THAT(theme.css, Not(HasSubstr("@import"))) << theme.name;
    EXPECT_THAT(theme.css, Not(HasSubstr("url("))) << theme.name;
  }
}

TEST(Themes, TakeTheChoicesOfTheDocument) {
  const auto& theme = themes().front();
  const auto css =
      style_sheet(theme, {.accent = "#ffee00", .font = "mono", .density = "compact", .page = "Letter"});
  EXPECT_THAT(css, HasSubstr("@page{size:Letter}"));
  EXPECT_THAT(css, HasSubstr("--space:.8"));
  EXPECT_THAT(css, HasSubstr("monospace"));
  EXPECT_THAT(css,
              Not(HasSubstr("--paper:" + theme.paper_light + ";--accent:#ffee00")));  // too light to be
                                                                                      // readable
}

TEST(Html, SaysWhereThingsStandOnlyToThoseWhoWantToKnow) {
  const auto* document =
      R"({"basics":{"name":"N","email":"a@example.com","profiles":[{"network":"P","username":"u"}]},
      "work":[{"name":"Hidden","@for":["x"]},{"name":"A","position":"B"}],"skills":[{"name":"S"}]})";
  const auto page = html_of(document, {.wants_sources = true});
  for (const auto* at : {"/basics/name", "/basics/email", "/basics/profiles/0", "/work/1", "/skills/0"})
    EXPECT_THAT(page, HasSubstr(" data-at=\"" + std::string(at) + "\""));
  EXPECT_THAT(page, Not(HasSubstr("data-at=\"/work/0\"")));
  EXPECT_THAT(html_of(document), Not(HasSubstr("data-at")));
}

}  // namespace
}  // namespace vitrine::render::html::html_test
