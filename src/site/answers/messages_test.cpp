#include "site/answers/messages.hpp"

#include <gmock/gmock.h>

namespace vitrine::site::messages_test {

namespace {

using testing::Contains;

http::Request request_in(std::string_view accept_language) {
  http::Request request{.method = "GET", .path = "/"};
  request.fields.emplace_back("accept-language", accept_language);
  return request;
}

TEST(Messages, OffersTheLanguagesThatHaveAFile) {
  EXPECT_EQ(message_languages().front(), "en");
  EXPECT_THAT(message_languages(), Contains("de"));
  EXPECT_EQ(language_for(request_in("de-AT, en;q=0.5")), "de");
  EXPECT_EQ(language_for(request_in("tlh")), "en");
  EXPECT_EQ(message_language("de-CH"), "de");
  EXPECT_EQ(message_language("tlh"), "en");
}

TEST(Messages, PutsValuesInTheirPlacesAndLeavesThemAsTheyAre) {
  EXPECT_EQ(filled("{1} before {0}", {"a", "b"}), "b before a");
  EXPECT_EQ(filled("{0}, {1}", {"{1}", "{0}"}), "{1}, {0}");
  EXPECT_EQ(filled("{9} {x} {", {"a"}), "{9} {x} {");
  EXPECT_EQ(notice(Notice::no_language, "de", {"de, en"}).detail,
            "Diesen Lebenslauf gibt es in dieser Sprache nicht. Es gibt ihn in: de, en.");
}

TEST(Messages, ALanguageThatHasNoFileIsEnglish) {
  EXPECT_EQ(text(Text::password, "xx"), "Password");
  EXPECT_EQ(notice(Notice::no_cv, "xx").title, "There is no such page");
}

TEST(Messages, TranslatesMessagesOfErrorsWithTheirValues) {
  EXPECT_EQ(error_text("there is no CV 'a'", "de"), "Einen Lebenslauf „a“ gibt es nicht.");
  EXPECT_EQ(error_text("there is no version 7 of 'a-b'", "de"), "Eine Version 7 von „a-b“ gibt es nicht.");
  EXPECT_EQ(error_text("there is no CV 'a'", "en"), "there is no CV 'a'");
  EXPECT_EQ(error_text("something that nobody expected", "de"), "something that nobody expected");
  EXPECT_EQ(error_text("", "de"), "");
}

}  // namespace

}  // namespace vitrine::site::messages_test
