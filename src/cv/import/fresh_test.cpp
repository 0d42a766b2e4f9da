#include <gmock/gmock.h>

#include "cv/import/foreign.hpp"
#include "cv/intake/intake.hpp"

namespace vitrine::cv::importing::fresh_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lost_pointers(const intake::Intake& taken) {
  std::vector<std::string> out;
  for (const auto& lost : taken.lost) out.push_back(lost.pointer);
  return out;
}

Json document_of(const intake::Intake& taken) {
  EXPECT_TRUE(taken.checked.document) << taken.refusal.text();
  return taken.checked.document ? taken.checked.document->root : Json::object();
}

TEST(ImportFresh, ReadsEverySection) {
  const auto taken = intake::take_in(R"({
    "name": "Ola Vik", "meta": {"format": "FRESH@0.6.0", "version": "0.6.0"},
    "info": {"label": "Chemist", "brief": "Mixes *things*.", "quote": "Ha"},
    "contact": {"email": "ola@mail.example", "phone": "1", "website": "https://ola.example",
                "other": [{"label": "home", "value": "2"}]},
    "location": {"address": "Vei 1", "code": "0150", "city": "Oslo", "country": "Norway"},
    "social": [{"label": "GitHub", "network": "GitHub", "user": "ola", "url": "https://github.com/ola"}],
    "employment": {"summary": "Long", "history": [
      {"employer": "Acme", "position": "Lead", "start": "2015-01", "end": "current", "summary": "Led.",
       "highlights": ["One"], "keywords": ["k"]}]},
    "education": {"level": "master", "history": [
      {"institution": "UiO", "title": "MSc", "area": "Chemistry", "start": "2008", "end": "2013", "grade": "A",
       "curriculum": ["Lab"]}]},
    "service": {"history": [{"organization": "Red Cross", "position": "Helper"}]},
    "governance": [{"organization": "Board Co", "role": "Chair"}],
    "affiliation": {"history": [{"organization": "Guild", "role": "Member"}]},
    "projects": [{"title": "P", "role": "Maker", "start": "2019-03", "repo": "https://x.example", "summary": "S"}],
    "skills": {"sets": [{"name": "Web", "level": "expert", "skills": ["HTML", "CSS"]}],
               "list": [{"name": "HTML", "level": "expert", "years": 3}, {"name": "Rust", "level": "beginner"}]},
    "writing": [{"title": "A book", "publisher": {"name": "Pub", "url": "https://pub.example"}, "date": "2010-05"}],
    "recognition": [{"title": "Prize", "from": "King", "date": "2012", "summary": "For it."}],
    "speaking": [{"title": "Talk", "event": "Conf", "date": "2018-02-03"}],
    "samples": [{"title": "Demo", "url": "https://demo.example"}],
    "extracurricular": [{"title": "Coach", "activity": "Football", "start": "2001"}],
    "languages": [{"language": "Norwegian", "level": "Native"}],
    "interests": [{"name": "Chess", "keywords": ["blitz"]}],
    "testimonials": [{"name": "Eva", "quote": "Good."}],
    "references": [{"name": "Per", "role": "Boss", "private": true}, {"name": "Kim", "role": "Boss", "summary": "Ask."}],
    "reading": [{"title": "Other book"}],
    "disposition": {"travel": 25}})",
                                     "", false);
  ASSERT_NE(taken.source, nullptr);
  EXPECT_EQ(taken.source->title, "FRESH");
  auto cv = document_of(taken);
  EXPECT_EQ(cv["basics"]["summary"], "Mixes *things*.");
  EXPECT_EQ(cv["basics"]["location"].dump(),
            R"({"address":"Vei 1","postalCode":"0150","city":"Oslo","countryCode":"NO"})");
  EXPECT_EQ(cv["basics"]["profiles"].dump(),
            R"([{"network":"GitHub","username":"ola","url":"https://github.com/ola"}])");
  EXPECT_EQ(
      cv["work"].dump(),
      R"([{"name":"Acme","position":"Lead","startDate":"2015-01","summary":"Led.","highlights":["One"]}])");
  EXPECT_EQ(
      cv["education"].dump(),
      R"([{"institution":"UiO","area":"Chemistry","studyType":"MSc","score":"A","courses":["Lab"],"startDate":"2008","endDate":"2013"}])");
  EXPECT_EQ(cv["volunteer"].size(), 3U);
  ASSERT_EQ(cv["projects"].size(), 4U);
  EXPECT_EQ(
      cv["projects"][1].dump(),
      R"({"name":"Talk","entity":"Conf","type":"talk","startDate":"2018-02-03","endDate":"2018-02-03"})");
  EXPECT_EQ(
      cv["skills"].dump(),
      R"([{"name":"Web","level":"expert","keywords":["HTML","CSS"]},{"name":"Rust","level":"beginner"}])");
  EXPECT_EQ(cv["publications"].dump(),
            R"([{"name":"A book","publisher":"Pub","releaseDate":"2010-05","url":"https://pub.example"}])");
  EXPECT_EQ(cv["awards"][0]["awarder"], "King");
  EXPECT_EQ(cv["references"].dump(),
            R"([{"name":"Eva","reference":"Good."},{"name":"Kim, Boss","reference":"Ask."}])");
  EXPECT_THAT(lost_pointers(taken),
              ElementsAre("/info/quote", "/contact/other", "/employment/summary",
                          "/employment/history/0/keywords", "/education/level", "/skills/list/0/level",
                          "/skills/list/0/years", "/references/0", "/reading", "/disposition"));
}

TEST(ImportFresh, IsKnownWithoutItsName) {
  for (const auto* text : {R"({"name":"A","info":{"label":"x"},"contact":{"email":"a@mail.example"}})",
                           R"({"name":"A","employment":{"history":[{"employer":"B"}]}})",
                           "name: A\nmeta:\n  format: FRESH@0.1.0\nemployment:\n  history:\n    - employer: "
                           "B\n      start: 2015\n"}) {
    const auto taken = intake::take_in(text, "", false);
    ASSERT_NE(taken.source, nullptr) << text;
    EXPECT_EQ(taken.source->format, Foreign::fresh) << text;
    EXPECT_EQ(document_of(taken)["basics"]["name"], "A");
  }
  for (const auto* other : {R"({"basics":{"name":"A"},"meta":{"format":"FRESH"}})", R"({"name":"A"})",
                            R"({"name":"A","employment":[]})", R"({"name":3,"info":{},"contact":{}})"}) {
    EXPECT_EQ(recognise(Json::parse(other)), std::nullopt) << other;
  }
}

TEST(ImportFresh, TakesOddValuesForWhatTheyAre) {
  const auto taken =
      intake::take_in(R"({"name":"A","meta":{"format":"FRESH"},"skills":["C++",3,null],"languages":["French"],
    "employment":[{"employer":["X","Y"],"start":"soon"}],"location":"Oslo","education":3,"writing":{"title":"T"}})",
                      "", false);
  auto cv = document_of(taken);
  EXPECT_EQ(cv["skills"].dump(), R"([{"name":"C++"},{"name":"3"}])");
  EXPECT_EQ(cv["languages"].dump(), R"([{"language":"French"}])");
  EXPECT_EQ(cv["work"].dump(), R"([{"name":"X, Y"}])");
  EXPECT_EQ(cv["publications"].dump(), R"([{"name":"T"}])");
  EXPECT_EQ(cv["basics"]["location"]["city"], "Oslo");
  EXPECT_THAT(lost_pointers(taken), ElementsAre("/employment/0/start", "/education"));
}

}  // namespace
}  // namespace vitrine::cv::importing::fresh_test
