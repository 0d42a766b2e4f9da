#include "cv/check/migrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vitrine::cv::check::migrate_test {
namespace {

struct Migrated {
  std::string text;  ///< empty if nothing was changed
  Json root;
  Problems problems;
};

Migrated migrated(const std::string& text) {
  Findings findings(text);
  auto parsed = parse(text, findings);
  EXPECT_TRUE(parsed) << text;
  if (!parsed) return {};
  auto out = migrate(*parsed, text, findings).value_or("");
  if (!out.empty()) {
    EXPECT_EQ(Json::parse(out), parsed->root) << out;
  }
  return {std::move(out), std::move(parsed->root), findings.take()};
}

TEST(Migrate, LeavesAPlainDocumentAlone) {
  const auto result =
      migrated(R"({"basics":{"url":"x","image":"y"},"work":[{"name":"z","company":"kept"}]})");
  EXPECT_EQ(result.text, "");
  EXPECT_TRUE(result.problems.empty());
}

TEST(Migrate, RenamesEveryV0NameInPlace) {
  const auto result = migrated(R"({
  "basics": {"name": "A", "picture": "p.jpg", "website": "https://a.example/", "z": 1.50},
  "work": [{"position": "P", "company": "C", "website": "w"}],
  "volunteer": [{"website": "v"}], "education": [{"gpa": "1.0", "area": "x"}],
  "publications": [{"website": "u"}], "hobbies": [{"name": "h"}], "own": {"website": 1}
})");
  EXPECT_EQ(result.text, R"({
  "basics": {"name": "A", "image": "p.jpg", "url": "https://a.example/", "z": 1.50},
  "work": [{"position": "P", "name": "C", "url": "w"}],
  "volunteer": [{"url": "v"}], "education": [{"score": "1.0", "area": "x"}],
  "publications": [{"url": "u"}], "interests": [{"name": "h"}], "own": {"website": 1}
})");
  ASSERT_EQ(result.problems.size(), 8U);
  EXPECT_EQ(to_line(result.problems[0], "f"),
            "f:2:27: notice: /basics/image: expected the key \"image\", found the key \"picture\" of JSON "
            "Resume v0; "
            "it is renamed");
  EXPECT_EQ(result.problems[2].pointer, "/work/0/name");
  EXPECT_EQ(result.problems[7].pointer, "/interests");
}

TEST(Migrate, RenamesTheAtFormsToo) {
  const auto result = migrated(
      R"({"basics":{"website@for":["a"],"website":"w"},"work":[{"company":"C","company@de":"D","companyx":"E"}]})");
  EXPECT_EQ(result.root.dump(),
            R"({"basics":{"url@for":["a"],"url":"w"},"work":[{"name":"C","name@de":"D","companyx":"E"}]})");
}

TEST(Migrate, KeepsTheOldNameBesideAnyFormOfTheNew) {
  for (const char* text :
       {R"({"work":[{"company":"C","company@de":"D","name":"N"}]})",
        R"({"work":[{"company@de":"D","name":"N"}]})", R"({"work":[{"company":"C","name@de":"N"}]})"}) {
    EXPECT_EQ(migrated(text).text, "") << text;
  }
}

TEST(Migrate, TakesOutTheEndOfWhatIsOngoing) {
  const auto result = migrated(R"({"work": [
    {"startDate": "2020", "endDate": "Present", "name": "first"},
    {"endDate" : " now " , "startDate": "2020"},
    {"startDate": "2020",
     "endDate": "CURRENT"
    },
    {"endDate": "ongoing"},
    {"endDate": "2020"},
    {"roles@": [{"startDate": "2019", "endDate": "today"}], "endDate": "present"}]})");
  EXPECT_EQ(result.text, R"({"work": [
    {"startDate": "2020", "name": "first"},
    {"startDate": "2020"},
    {"startDate": "2020"
    },
    {},
    {"endDate": "2020"},
    {"roles@": [{"startDate": "2019"}]}]})");
  ASSERT_EQ(result.problems.size(), 6U);
  EXPECT_EQ(to_line(result.problems[0], "f"),
            "f:2:38: notice: /work/0: expected no endDate for what is ongoing, found endDate \"Present\"; it "
            "is taken "
            "as ongoing and left out");
  EXPECT_EQ(result.problems[4].pointer, "/work/5/roles@/0");
}

TEST(Migrate, LeavesOtherWordsToTheValidator) {
  EXPECT_EQ(
      migrated(R"({"work":[{"endDate":"presently"},{"endDate":""},{"endDate":3},{"startDate":"now"}]})").text,
      "");
  EXPECT_EQ(migrated(R"({"awards":[{"endDate":"now"}],"own":[{"endDate":"now"}]})").text, "");
}

TEST(Migrate, RenamesAndTakesOutNeighbours) {
  EXPECT_EQ(migrated(R"({"work":[{"endDate":"now","company":"C"}]})").text, R"({"work":[{"name":"C"}]})");
  EXPECT_EQ(migrated(R"({"work":[{"company":"C","endDate":"now"}]})").text, R"({"work":[{"name":"C"}]})");
}

TEST(Migrate, IsTotal) {
  for (const char* text :
       {R"({"basics":[],"work":{},"education":[1,null,[]],"hobbies":3})",
        R"({"work":[{"roles@":{},"endDate":{}},{"roles@":[3]}],"basics@de":{"picture":1}})"}) {
    migrated(text);
  }
}

TEST(Migrate, RenamesOtherProgramsFieldsWhereTheirValueFits) {
  EXPECT_EQ(migrated(R"({"certificates":[{"name":"C","startDate":"2020-01-31","endDate":""}]})").text,
            R"({"certificates":[{"name":"C","date":"2020-01-31","endDate":""}]})");
  EXPECT_EQ(migrated(R"({"languages":[{"level":"C1","level@de":"fließend"}]})").text,
            R"({"languages":[{"fluency":"C1","fluency@de":"fließend"}]})");
  for (const auto* kept :
       {R"({"languages":[{"level":3}]})", R"({"languages":[{"level":"a","fluency":"b"}]})",
        R"({"certificates":[{"startDate":"soon"}]})", R"({"skills":[{"level":"Master"}]})"}) {
    EXPECT_EQ(migrated(kept).text, "") << kept;
  }
}

TEST(Migrate, KnowsThatItGoesOnInOtherLanguages) {
  EXPECT_EQ(migrated(R"({"work":[{"endDate":"Heute"},{"endDate":"en cours"}]})").text, R"({"work":[{},{}]})");
}

}  // namespace
}  // namespace vitrine::cv::check::migrate_test
