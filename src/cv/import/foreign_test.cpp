#include "cv/import/foreign.hpp"

#include <gmock/gmock.h>

#include "cv/formats/html_to_markdown.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/formats/yaml.hpp"
#include "cv/intake/check.hpp"

namespace vitrine::cv::importing::foreign_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Converted converted(std::string_view yaml) {
  const auto tree = formats::parse_yaml(yaml);
  const auto format = recognise(*tree);
  return format ? convert(*tree, *format) : Converted{};
}

std::vector<std::string> pointers(const Converted& result) {
  std::vector<std::string> out;
  out.reserve(result.lost.size());
  for (const auto& lost : result.lost) out.push_back(lost.pointer);
  return out;
}

TEST(Yaml, KeepsTextAsItWasWritten) {
  const auto tree = formats::parse_yaml(
      "year: 2020\nphone: 0049\nversion: 1.10\nyes: true\nquoted: 'true'\nnone:\nlist: [a, b]\n");
  ASSERT_TRUE(tree);
  EXPECT_EQ(
      tree->dump(),
      R"({"year":"2020","phone":"0049","version":"1.10","yes":true,"quoted":"true","none":null,"list":["a","b"]})");
}

TEST(Yaml, RefusesWithTheLine) {
  EXPECT_THAT(formats::parse_yaml("a: 1\nb: [1\n").error().text(), HasSubstr("line "));
  EXPECT_THAT(formats::parse_yaml("a: 1\na: 2\n").error().text(),
              HasSubstr("line 2, column 1: the key 'a' stands twice"));
  EXPECT_THAT(formats::parse_yaml("? [x]\n: 1\n").error().text(), HasSubstr("no text"));
}

TEST(Yaml, RefusesWhatGrowsOrNestsWithoutEnd) {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    const auto before = std::string("*") + static_cast<char>(c - 1);
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) bomb += (i == 0 ? "" : ", ") + before;
    bomb += "]\n";
  }
  EXPECT_THAT(formats::parse_yaml(bomb).error().text(), HasSubstr("too large"));
  EXPECT_THAT(formats::parse_yaml(std::string(200, '[') + std::string(200, ']')).error().text(),
              HasSubstr("nested too deeply"));
}

TEST(Foreign, IsKnownByItsShape) {
  EXPECT_EQ(recognise(Json::parse(R"({"cv":{"name":"A"}})")), Foreign::rendercv);
  EXPECT_EQ(recognise(Json::parse(R"({"content":{"basics":{}}})")), Foreign::yamlresume);
  EXPECT_EQ(recognise(Json::parse(R"({"basics":{},"sections":{},"metadata":{}})")), Foreign::reactive_resume);
  for (const auto* other : {R"({"basics":{"name":"A"},"work":[]})", "{}", "[]", "3", R"({"cv":"text"})"}) {
    EXPECT_EQ(recognise(Json::parse(other)), std::nullopt) << other;
  }
}

TEST(Foreign, GivesAValidDocumentOfWhatever) {
  for (const auto* odd :
       {"cv: {name: [1], sections: {x: 3, y: [null, [a], {label: {}}]}}",
        "content: {basics: [], work: {name: a}, education: text}",
        "{basics: {name: {}}, sections: {experience: {items: text}, odd: 1}, metadata: []}"}) {
    const auto result = converted(odd);
    EXPECT_TRUE(intake::check(result.document.dump()).document) << odd << " → " << result.document.dump();
  }
}

TEST(Foreign, ReadsRenderCvEntriesByTheirFields) {
  const auto result = converted(R"(
cv:
  name: Liv
  email: [a@example.com, b@example.com]
  sections:
    About me: [One., Two.]
    Jobs: [{company: Bru, position: Lead, start_date: 2019-05, end_date: present, highlights: [Did it], pay: 3}]
    School: [{institution: U, area: Bridges, highlights: ["GPA: 4.6", "Rowed"]}]
    Talks: [{bullet: At night}]
design: {theme: classic}
)");
  EXPECT_EQ(result.document["basics"]["summary"], "One.\n\nTwo.");
  EXPECT_EQ(result.document["work"].dump(),
            R"([{"name":"Bru","position":"Lead","startDate":"2019-05","highlights":["Did it"]}])");
  EXPECT_EQ(result.document["education"][0]["score"], "4.6");
  EXPECT_THAT(pointers(result),
              ElementsAre("/cv/email/1", "/cv/sections/Jobs/0/pay", "/cv/sections/School/0/highlights/1",
                          "/cv/sections/Talks", "/design"));
}

