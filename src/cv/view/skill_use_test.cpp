#include "cv/view/skill_use.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::cv::skill_use_test {
namespace {

using testing::ElementsAre;

SkillPlace place(const char* name, const char* start, const char* end) {
  return {name, {.start = parse_date(start), .end = parse_date(end)}};
}

TEST(SkillUse, CountsMonthsOnce) {
  const auto use = add_up({place("A", "2020-01", "2020-12"), place("B", "2020-07", "2021-06")}, {});
  EXPECT_EQ(use.months, 18);
  EXPECT_THAT(use.places, ElementsAre("A", "B"));
  EXPECT_FALSE(use.ongoing);
  EXPECT_EQ(add_up({place("A", "2021-01", "2021-02"), place("A", "2019-03", "2019-03")}, {}).months, 3);
}

TEST(SkillUse, TakesTheMiddleOfABareYear) {
  EXPECT_EQ(add_up({place("A", "2015", "2017")}, {}).months, 24);
  EXPECT_EQ(add_up({place("A", "2015", "2015")}, {}).months, 1);
}

TEST(SkillUse, CountsWhatGoesOnUpToTheDayThatIsGiven) {
  const auto use = add_up({place("A", "2020-01", "")}, {.year = 2021, .month = 1, .day = 15});
  EXPECT_EQ(use.months, 13);
  EXPECT_TRUE(use.ongoing);
  EXPECT_EQ(add_up({place("A", "2020-01", "")}, {}).months, 0);
}

TEST(SkillUse, SurvivesDatesThatRunBackwards) {
  EXPECT_EQ(add_up({place("A", "2020-05", "2019-01")}, {}).months, 1);
  EXPECT_EQ(add_up({place("", "", "2019-01")}, {}).months, 0);
}

}  // namespace
}  // namespace vitrine::cv::skill_use_test
