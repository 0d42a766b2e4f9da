#include "auth/policy/visitor.hpp"

#include <gtest/gtest.h>

#include "auth/policy/client_kind.hpp"
#include "auth/policy/origin.hpp"

namespace vitrine::auth::visitor_test {
namespace {

TEST(Visitor, AddressesAreComparedWithoutRegardToCase) {
  EXPECT_EQ(lower_email("Ada.Lovelace@Example.ORG"), "ada.lovelace@example.org");
  EXPECT_EQ(person_key("Ada@example.org"), person_key("ada@EXAMPLE.org"));
  EXPECT_NE(person_key("ada@example.org"), person_key("bob@example.org"));
}

TEST(Visitor, KnowsAnAddressWhenItSeesOne) {
  for (const auto* good : {"ada@example.org", "owner@localhost", "a+b@c.de", "müller@example.org"})
    EXPECT_TRUE(is_email(good)) << good;
  for (const auto* bad : {"", "ada", "@example.org", "ada@", "a@b@c", "a b@c", "a@b\n", "a@\x7F"})
    EXPECT_FALSE(is_email(bad)) << bad;
  EXPECT_FALSE(is_email(std::string(250, 'a') + "@b.de"));
}

TEST(Visitor, NamesLeadToRolesAndBack) {
  for (const auto role : {Role::none, Role::viewer, Role::editor, Role::owner})
    EXPECT_EQ(named<Role>(kRoleNames, name_of(role)), role);
  EXPECT_FALSE(named<Role>(kRoleNames, "Owner"));
  EXPECT_FALSE(named<Role>(kRoleNames, ""));
}

TEST(Origin, OnlyOurOwnPagesMayChangeThings) {
  constexpr std::string_view kHost = "cv.example.org";
  constexpr std::string_view kUrl = "https://cv.example.org";
  const auto own = [&](std::string_view site, std::string_view origin) {
    return is_own_page({.fetch_site = site, .origin = origin, .host = kHost, .public_url = kUrl});
  };
  EXPECT_TRUE(own("same-origin", "https://cv.example.org"));
  EXPECT_TRUE(own("same-origin", ""));
  EXPECT_TRUE(own("none", ""));
  EXPECT_TRUE(own("", "https://cv.example.org"));
  EXPECT_FALSE(own("", ""));
  EXPECT_FALSE(own("cross-site", "https://cv.example.org"));
  EXPECT_FALSE(own("same-site", ""));
  EXPECT_FALSE(own("same-origin", "https://evil.example"));
  EXPECT_FALSE(own("", "https://cv.example.org.evil.example"));
  EXPECT_FALSE(own("", "null"));
  EXPECT_TRUE(own("same-origin", "null"));
  EXPECT_FALSE(own("cross-site", "null"));
}

TEST(Origin, ASiteFoundUnderAnotherNameGoesByTheHost) {
  EXPECT_TRUE(is_own_page(
      {.origin = "http://localhost:8080", .host = "localhost:8080", .public_url = "http://127.0.0.1:8080"}));
  EXPECT_FALSE(is_own_page({.origin = "http://", .host = "", .public_url = "http://127.0.0.1:8080"}));
}

TEST(ClientKind, TellsPeoplePreviewsAndBotsApart) {
  for (const auto* person :
       {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
        "Safari/537.36 Edg/126.0.0.0"})
    EXPECT_EQ(client_kind(person), ClientKind::person) << person;
  for (const auto* preview :
       {"WhatsApp/2.23.20.0", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)"})
    EXPECT_EQ(client_kind(preview), ClientKind::preview) << preview;
  for (const auto* bot :
       {"", "curl/7.88.1", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "python-requests/2.31", "Mozilla/5.0 HeadlessChrome/126"})
    EXPECT_EQ(client_kind(bot), ClientKind::bot) << bot;
}

}  // namespace
}  // namespace vitrine::auth::visitor_test