TEST(Foreign, ReadsEveryKindOfRenderCvEntryUnderAnyTitle) {
  const auto result = converted(R"yaml(
cv:
  name: Liv
  phone: tel:+46-8-555-01
  social_networks: [{network: WhatsApp, username: "4685550"}]
  custom_connections: [{placeholder: Shop, url: "https://shop.example.com", fontawesome_icon: cart}]
  sections:
    Berufserfahrung: [{company: "**Bru** & [Co](https://bru.example.com)", position: Lead, date: since 2019, highlights: ["Did - this - that"]}]
    Sprachen: [{label: Svenska, details: Muttersprache}]
    Kenntnisse: ["**Tools:** C++, Go", {number: Rust}]
    Zertifikate: [{name: "[Weld](https://w.example.com)", date: 2020-01}]
    Veröffentlichungen: [{title: "On *arches*", authors: ["**Liv B**", Ada], doi: 10.1/x, date: 2021, journal: J}]
    Hobbys: [{reversed_number: Sailing}]
    Patents pending: [{name: Hook, summary: A hook., location: Oslo}]
    Miscellany: [One., {bullet: Two.}]
locale: {language: german}
rendercv_settings: {date: 2025-01-01}
)yaml");
  const auto& cv = result.document;
  EXPECT_EQ(
      cv["work"].dump(),
      R"([{"url":"https://bru.example.com","name":"Bru & Co","position":"Lead","startDate":"2019","highlights":["Did\n\n- this\n- that"]}])");
  EXPECT_EQ(cv["languages"][0]["fluency"], "Muttersprache");
  EXPECT_EQ(cv["skills"].dump(), R"([{"name":"Tools","keywords":["C++","Go"]},{"name":"Rust"}])");
  EXPECT_EQ(cv["certificates"][0].dump(),
            R"({"name":"Weld","url":"https://w.example.com","date":"2020-01"})");
  EXPECT_EQ(cv["publications"][0]["summary"], "Liv B, Ada");
  EXPECT_EQ(cv["publications"][0]["url"], "https://doi.org/10.1/x");
  EXPECT_EQ(cv["interests"][0]["name"], "Sailing");
  EXPECT_EQ(cv["basics"]["phone"], "+46-8-555-01");
  EXPECT_EQ(cv["basics"]["profiles"].size(), 2U);
  EXPECT_EQ(cv["projects"].dump(), R"([{"name":"Miscellany","highlights":["One.","Two."]}])");
  EXPECT_EQ(cv["meta"]["language"], "de");
  EXPECT_THAT(pointers(result), Contains("/cv/sections/Miscellany"));
  EXPECT_THAT(pointers(result), Contains("/cv/sections/Patents pending/0/location"));
  EXPECT_TRUE(intake::check(cv.dump()).document);
}

TEST(Foreign, ReadsTheFirstRenderCvFiles) {
  const auto result = converted(
      "cv: {name: Liv, work_experience: [{company: Bru, position: Lead}], "
      "custom_sections: [{title: Awards, entry_type: OneLineEntry, entries: [{name: Cup, details: Won}]}]}");
  EXPECT_EQ(result.document["work"][0]["name"], "Bru");
  EXPECT_EQ(result.document["awards"][0]["title"], "Cup");
  EXPECT_THAT(result.lost, testing::IsEmpty());
}

TEST(Foreign, ReadsYamlResume) {
  const auto result = converted(R"(
content:
  basics: {name: Odile, headline: Restorer}
  location: {city: Lyon, country: France}
  work: [{name: Atelier, startDate: "Mar 1, 2015", endDate: , summary: "Leads.\n\n- One\n- Two\n", keywords: [x]}]
  education: [{institution: E, degree: Master, startDate: Sep 2008, endDate: "some day"}]
locale: {language: fr}
)");
  EXPECT_EQ(result.document["basics"]["location"]["countryCode"], "FR");
  EXPECT_EQ(result.document["work"].dump(),
            R"([{"name":"Atelier","startDate":"2015-03-01","summary":"Leads.","highlights":["One","Two"]}])");
  EXPECT_EQ(result.document["education"][0]["studyType"], "Master");
  EXPECT_EQ(result.document["meta"]["language"], "fr");
  EXPECT_THAT(pointers(result), ElementsAre("/content/work/0/keywords", "/content/education/0/endDate"));
}

TEST(Foreign, TellsEachFieldOfYamlResumeThatHasNoPlace) {
  const auto result = converted(R"(
content:
  basics: {name: Odile, headline: H, email: o@example.com, phone: "1", url: "https://example.com", summary: S.}
  location: {address: A, city: Lyon, region: R, country: Freedonia, postalCode: "69001"}
  profiles: [{network: Line, username: u, url: "https://example.com/u"}]
  education: [{institution: E, url: "https://example.com/e", degree: Master, area: Arts, score: "2", courses: [C], startDate: "Sep 1, 2008", summary: Told.}]
  volunteer: [{organization: O, position: P, url: "https://example.com/v", startDate: Sep 2015, summary: "- V"}]
  languages: [{language: English, fluency: Native or Bilingual Proficiency, keywords: [IELTS 7.5]}]
  skills: [{name: Web, level: Expert, keywords: [CSS]}]
  awards: [{title: T, awarder: W, date: Oct 2016, summary: S}]
  certificates: [{name: N, issuer: I, url: "https://example.com/c", date: Mar 2021}]
  publications: [{name: N, publisher: P, url: "https://example.com/p", releaseDate: Dec 2017, summary: S}]
  references: [{name: N, phone: "1", relationship: R, email: e@example.com, summary: S}]
  projects: [{name: N, url: "https://example.com/n", description: D, startDate: 2016, summary: "- One", keywords: [K]}]
  interests: [{name: Sports, keywords: [Running]}]
layout: {locale: {language: fr}, margins: {top: 2cm}}
)");
  const auto& cv = result.document;
  EXPECT_EQ(cv["meta"]["language"], "fr");
  EXPECT_EQ(cv["projects"].dump(),
            R"([{"name":"N","url":"https://example.com/n","keywords":["K"],"description":"D",)"
            R"("highlights":["One"],"startDate":"2016"}])");
  EXPECT_THAT(pointers(result), ElementsAre("/content/location/country", "/content/education/0/summary",
                                            "/content/languages/0/keywords", "/content/references/0/phone",
                                            "/content/references/0/relationship",
                                            "/content/references/0/email", "/layout/margins"));
  EXPECT_TRUE(intake::check(cv.dump()).document);
}

TEST(Foreign, ReadsReactiveResumeOfBothVersions) {
  const auto newer = converted(R"(
basics: {name: Samir, website: {url: "https://s.example.com", label: Home}}
summary: {content: "<p>Plans <b>trains</b>.</p>", hidden: false}
sections: {experience: {title: Work, items: [
  {id: 1, company: Noctis, period: "March 2018 - Present", description: "<ul><li>A</li><li>B</li></ul>"},
  {id: 2, hidden: true, company: Secret}]}}
metadata: {template: onyx}
)");
  EXPECT_EQ(newer.document["basics"]["summary"], "Plans **trains**.");
  EXPECT_EQ(newer.document["work"].dump(),
            R"([{"name":"Noctis","startDate":"2018-03","highlights":["A","B"]}])");
  EXPECT_THAT(pointers(newer), ElementsAre("/sections/experience/items/1", "/metadata"));
  const auto older = converted(R"(
basics: {name: Samir, url: {href: "https://s.example.com", label: ""}, picture: {url: "https://s.example.com/p.jpg"}}
sections: {summary: {visible: true, content: "<p>Plans.</p>"},
  education: {items: [{visible: true, institution: E, studyType: BSc, date: 2008 - 2012}, {visible: false, institution: F}]}}
metadata: {}
)");
  EXPECT_EQ(older.document["basics"]["image"], "https://s.example.com/p.jpg");
  EXPECT_EQ(older.document["education"].dump(),
            R"([{"institution":"E","studyType":"BSc","startDate":"2008","endDate":"2012"}])");
  EXPECT_THAT(pointers(older), ElementsAre("/sections/education/items/1"));
}

TEST(Foreign, ReadsTheThirdReactiveResume) {
  const auto result = converted(R"(
basics: {name: Samir, birthdate: 1990-01-01, photo: {url: "https://s.example.com/p.jpg", filters: {size: 64}}, summary: Plans.,
  location: {address: Quay 1, city: Bergen, country: Norway, postalCode: "5003"},
  profiles: [{id: a, network: GitHub, username: samir, url: "https://github.com/samir"}]}
sections:
  work: {id: work, type: basic, visible: true, items: [{id: b, name: Noctis, position: Lead, date: {start: "2018-03-01T00:00:00.000Z", end: ""}, summary: "- A"}]}
  skills: {items: [{name: Rails, level: Expert, levelNum: 8, keywords: [x]}]}
  3f: {type: custom, name: Exhibitions, items: [{title: Trains, subtitle: Hall, date: {start: "2019-01-01", end: "2019-02-01"}, summary: Seen.}]}
metadata: {locale: en, template: kakuna}
)");
  const auto& cv = result.document;
  EXPECT_EQ(cv["work"].dump(),
            R"([{"name":"Noctis","position":"Lead","startDate":"2018-03-01","highlights":["A"]}])");
  EXPECT_EQ(cv["basics"]["location"]["countryCode"], "NO");
  EXPECT_EQ(cv["basics"]["profiles"][0]["username"], "samir");
  EXPECT_EQ(cv["basics"]["image"], "https://s.example.com/p.jpg");
  EXPECT_EQ(cv["skills"][0]["level"], "Expert");
  EXPECT_EQ(cv["projects"][0]["entity"], "Hall");
  EXPECT_THAT(pointers(result), ElementsAre("/basics/birthdate", "/sections/3f", "/metadata/template"));
}

TEST(Foreign, ReadsPeriodsInPartsOfReactiveResume) {
  const auto result = converted(R"(
basics: {name: Ada}
sections: {experience: {items: [
  {company: A, period: {start: 2020-03, end: 2021-05}, roles: [{position: Lead, period: {startDate: 2020-09, endDate: null}}]},
  {company: B, startDate: 2018-01, endDate: 2019-02, isCurrent: false}]}}
metadata: {}
version: 6.0.0
)");
  EXPECT_EQ(result.document["work"].dump(), R"([{"name":"A","startDate":"2020-03","endDate":"2021-05",)"
                                            R"("roles@":[{"position":"Lead","startDate":"2020-09"}]},)"
                                            R"({"name":"B","startDate":"2018-01","endDate":"2019-02"}])");
  EXPECT_THAT(pointers(result), ElementsAre());
}

TEST(Foreign, ReadsFieldsAndSectionsOfOnesOwnInReactiveResume) {
  const auto result = converted(R"(
basics: {name: Samir, customFields: [{id: a, icon: x, text: Shop, link: "https://shop.example.com"}, {id: b, name: Born, value: "1990"}]}
sections: {custom: {q: {name: Prizes and awards, visible: true, items: [{name: Cup, date: "2020", visible: true}]}}}
customSections: [{id: c, title: More, type: summary, items: [{content: <p>Also.</p>}]},
  {id: d, title: Secret, type: experience, hidden: true, items: [{company: No}]},
  {id: e, title: Side work, type: experience, items: [{company: Yes}]}]
metadata: {}
)");
  const auto& cv = result.document;
  EXPECT_EQ(cv["basics"]["profiles"].dump(), R"([{"network":"Shop","url":"https://shop.example.com"}])");
  EXPECT_EQ(cv["awards"].dump(), R"([{"title":"Cup","date":"2020"}])");
  EXPECT_EQ(cv["basics"]["summary"], "Also.");
  EXPECT_EQ(cv["work"].dump(), R"([{"name":"Yes"}])");
  EXPECT_THAT(pointers(result), Contains("/customSections/1/items"));
  EXPECT_TRUE(intake::check(cv.dump()).document);
}

TEST(ForeignText, ReadsPeriodsOfOtherLanguages) {
  const auto is = [](std::string_view text, std::string_view start, std::string_view end) {
    const auto period = formats::loose_period(text);
    return period && period->start == start && period->end == end;
  };
  EXPECT_TRUE(is("seit März 2019", "2019-03", ""));
  EXPECT_TRUE(is("01/2020–03/2021", "2020-01", "2021-03"));
  EXPECT_TRUE(is("janvier 2018 à aujourd’hui", "2018-01", ""));
  EXPECT_TRUE(is("de mayo de 2015 a junio de 2016", "2015-05", "2016-06"));
  EXPECT_TRUE(is("2020年4月～現在", "2020-04", ""));
  EXPECT_TRUE(is("พ.ค. 2019 – ปัจจุบัน", "2019-05", ""));
  EXPECT_TRUE(is("12 พฤษภาคม 2562 – มิ.ย. 2563", "2019-05-12", "2020-06"));
  EXPECT_TRUE(is("Ιαν 2018 – σήμερα", "2018-01", ""));
  EXPECT_TRUE(is("янв. 2018\u00A0г. – дек. 2018\u00A0г.", "2018-01", "2018-12"));
  EXPECT_TRUE(is("bis 2020", "", "2020"));
  EXPECT_EQ(formats::country_code("Deutschland"), "DE");
  EXPECT_EQ(formats::plain_title("**A** [b](https://b.example.com) \\* c").text, "A b * c");
}

TEST(ForeignText, ReadsDatesAsPeopleWriteThem) {
  EXPECT_EQ(formats::loose_date("Sep 1, 2016"), "2016-09-01");
  EXPECT_EQ(formats::loose_date("1 September 2016"), "2016-09-01");
  EXPECT_EQ(formats::loose_date("Sept. 2016"), "2016-09");
  EXPECT_EQ(formats::loose_date("09/2016"), "2016-09");
  EXPECT_EQ(formats::loose_date("2016-09-01T00:00:00Z"), "2016-09-01");
  EXPECT_EQ(formats::loose_date("2016"), "2016");
  EXPECT_EQ(formats::loose_date("31.12.2016"), "2016-12-31");
  EXPECT_EQ(formats::loose_date("01.02.2016"), "2016-02-01");
  EXPECT_EQ(formats::loose_date("9.2016"), "2016-09");
  EXPECT_EQ(formats::loose_date("3. März 2016"), "2016-03-03");
  EXPECT_EQ(formats::loose_date("déc. 2016"), "2016-12");
  EXPECT_EQ(formats::loose_date("15 de mayo de 2016"), "2016-05-15");
  for (const auto* none : {"", "spring 2016", "31", "June", "June 31, 2020", "2016 2017", "1 2016", "13/2016",
                           "2016-13-13", "2016-02-30", "31.13.2016"})
    EXPECT_EQ(formats::loose_date(none), std::nullopt) << none;
}

TEST(ForeignText, ReadsPeriods) {
  const auto is = [](std::string_view text, std::string_view start, std::string_view end) {
    const auto period = formats::loose_period(text);
    return period && period->start == start && period->end == end;
  };
  EXPECT_TRUE(is("Jan 2020 - Present", "2020-01", ""));
  EXPECT_TRUE(is("2012–2016", "2012", "2016"));
  EXPECT_TRUE(is("2012-2016", "2012", "2016"));
  EXPECT_TRUE(is("2012-09 - 2016-05", "2012-09", "2016-05"));
  EXPECT_TRUE(is("since May 2019", "2019-05", ""));
  EXPECT_TRUE(is("2018", "2018", "2018"));
  EXPECT_EQ(formats::loose_period("three summers"), std::nullopt);
}

TEST(ForeignText, TakesAListFromTheEndOfAText) {
  EXPECT_THAT(formats::split_list("Did:\n\n- one\n  more\n- two\n").items, ElementsAre("one more", "two"));
  EXPECT_EQ(formats::split_list("Did:\n\n- one\n").summary, "Did:");
  EXPECT_THAT(formats::split_list("- one\n  - inner\n").items, ElementsAre());
  EXPECT_EQ(formats::split_list("- one\n\nThen text.").summary, "- one\n\nThen text.");
  EXPECT_THAT(formats::split_terms("a, b (c, d); e"), ElementsAre("a", "b (c, d)", "e"));
}

TEST(HtmlToMarkdown, KeepsWhatMarkdownHas) {
  EXPECT_EQ(
      formats::html_to_markdown("<p>One <strong>two</strong> &amp; <em>three</em></p><p>Four<br>five</p>"),
      "One **two** & *three*\n\nFour  \nfive");
  EXPECT_EQ(formats::html_to_markdown("<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ul><p>d</p>"),
            "- a\n- b\n  - c\n\nd");
  EXPECT_EQ(formats::html_to_markdown("<ol><li>a</li><li>b</li></ol>"), "1. a\n2. b");
  EXPECT_EQ(formats::html_to_markdown("<a href='https://x.example/?a=1&amp;b=2'>x</a>"),
            "[x](https://x.example/?a=1&b=2)");
}

TEST(HtmlToMarkdown, ReadsWhatPeopleNest) {
  EXPECT_EQ(formats::html_to_markdown("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
            "1. a\n   - b\n2. c");
  EXPECT_EQ(formats::html_to_markdown("<b>a <i>b</b> c</i> <b> </b>d"), "**a *b*** *c* d");
  EXPECT_EQ(formats::html_to_markdown("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
            "a | b  \nc");
  EXPECT_EQ(formats::html_to_markdown("<p><b>open<p>next"), "**open**\n\n**next**");
  EXPECT_EQ(formats::html_to_markdown("<a href='javascript:x()'>t</a> <s>old</s> <u>u</u> 1 < 2 &uuml;"),
            "t old u 1 \\< 2 ü");
  EXPECT_EQ(formats::html_to_markdown("<a title='a > b' href='https://x.example/(y)'>x</a>"),
            "[x](https://x.example/%28y%29)");
}

TEST(HtmlToMarkdown, IsLinear) {
  for (const auto* part :
       {"<a \"", "<a '", "<!--", "<script>", "<b><i>", "<ul><li>", "</", "&", "<a href=\"x\">"}) {
    std::string html;
    while (html.size() < 1'000'000) html += part;
    EXPECT_LT(formats::html_to_markdown(html).size(), 64 * html.size()) << part;
  }
}

TEST(HtmlToMarkdown, LinksAFewLinesOfOneLinkOnly) {
  EXPECT_EQ(formats::html_to_markdown("<a href='https://x.example/'><p>a</p><p>b</p></a><p>c</p>"),
            "[a](https://x.example/)\n\n[b](https://x.example/)\n\nc");
  std::string html = "<a href='https://x.example/" + std::string(10'000, ' ') + "'>";
  for (int i = 0; i < 1000; ++i) html += "<p>line";
  const auto markdown = formats::html_to_markdown(html);
  EXPECT_LT(markdown.size(), 64 * html.size());
  EXPECT_THAT(markdown, EndsWith("line\n\nline"));
}

TEST(HtmlToMarkdown, TakesNothingForMarkupThatIsText) {
  EXPECT_EQ(formats::html_to_markdown("a*b_c [d] &lt;i&gt; &#x41;&unknown;"),
            "a\\*b\\_c \\[d\\] \\<i> A&unknown;");
  EXPECT_THAT(formats::html_to_markdown("<script>alert(1)</script>ok<p"), Not(HasSubstr("alert")));
  EXPECT_EQ(formats::html_to_markdown("</ul></a></li>x"), "x");
}

}  // namespace
}  // namespace vitrine::cv::importing::foreign_test
