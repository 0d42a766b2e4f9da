#include "cv/view/coverage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::cv::coverage_test {
namespace {

using testing::ElementsAre;

TEST(Coverage, ListsWhatFallsBack) {
  const auto rows = coverage(Json::parse(R"({
      "basics":{"name":"A","label":"L","label@de":"M","summary":"S"},
      "work":[{"position":"P","highlights":["x"],"highlights@de":["y"],"roles@":[{"position":"Q"}]},{"summary":""}],
      "meta":{"language":"en","description":"not of the CV","vitrine":{"languages":["en","de-CH","fr","en-GB"]}}})"));
  ASSERT_THAT(rows, testing::SizeIs(3));
  EXPECT_EQ(rows[0].language, "de-CH");
  EXPECT_EQ(rows[0].translated, 2U);
  EXPECT_THAT(rows[0].missing,
              ElementsAre("/basics/summary", "/work/0/position", "/work/0/roles@/0/position"));
  EXPECT_EQ(rows[1].language, "fr");
  EXPECT_EQ(rows[1].translated, 0U);
  EXPECT_EQ(rows[2].language, "de");
}

TEST(Coverage, IsEmptyForOneLanguage) {
  EXPECT_TRUE(coverage(Json::parse(R"({"basics":{"label":"L"}})")).empty());
  EXPECT_TRUE(coverage(Json::parse("[1]")).empty());
}

}  // namespace
}  // namespace vitrine::cv::coverage_test
