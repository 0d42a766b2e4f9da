#include "base/message.hpp"

#include <gtest/gtest.h>

#include "base/result.hpp"

namespace vitrine::message_test {

namespace {

std::string_view german(std::string_view words) {
  if (words == "there is no CV '{0}'") return "Einen Lebenslauf „{0}“ gibt es nicht.";
  if (words == "version {1} of {0}") return "{0}, Version {1}";
  return words;
}

TEST(Message, PutsValuesInTheirPlacesAndLeavesThemAsTheyAre) {
  EXPECT_EQ("{1} before {0}"_msg("a", "b").text(), "b before a");
  EXPECT_EQ("{0}, {1}"_msg("{1}", "{0}").text(), "{1}, {0}");
  EXPECT_EQ("{9} {x} {"_msg("a").text(), "{9} {x} {");
  EXPECT_EQ("{0} bytes"_msg(std::size_t{42}).text(), "42 bytes");
  EXPECT_EQ(Message::as_is("{0} is no place").text(), "{0} is no place");
  EXPECT_TRUE(Message().empty());
}

TEST(Message, IsTranslatedByItsTemplateAndSoAreTheMessagesInIt) {
  const auto inner = "there is no CV '{0}'"_msg("a");
  EXPECT_EQ(inner.text(german), "Einen Lebenslauf „a“ gibt es nicht.");
  EXPECT_EQ("version {1} of {0}"_msg("x", 7).text(german), "x, Version 7");
  EXPECT_EQ(Message::as_is("there is no CV '{0}'").text(german), "there is no CV '{0}'");
  EXPECT_EQ("{0}; try again"_msg(inner).text(), "there is no CV 'a'; try again");
  EXPECT_EQ("{0}; try again"_msg(inner).text(german), "Einen Lebenslauf „a“ gibt es nicht; try again");
  EXPECT_EQ("{0}; try again"_msg("x: {0}"_msg(inner)).text(german),
            "x: Einen Lebenslauf „a“ gibt es nicht; try again");
  EXPECT_EQ("{0}; try again"_msg("found {0}"_msg("1.")).text(german), "found 1.; try again");
}

TEST(Message, AnErrorHasWhereItHappenedBeforeIt) {
  const auto error = Error{ErrorCode::not_found, "there is no CV '{0}'"_msg("a")}.context("slug x");
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_EQ(error.text(), "slug x: there is no CV 'a'");
  EXPECT_EQ(error.message.text(german), "slug x: Einen Lebenslauf „a“ gibt es nicht.");
}

}  // namespace
}  // namespace vitrine::message_test
