#include "cv/check/validate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace vitrine::cv::check::validate_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Problems problems_of(const std::string& text) {
  Findings findings(text);
  const auto parsed = parse(text, findings);
  EXPECT_TRUE(parsed) << text;
  if (parsed) validate(*parsed, document_schema(), findings);
  return findings.take();
}

/// The only finding, as a line without its place.
std::string only(const std::string& text) {
  auto problems = problems_of(text);
  if (problems.size() != 1) return std::to_string(problems.size()) + " problems";
  EXPECT_GT(problems[0].line, 0U);
  problems[0].line = 0;
  return to_line(problems[0], "f").substr(3);
}

TEST(Validate, TakesAnythingThatJsonResumeAllows) {
  for (const char* text :
       {"{}", R"({"basics":{}})", R"({"work":[]})", R"({"work":[{}],"x":{"y":[1,null,{"startDate":7}]}})",
        R"({"basics":{"name":"","email":"","url":"","extra":[1],"location":{},"profiles":[]}})",
        R"({"meta":{"canonical":"https://example.org/cv","version":"v1.0.0","theme":"x","vitrine":{"a":1}}})",
        R"({"work":[{"startDate":"2020","endDate":"2020-01"},{"endDate":"2001-02-03"}]})",
        R"({"$schema":"../schema/resume.schema.json"})"}) {
    EXPECT_THAT(problems_of(text), IsEmpty()) << text;
  }
}

TEST(Validate, TakesVitrinesAdditions) {
  EXPECT_THAT(problems_of(R"({
    "@for": ["public"], "references@for": ["recruiter"], "own": 1, "own@de": 2, "own@for": [],
    "basics": {"phone": "1", "phone@for": ["recruiter"], "summary": "a", "summary@de-CH": "b", "label@de": "c",
               "location": {"city": "Basel", "city@fr": "Bâle", "@for": ["a"]}},
    "work": [{"@for": ["a"], "@in": ["b"], "highlights@de": ["x"], "skills@": ["C++"],
              "roles@": [{"position": "p", "position@de": "q", "startDate": "2020-01", "highlights": []}]}],
    "projects": [{"skills@": [], "roles": ["x"], "roles@de": ["y"]}],
    "meta": {"language": "en-GB", "vitrine": {"languages": ["en-GB", "de"]}}})"),
              IsEmpty());
}

