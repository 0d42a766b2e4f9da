#include "cv/document/problem.hpp"

#include <gtest/gtest.h>

namespace vitrine::cv::problem_test {
namespace {

TEST(Problem, IsOneLineForAPerson) {
  const Problem problem{.severity = Severity::error,
                        .pointer = "/work/0/startDate",
                        .expected = "a date"_msg,
                        .found = "the text \"May\""_msg,
                        .hint = "write 2021-05"_msg,
                        .line = 14,
                        .column = 20};
  EXPECT_EQ(
      to_line(problem, "resume.json"),
      "resume.json:14:20: error: /work/0/startDate: expected a date, found the text \"May\"; write 2021-05");
}

TEST(Problem, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(to_line({.severity = Severity::notice, .expected = "text"_msg}, "-"), "-: notice: expected text");
}

TEST(Problem, OnlyErrorsRefuse) {
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors({{.severity = Severity::notice}}));
  EXPECT_TRUE(has_errors({{.severity = Severity::notice}, {.severity = Severity::error}}));
}

TEST(PointerToken, EscapesAsRfc6901) {
  EXPECT_EQ(pointer_token("a/b~c"), "a~1b~0c");
  EXPECT_EQ(pointer_token("~1"), "~01");
  EXPECT_EQ(pointer_token(""), "");
}

}  // namespace
}  // namespace vitrine::cv::problem_test
