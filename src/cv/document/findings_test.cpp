#include "cv/document/findings.hpp"

#include <gtest/gtest.h>

#include <string>

namespace vitrine::cv::findings_test {
namespace {

Problem error(std::string expected) {
  return {.expected = Message::as_is(std::move(expected))};
}
Problem notice(std::string expected) {
  return {.severity = Severity::notice, .expected = Message::as_is(std::move(expected))};
}

TEST(Findings, SortsErrorsFirstThenByPlace) {
  Findings findings("a\nb\nc");
  findings.add(notice("n1"), 0);
  findings.add(error("e2"), 4);
  findings.add(error("e1"), 2);
  findings.add(notice("n2"), 2);
  const auto problems = findings.take();
  ASSERT_EQ(problems.size(), 4U);
  EXPECT_EQ(problems[0].expected.text(), "e1");
  EXPECT_EQ(problems[0].line, 2U);
  EXPECT_EQ(problems[1].expected.text(), "e2");
  EXPECT_EQ(problems[1].line, 3U);
  EXPECT_EQ(problems[2].expected.text(), "n1");
  EXPECT_EQ(problems[3].expected.text(), "n2");
}

TEST(Findings, CountsColumnsInCodePoints) {
  const std::string text = "{\r\n\"Zoë 日本 🎉\": x";
  Findings findings(text);
  findings.add(error("x"), text.find('x'));
  const auto problems = findings.take();
  EXPECT_EQ(problems[0].line, 2U);
  EXPECT_EQ(problems[0].column, 13U);
}

TEST(Findings, DoesNotCountAByteOrderMark) {
  Findings findings("\xEF\xBB\xBF{x");
  findings.add(error("bom"), 0);
  findings.add(error("x"), 4);
  const auto problems = findings.take();
  EXPECT_EQ(problems[0].column, 1U);
  EXPECT_EQ(problems[1].column, 2U);
}

TEST(Findings, LeavesOutThePlaceWhereThereIsNone) {
  Findings findings("abc");
  findings.add(error("x"), Findings::kNoOffset);
  EXPECT_EQ(findings.take()[0].line, 0U);
}

TEST(Findings, KeepsABoundedNumberAndCountsTheRest) {
  Findings findings("{}");
  for (std::size_t i = 0; i < Findings::kMaxKept + 7; ++i) findings.add(notice("n"), 0);
  EXPECT_FALSE(findings.wants(Severity::notice));
  EXPECT_TRUE(findings.wants(Severity::error)) << "notices must not crowd out errors";
  findings.add(error("e"), 1);
  const auto problems = findings.take();
  ASSERT_EQ(problems.size(), 1 + Findings::kMaxKept + 1);
  EXPECT_EQ(problems[0].severity, Severity::error);
  EXPECT_EQ(problems.back().found.text(), "7 more of the kind");
}

TEST(Findings, KeepsABoundedNumberOfBytes) {
  Findings findings("{}");
  for (int i = 0; i < 10; ++i) findings.add(error(std::string(100'000, 'x')), 0);
  EXPECT_TRUE(findings.has_errors());
  EXPECT_LE(findings.take().size(), 4U);
}

TEST(Findings, KnowsLines) {
  const Findings findings("a\nbc\n");
  EXPECT_EQ(findings.line_of(0), 1U);
  EXPECT_EQ(findings.line_of(1), 1U);
  EXPECT_EQ(findings.line_of(2), 2U);
  EXPECT_EQ(findings.line_of(5), 3U);
}

TEST(Describe, SaysTypeAndValueShortened) {
  EXPECT_EQ(describe("last year").text(), "the text \"last year\"");
  EXPECT_EQ(describe(std::string(100, 'x')).text(), "the text \"" + std::string(40, 'x') + "…\"");
  EXPECT_EQ(describe("a\n\x01\"b").text(), "the text \"a\\n\\u0001\\\"b\"");
  EXPECT_EQ(describe(42).text(), "the number 42");
  EXPECT_EQ(describe(-1.5).text(), "the number -1.5");
  EXPECT_EQ(describe(true).text(), "true");
  EXPECT_EQ(describe(nullptr).text(), "null");
  EXPECT_EQ(describe(Json::array()).text(), "an empty list");
  EXPECT_EQ(describe(Json::array({1, 2})).text(), "a list of 2 values");
  EXPECT_EQ(describe(Json{{"a", 1}}).text(), "an object with one key");
}

}  // namespace
}  // namespace vitrine::cv::findings_test