TEST(Validate, LooksIntoTheSettings) {
  const auto settings = [](const std::string& inside) { return R"({"meta":{"vitrine":{)" + inside + "}}}"; };
  EXPECT_THAT(
      problems_of(settings(
          R"("theme":{"name":"quiet","accent":"#0F5c6e","font":"serif","density":"airy","page":"Letter"},
             "titles":{"work":"a","work@de":"b"},"sections":["work","skills"],
             "variants":{"web@for":["x"],"web":{"title":"t","title@de":"u","summary":"s","sections":["work"],
             "order":{"work":["A"]},"theme":"bold"}})")),
      IsEmpty());
  EXPECT_THAT(only(settings(R"("theme":"quite")")), HasSubstr("did you mean \"quiet\"?"));
  EXPECT_THAT(only(settings(R"("theme":7)")),
              HasSubstr("error: /meta/vitrine/theme: expected the name of a theme"));
  EXPECT_THAT(only(settings(R"("theme":{"acent":"#000000"})")), HasSubstr("did you mean \"accent\"?"));
  EXPECT_THAT(only(settings(R"("theme":{"accent":"red"})")), HasSubstr("expected a colour as \"#rrggbb\""));
  EXPECT_THAT(only(settings(R"("theme":{"density":"loose"})")), HasSubstr("as it stands it has no effect"));
  EXPECT_THAT(only(settings(R"("sections":["wrok"])")), HasSubstr("/sections/0"));
  EXPECT_THAT(only(settings(R"("titles":{"wrok":"a"})")), HasSubstr("did you mean \"work\"?"));
  EXPECT_THAT(only(settings(R"("variants":{"web":{"titel":"t"}})")), HasSubstr("did you mean \"title\"?"));
  EXPECT_THAT(only(settings(R"("variants":{"web":[]})")), HasSubstr("error: /meta/vitrine/variants/web"));
  EXPECT_THAT(only(settings(R"("variants":{"web":{"order":{"work":"A"}}})")), HasSubstr("/web/order/work"));
}

TEST(Validate, RefusesWrongTypes) {
  EXPECT_EQ(only(R"({"basics":[]})"),
            "error: /basics: expected an object with name, label and so on, found an empty list");
  EXPECT_EQ(only(R"({"basics":{"phone":41}})"),
            "error: /basics/phone: expected text, found the number 41; put it in quotes: \"41\"");
  EXPECT_EQ(
      only(R"({"work":{"name":"x"}})"),
      "error: /work: expected a list of positions, found an object with one key; put it in brackets: [ … ]");
  EXPECT_EQ(only(R"({"work":["x"]})"),
            "error: /work/0: expected an object that describes one position, found the text \"x\"");
  EXPECT_EQ(only(R"({"skills":[{},{"keywords":["a",true]}]})"),
            "error: /skills/1/keywords/1: expected text, found true; put it in quotes: \"true\"");
  EXPECT_EQ(only(R"({"basics":{"summary@de":["a"]}})"),
            "error: /basics/summary@de: expected text, found a list of one value");
  EXPECT_EQ(
      only(R"({"basics":{"phone@for":"recruiter"}})"),
      "error: /basics/phone@for: expected a list of names in quotes, found the text \"recruiter\"; put it in "
      "brackets: [ … ]");
  EXPECT_EQ(
      only(R"({"work":[{"roles@":[{"startDate":2020}]}]})"),
      "error: /work/0/roles@/0/startDate: expected a date as YYYY, YYYY-MM or YYYY-MM-DD, found the number "
      "2020; put it in quotes: \"2020\"");
  EXPECT_THAT(only(R"({"meta":{"vitrine":[]}})"), HasSubstr("error: /meta/vitrine: expected an object"));
}

TEST(Validate, RefusesDatesOfAnotherForm) {
  EXPECT_EQ(
      only(R"({"awards":[{"date":"May 2021"}]})"),
      "error: /awards/0/date: expected a date as YYYY, YYYY-MM or YYYY-MM-DD, found the text \"May 2021\"; "
      "write \"2021-05\"");
  for (const char* section :
       {"certificates\":[{\"date", "publications\":[{\"releaseDate", "education\":[{\"startDate",
        "volunteer\":[{\"endDate", "projects\":[{\"endDate"}) {
    EXPECT_THAT(only("{\"" + std::string(section) + "\":\"2021-6\"}]}"), HasSubstr("error: /")) << section;
  }
}

TEST(Validate, NoticesDatesOutsideTheCalendar) {
  EXPECT_EQ(
      only(R"({"work":[{"startDate":"2020-19"}]})"),
      "notice: /work/0/startDate: expected a month from 01 to 12, found the text \"2020-19\"; only the year "
      "is taken: 2020");
  EXPECT_EQ(
      only(R"({"work":[{"startDate":"2021-02-30"}]})"),
      "notice: /work/0/startDate: expected a day that the month has, found the text \"2021-02-30\"; only "
      "year and month are taken: 2021-02");
  EXPECT_EQ(
      only(R"({"work":[{"startDate":""}]})"),
      "notice: /work/0/startDate: expected a date as YYYY, YYYY-MM or YYYY-MM-DD, found empty text; it is "
      "taken as absent; leave it out");
}

TEST(Validate, NoticesNullButNotWhereItWouldHide) {
  EXPECT_EQ(only(R"({"work":null})"),
            "notice: /work: expected a list of positions, found null; it is taken as absent; leave it out");
  EXPECT_EQ(only(R"({"work":[{"endDate":null}]})").substr(0, 24), "notice: /work/0/endDate:");
  EXPECT_EQ(only(R"({"basics":{"phone@for":null}})"),
            "error: /basics/phone@for: expected a list of names in quotes, found null; list them, or remove "
            "the key");
  EXPECT_EQ(only(R"({"work":[{"@in":null}]})").substr(0, 19), "error: /work/0/@in:");
}

TEST(Validate, NoticesAnEndBeforeItsStart) {
  EXPECT_EQ(only(R"({"work":[{"startDate":"2021-05","endDate":"2021-04-30"}]})"),
            "notice: /work/0/endDate: expected an end not before the start, \"2021-05\", found the text "
            "\"2021-04-30\"; the two may be swapped");
  EXPECT_THAT(only(R"({"education":[{"endDate":"2019","startDate":"2021"}]})"),
              HasSubstr("/education/0/endDate"));
  EXPECT_THAT(only(R"({"projects":[{"endDate":"2019-01-01","startDate":"2019-01-02"}]})"),
              HasSubstr("swapped"));
  EXPECT_THAT(problems_of(R"({"work":[{"startDate":"2021-05","endDate":"2021"},
                                      {"startDate":"2021","endDate":"2021-01"},
                                      {"startDate":"2021-05-09","endDate":"2021-05"}]})"),
              IsEmpty());
}

TEST(Validate, NoticesAddressesThatDoNotLookLikeOne) {
  EXPECT_EQ(
      only(R"({"basics":{"email":"name at example.com"}})"),
      "notice: /basics/email: expected an e-mail address such as name@example.com, found the text \"name at "
      "example.com\"; as it stands it may not work as a link");
  EXPECT_EQ(only(R"({"basics":{"url":"www.example.com/me"}})"),
            "notice: /basics/url: expected a web address such as https://example.com/, found the text "
            "\"www.example.com/me\"; begin it with https://");
  for (const auto* url : {"10.1000/xyz", "doi:10.1000/xyz"}) {
    EXPECT_EQ(only(R"({"publications":[{"name":"P","url":")" + std::string(url) + "\"}]}"),
              "notice: /publications/0/url: expected a web address such as https://example.com/, found the "
              "text \"" +
                  std::string(url) + "\", a DOI; write \"https://doi.org/10.1000/xyz\"");
  }
  EXPECT_THAT(only(R"({"work":[{"url":"my home page"}]})"), HasSubstr("may not work as a link"));
  for (const char* bad : {"@example.com", "a@", "a@b@c", "a b@example.com"}) {
    EXPECT_THAT(only(std::string(R"({"basics":{"email":")") + bad + "\"}}"), HasSubstr("/basics/email"))
        << bad;
  }
  EXPECT_THAT(problems_of(R"({"basics":{"email":"zoë@bücher.example","url":"mailto:a@example.com"}})"),
              IsEmpty());
}

TEST(Validate, NoticesKeysThatAreProbablyMisspelt) {
  EXPECT_EQ(
      only(R"({"basics":{"sumary":"x"}})"),
      "notice: /basics/sumary: expected a key that JSON Resume has, found the key \"sumary\"; did you mean "
      "\"summary\"? As it stands it is kept but shown nowhere");
  EXPECT_THAT(only(R"({"eduction":[]})"), HasSubstr("did you mean \"education\"?"));
  EXPECT_THAT(only(R"({"work":[{"startdate":"2020"}]})"), HasSubstr("did you mean \"startDate\"?"));
  EXPECT_THAT(problems_of(R"({"basics":{"age":3,"summary":"a","sumary":""},"own":{"list":[1,null," "]}})"),
              IsEmpty());
}

TEST(Validate, NoticesTextThatIsShownNowhere) {
  EXPECT_EQ(
      only(R"({"basics":{"shoes":"42"}})"),
      "notice: /basics/shoes: expected a key that JSON Resume has, found the key \"shoes\"; it is kept but "
      "shown nowhere");
  EXPECT_THAT(only(R"({"interests":[{"name":"Chess","summary":"club"}]})"), HasSubstr("shown nowhere"));
  EXPECT_THAT(only(R"({"own":{"a":["x","y"],"b":"z"}})"), HasSubstr("with 3 texts"));
  EXPECT_THAT(only(R"({"work":[{"summary":"a","description":"b","bio":"c"}]})"),
              HasSubstr("move what it holds to \"summary\""));
  EXPECT_THAT(problems_of(R"({"meta":{"theme":"elegant","tool":{"font":"x"}}})"), IsEmpty());
}

TEST(Validate, KnowsCommonNamesOfKeys) {
  const std::pair<const char*, const char*> cases[] = {{R"({"certifications":[]})", "certificates"},
                                                       {R"({"experience":[]})", "work"},
                                                       {R"({"work_experience":[]})", "work"},
                                                       {R"({"workHistory":[]})", "work"},
                                                       {R"({"Berufserfahrung":[]})", "work"},
                                                       {R"({"Bildung":[]})", "education"},
                                                       {R"({"Fähigkeiten":[]})", "skills"},
                                                       {R"({"expérience":[]})", "work"},
                                                       {R"({"idiomas":[]})", "languages"},
                                                       {R"({"SKILL":[]})", "skills"},
                                                       {R"({"email":"a@example.com"})", "basics.email"},
                                                       {R"({"full_name":"A"})", "basics.name"},
                                                       {R"({"basics":{"city":"Bern"}})", "location.city"},
                                                       {R"({"basics":{"telephone":"1"}})", "phone"},
                                                       {R"({"work":[{"jobTitle":"x"}]})", "position"},
                                                       {R"({"work":[{"title":"x"}]})", "position"},
                                                       {R"({"work":[{"employer":"x"}]})", "name"},
                                                       {R"({"work":[{"start_date":"2020"}]})", "startDate"},
                                                       {R"({"work":[{"bullets":["x"]}]})", "highlights"},
                                                       {R"({"education":[{"degree":"x"}]})", "studyType"},
                                                       {R"({"education":[{"school":"x"}]})", "institution"},
                                                       {R"({"certificates":[{"title":"x"}]})", "name"},
                                                       {R"({"languages":[{"name":"x"}]})", "language"}};
  for (const auto& [text, meant] : cases)
    EXPECT_THAT(only(text), HasSubstr("did you mean \"" + std::string(meant) + "\"?")) << text;
}

TEST(Validate, NoticesAtKeysThatMeanNothing) {
  EXPECT_THAT(only(R"({"basics":{"sumary@de":"x"}})"), HasSubstr("did you mean \"summary@de\"?"));
  EXPECT_THAT(only(R"({"basics":{"motto@de":"x"}})"), HasSubstr("there is no field \"motto\" to translate"));
  EXPECT_THAT(only(R"({"basics":{"label@de_CH":"x"}})"), HasSubstr("did you mean \"label@de-CH\"?"));
  EXPECT_THAT(only(R"({"basics":{"phone@fors":["x"]}})"), HasSubstr("did you mean \"phone@for\"?"));
  EXPECT_THAT(only(R"({"basics":{"label@german":"x"}})"), HasSubstr("it is kept but has no effect"));
  EXPECT_THAT(only(R"({"work":[{"@fr":["x"]}]})"), HasSubstr("did you mean \"@for\"?"));
  EXPECT_THAT(only(R"({"work":[{"@inn":["x"]}]})"), HasSubstr("did you mean \"@in\"?"));
  EXPECT_THAT(only(R"({"work":[{"role@":[]}]})"), HasSubstr("did you mean \"roles@\"?"));
  EXPECT_THAT(only(R"({"work":[{"@":1}]})"), HasSubstr("notice: /work/0/@: "));
}

TEST(Validate, NoticesARestrictionReadAsALanguage) {
  EXPECT_THAT(only(R"({"skills":[{"keywords@fro":["recruiter"]}]})"),
              HasSubstr("did you mean \"keywords@for\"? As it stands it restricts nobody"));
  EXPECT_THAT(only(R"({"own":1,"own@FOR":["recruiter"]})"), HasSubstr("did you mean \"own@for\"?"));
}

TEST(Validate, NoticesALanguageTagThatIsNone) {
  EXPECT_EQ(
      only(R"({"meta":{"language":"English"}})"),
      "notice: /meta/language: expected a language tag (BCP 47) such as \"en\" or \"de-CH\", found the text "
      "\"English\"; as it stands it is not used");
  EXPECT_THAT(only(R"({"meta":{"vitrine":{"languages":["en","deutsch"]}}})"),
              HasSubstr("/meta/vitrine/languages/1"));
}

TEST(Validate, ReportsAllAtOnceWithTheirPlaces) {
  const auto problems = problems_of(
      "{\n  \"basics\": {\"name\": 3,\n    \"emial\": \"x\"},\n  \"work\": [\n    {\"startDate\": "
      "\"soon\"},\n"
      "    {\"ü\": 1, \"highlights\": \"x\"}\n  ]\n}");
  ASSERT_EQ(problems.size(), 4U);
  const auto place = [&](std::size_t i) {
    return problems[i].pointer + ":" + std::to_string(problems[i].line) + ":" +
           std::to_string(problems[i].column);
  };
  EXPECT_EQ(place(0), "/basics/name:2:22");
  EXPECT_EQ(place(1), "/work/0/startDate:5:19");
  EXPECT_EQ(place(2), "/work/1/highlights:6:28");
  EXPECT_EQ(place(3), "/basics/emial:3:5");
  EXPECT_EQ(problems[3].severity, Severity::notice);
}

TEST(Validate, IsQuickOnHostileDocuments) {
  const auto expect_quick = [](const std::string& text) {
    ASSERT_LE(text.size(), kMaxDocumentBytes);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_LE(problems_of(text).size(), 2 * Findings::kMaxKept + 2);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  };
  const auto object_of = [](auto member, std::size_t count, const std::string& head) {
    std::string out = "{" + head;
    for (std::size_t i = 0; i < count; ++i) out += member(std::to_string(i)) + ",";
    out.back() = '}';
    return out;
  };
  expect_quick(object_of([](const auto& i) { return "\"wor" + i + "\":1"; }, 18000, ""));
  expect_quick(object_of([](const auto& i) { return "\"" + i + "\":1,\"" + i + "@de\":1"; }, 9000, ""));
  expect_quick(object_of([](const auto& i) { return "\"name@x-" + i + "\":1"; }, 12000, ""));
  std::string numbers;
  for (int i = 0; i < 60000; ++i) numbers += "1,";
  expect_quick("{\"" + std::string(100000, 'x') + "@for\":[" + numbers + "1]}");
  expect_quick("{\"work\":[" + numbers + "1]}");
}

}  // namespace
}  // namespace vitrine::cv::check::validate_test
