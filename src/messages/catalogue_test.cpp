#include "messages/catalogue.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace vitrine::messages::catalogue_test {

namespace {

TEST(Catalogue, TranslatesByTemplate) {
  EXPECT_EQ(text("there is no CV '{0}'"_msg("a"), "de"), "Einen Lebenslauf „a“ gibt es nicht.");
  EXPECT_EQ(text("there is no version {0} of '{1}'"_msg(7, "a-b"), "de"),
            "Eine Version 7 von „a-b“ gibt es nicht.");
  EXPECT_EQ(text("there is no CV '{0}'"_msg("a"), "en"), "there is no CV 'a'");
  EXPECT_EQ(text(Message::as_is("there is no CV"), "de"), "there is no CV");
  EXPECT_EQ(text({}, "de"), "");
}

TEST(Catalogue, TakesTheLanguageOfTheProcessAsPosixSays) {
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
  EXPECT_EQ(language_of_environment(), "en");
  setenv("LANG", "de_AT.UTF-8", 1);
  EXPECT_EQ(language_of_environment(), "de");
  setenv("LC_MESSAGES", "en_GB.UTF-8", 1);
  EXPECT_EQ(language_of_environment(), "en");
  setenv("LC_ALL", "", 1);
  EXPECT_EQ(language_of_environment(), "en");
  setenv("LC_ALL", "de", 1);
  EXPECT_EQ(language_of_environment(), "de");
  setenv("LC_ALL", "C", 1);
  EXPECT_EQ(language_of_environment(), "en");
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
}

}  // namespace
}  // namespace vitrine::messages::catalogue_test
