#include "cv/view/outline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::cv::outline_test {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

Outline outline_of(const char* document, const Reader& reader = {}) {
  return outline(project(Json::parse(document), reader));
}

TEST(Outline, ReadsEverySection) {
  const auto cv = outline_of(R"({
    "basics": {"name": " A ", "label": "L", "email": "a@example.com", "location": {"city": "C", "postalCode": "1"},
               "profiles": [{"network": "N", "username": "u", "url": "https://example.com/u"}]},
    "work": [{"name": "W", "position": "P", "startDate": "2020-01", "highlights": ["h", "", 3]}],
    "volunteer": [{"organization": "V"}], "education": [{"institution": "E", "area": "X", "courses": ["c"], "score": "1.0"}],
    "awards": [{"title": "T", "date": "2019"}], "certificates": [{"name": "Z", "issuer": "I"}],
    "publications": [{"name": "B", "releaseDate": "2018-02-03"}], "skills": [{"name": "S", "level": "high", "keywords": ["k"]}],
    "languages": [{"language": "German", "fluency": "native"}], "interests": [{"name": "chess"}],
    "references": [{"name": "R", "reference": "fine"}], "projects": [{"name": "J", "roles": ["lead"], "description": "D"}]})");
  EXPECT_EQ(cv.basics.name.value, "A");
  EXPECT_EQ(cv.basics.city.value, "C");
  ASSERT_EQ(cv.basics.profiles.size(), 1U);
  EXPECT_EQ(cv.sections.size(), 11U);
  const auto& job = cv.sections.front().entries.front();
  EXPECT_EQ(job.title.value, "P");
  EXPECT_EQ(job.organization.value, "W");
  EXPECT_TRUE(job.period.ongoing());
  EXPECT_THAT(job.highlights, ElementsAre(Field(&Text::value, "h")));
}

TEST(Outline, LeavesOutWhatHoldsNothing) {
  EXPECT_THAT(outline_of(R"({"work":[{},{"name":"  "},7,null],"awards":"x","basics":[]})").sections,
              IsEmpty());
  EXPECT_THAT(outline_of("{}").sections, IsEmpty());
}

TEST(Outline, ReadsAStartAndEndInPlaceOfADate) {
  const auto period = [](const char* document) { return outline_of(document).sections[0].entries[0].period; };
  const auto issued = period(R"({"certificates":[{"name":"C","startDate":"2020-03","endDate":""}]})");
  EXPECT_EQ(issued.start, (Date{2020, 3}));
  EXPECT_TRUE(issued.single);
  const auto expiring = period(R"({"certificates":[{"name":"C","startDate":"2020","endDate":"2023"}]})");
  EXPECT_EQ(expiring.end, Date{2023});
  EXPECT_EQ(period(R"({"awards":[{"title":"A","date":"2019","startDate":"2020"}]})").start, Date{2019});
}

TEST(Outline, ShowsNoSchemeOfAnAddress) {
  const auto basics = outline_of(R"({"basics":{"email":"MAILTO:a@example.com","phone":"tel:+47 1"}})").basics;
  EXPECT_EQ(basics.email, "a@example.com");
  EXPECT_EQ(basics.phone, "+47 1");
}

TEST(Outline, DaysThatAProgramWroteAreMonths) {
  const auto first_start = [](const std::string& dates, const std::string& settings) {
    const auto document = R"({"work":[{"name":"A",)" + dates + R"(}],"meta":{"vitrine":{)" + settings + "}}}";
    return *outline_of(document.c_str()).sections[0].entries[0].period.start;
  };
  const std::string written = R"("startDate":"2020-03-01","endDate":"2021-04-01")";
  EXPECT_EQ(first_start(written, ""), (Date{2020, 3}));
  EXPECT_EQ(first_start(written, R"("dates":"days")"), (Date{2020, 3, 1}));
  EXPECT_EQ(first_start(R"("startDate":"2020-03-01","endDate":"2021-04-02")", ""), (Date{2020, 3, 1}));
  EXPECT_EQ(first_start(R"("startDate":"2020-03-01","endDate":"2021-04")", ""), (Date{2020, 3, 1}));
  EXPECT_EQ(first_start(R"("startDate":"2020-03-05")", R"("dates":"months")"), (Date{2020, 3}));
}

TEST(Outline, RichTextIsMarkdown) {
  const auto cv = outline_of(R"({"basics":{"summary":"• a\n• b"},"work":[{"name":"W",
    "highlights":["• x\n• y","<b>z</b>"]}],"references":[{"name":"R","reference":"<p>fine</p>"}],
    "projects":[{"name":"P","description":"• d"}]})");
  EXPECT_EQ(cv.basics.summary.value, "- a\n- b");
  EXPECT_THAT(cv.sections[0].entries[0].highlights,
              ElementsAre(Field(&Text::value, "x"), Field(&Text::value, "y"), Field(&Text::value, "**z**")));
  EXPECT_EQ(cv.sections[1].entries[0].summary.value, "- d");
  EXPECT_EQ(cv.sections[2].entries[0].summary.value, "fine");
}

TEST(Outline, MarksTextInAnotherLanguage) {
  const auto cv =
      outline_of(R"({"basics":{"label":"x","summary":"y","summary@de":"z"},"work":[{"highlights":["h"]}]})",
                 {.language = "de"});
  EXPECT_EQ(cv.basics.label.language, "en");
  EXPECT_EQ(cv.basics.summary.language, "");
  EXPECT_EQ(cv.sections.front().entries.front().highlights.front().language, "en");
}

}  // namespace
}  // namespace vitrine::cv::outline_test
