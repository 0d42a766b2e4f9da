#include "cv/check/spelling.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace vitrine::cv::check::spelling_test {
namespace {

TEST(EditDistance, CountsLettersAddedRemovedChangedAndSwapped) {
  EXPECT_EQ(edit_distance("summary", "summary", 2), 0U);
  EXPECT_EQ(edit_distance("sumary", "summary", 2), 1U);
  EXPECT_EQ(edit_distance("summmary", "summary", 2), 1U);
  EXPECT_EQ(edit_distance("summery", "summary", 2), 1U);
  EXPECT_EQ(edit_distance("smumary", "summary", 2), 1U);
  EXPECT_EQ(edit_distance("smumery", "summary", 2), 2U);
  EXPECT_EQ(edit_distance("StartDate", "startdate", 2), 0U);
  EXPECT_EQ(edit_distance("", "", 2), 0U);
  EXPECT_EQ(edit_distance("", "ab", 2), 2U);
}

TEST(EditDistance, SaysOnlyThatItIsMoreThanTheLimit) {
  EXPECT_EQ(edit_distance("work", "education", 2), 3U);
  EXPECT_EQ(edit_distance("abcdef", "ghijkl", 2), 3U);
  EXPECT_EQ(edit_distance(std::string(300, 'a'), std::string(300, 'a'), 2), 3U);  // no key is so long
}

TEST(Nearest, IsStricterWithShortWords) {
  constexpr std::array<std::string_view, 4> kWords{"url", "name", "summary", "startDate"};
  EXPECT_EQ(nearest("uri", kWords), "url");
  EXPECT_EQ(nearest("uxi", kWords), "");
  EXPECT_EQ(nearest("sumery", kWords), "summary");
  EXPECT_EQ(nearest("start_date", kWords), "startDate");
  EXPECT_EQ(nearest("name", kWords), "name");
  EXPECT_EQ(nearest("nickname", kWords), "");
  EXPECT_EQ(nearest("", kWords), "");
}

}  // namespace
}  // namespace vitrine::cv::check::spelling_test
