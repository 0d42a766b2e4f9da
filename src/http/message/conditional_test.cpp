#include "http/message/conditional.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace vitrine::http::conditional_test {
namespace {

TEST(IfNoneMatch, NothingMatchesAnEmptyField) {
  EXPECT_TRUE(matches_none("", "\"a\""));
  EXPECT_TRUE(matches_none(" ,, ", "\"a\""));
}

TEST(IfNoneMatch, ComparesWeakly) {
  EXPECT_FALSE(matches_none("\"a\"", "\"a\""));
  EXPECT_FALSE(matches_none("W/\"a\"", "\"a\""));
  EXPECT_FALSE(matches_none("\"a\"", "W/\"a\""));
  EXPECT_FALSE(matches_none("W/\"a\"", "W/\"a\""));
  EXPECT_TRUE(matches_none("\"A\"", "\"a\""));
  EXPECT_TRUE(matches_none("\"a \"", "\"a\""));
}

TEST(IfNoneMatch, LooksThroughTheList) {
  EXPECT_FALSE(matches_none("\"x\", W/\"y\",\t\"a\"", "\"a\""));
  EXPECT_FALSE(matches_none("\"x,\", \"a\"", "\"a\""));
  EXPECT_TRUE(matches_none("\"x\", \"y\"", "\"a\""));
  EXPECT_TRUE(matches_none("\"x, a\"", "\"a\""));  // a comma within a tag does not end it
}

TEST(IfNoneMatch, AnAsteriskMatchesAny) {
  EXPECT_FALSE(matches_none("*", "\"a\""));
}

TEST(IfNoneMatch, WhatIsNoTagDoesNotMatch) {
  for (const auto* field : {"a", "\"a", "w/\"a\"", "W/", "W/a", "'a'", "a\"", "**"}) {
    EXPECT_TRUE(matches_none(field, "\"a\"")) << field;
  }
}

TEST(IfMatch, ComparesStrongly) {
  EXPECT_TRUE(matches_strongly("", "\"a\""));
  EXPECT_TRUE(matches_strongly("*", "\"a\""));
  EXPECT_TRUE(matches_strongly("\"x\", \"a\"", "\"a\""));
  EXPECT_FALSE(matches_strongly("W/\"a\"", "\"a\""));
  EXPECT_FALSE(matches_strongly("\"x\"", "\"a\""));
}

TEST(IfNoneMatch, TakesTimeInProportionToTheFieldOnly) {
  for (const std::string unit : {"\"", "\"x\",", ",", "W/", "W/\"\""}) {
    std::string field;
    while (field.size() < 1'000'000) field += unit;
    const auto begun = std::chrono::steady_clock::now();
    (void)matches_none(field, "\"a\"");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3)) << unit;
  }
}

}  // namespace
}  // namespace vitrine::http::conditional_test
