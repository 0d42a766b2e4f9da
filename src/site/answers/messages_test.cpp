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
  EXPECT_EQ(messages::languages().front(), "en");
  EXPECT_THAT(messages::languages(), Contains("de"));
  EXPECT_EQ(language_for(request_in("de-AT, en;q=0.5")), "de");
  EXPECT_EQ(language_for(request_in("tlh")), "en");
  EXPECT_EQ(messages::language_of("de-CH"), "de");
  EXPECT_EQ(messages::language_of("tlh"), "en");
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

}  // namespace

}  // namespace vitrine::site::messages_test
