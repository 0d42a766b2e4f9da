// A person's permissions follow their record, no matter how a session or token was made.

#include <gtest/gtest.h>

#include "site/application/site_testing.hpp"
#include "site/records/audit.hpp"
#include "site/records/people.hpp"

namespace vitrine::site::roles_test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kBoss = "boss@example.org";
constexpr std::string_view kAda = "ada@example.org";

class RolesTest : public SiteTest {
 protected:
  RolesTest() { boss_ = sign_in(kBoss, auth::Role::owner); }

  /// The role of the cookie's person, from the API; "nobody" without a session.
  std::string role_by_cookie(std::string_view cookie) {
    const auto json = ask("GET", "/api/v1/session", cookie).json;
    return json.value("signed_in", false) ? json.value("role", "none") : "nobody";
  }
  std::string role_by_token(const std::string& token) {
    const auto answer = ask("GET", "/api/v1/session", "", "", "Bearer " + token);
    if (answer.status == 401) return "nobody";
    return answer.json.value("role", "none");
  }
  std::string token_of(std::string_view email) {
    Token token{.email = std::string(email), .label = "nightly", .scopes = auth::Scopes::all()};
    token.expires_at = now_ + 24h;
    return *make_token(*store_, token, now_);
  }
  unsigned set_role(std::string_view role) {
    return ask("PUT", "/api/v1/people/ada@example.org", boss_, R"({"role":")" + std::string(role) + "\"}")
        .status;
  }
  std::string boss_;
};

TEST_F(RolesTest, EachChangeCountsAtTheNextRequestOfSessionsAndTokens) {
  for (const auto before : {auth::Role::viewer, auth::Role::editor, auth::Role::owner}) {
    for (const std::string after : {"viewer", "editor", "owner"}) {
      SCOPED_TRACE(std::string(auth::name_of(before)) + " to " + after);
      ask("DELETE", "/api/v1/people/ada@example.org", boss_);
      const auto cookie = sign_in(kAda, before);
      const auto token = token_of(kAda);
      ASSERT_EQ(role_by_cookie(cookie), auth::name_of(before));
      ASSERT_EQ(role_by_token(token), auth::name_of(before));
      ASSERT_EQ(set_role(after), 200U);
      EXPECT_EQ(role_by_cookie(cookie), after);
      EXPECT_EQ(role_by_token(token), after);
      const auto people = ask("GET", "/api/v1/people", cookie).status;
      EXPECT_EQ(people, after == "owner" ? 200U : 403U);
      restart();
      EXPECT_EQ(role_by_cookie(cookie), after);
    }
  }
}

TEST_F(RolesTest, WhoeverWasRemovedIsNobodyAlsoWhenTheAddressComesBack) {
  const auto cookie = sign_in(kAda, auth::Role::owner);
  const auto token = token_of(kAda);
  const auto link = *make_sign_in(*store_, {.email = std::string(kAda), .role = auth::Role::owner}, now_);
  const auto kept_session = *store_->list_records("session", "", 10);
  const auto kept_token = *store_->list_records("token", "", 10);
  ASSERT_EQ(ask("DELETE", "/api/v1/people/ada@example.org", boss_).status, 204U);
  EXPECT_EQ(role_by_cookie(cookie), "nobody");
  EXPECT_EQ(role_by_token(token), "nobody");
  ASSERT_EQ(set_role("viewer"), 200U);
  // As if another instance had written them at the same moment.
  for (const auto* kept : {&kept_session, &kept_token}) {
    for (const auto& record : *kept) ASSERT_TRUE(store_->put_record(record));
  }
  restart();
  EXPECT_EQ(role_by_cookie(cookie), "nobody");
  EXPECT_EQ(role_by_token(token), "nobody");
  EXPECT_EQ(ask("POST", "/sign-in", "", "token=" + base::percent_encode(link)).status, 403U);
  EXPECT_EQ(role_by_cookie(boss_), "owner");
}

TEST_F(RolesTest, ALinkOfEarlierDoesNotUndoWhatAnOwnerSaidSince) {
  sign_in(kAda, auth::Role::editor);
  const auto link = *make_sign_in(*store_, {.email = std::string(kAda), .role = auth::Role::owner}, now_);
  now_ += 1min;
  ASSERT_EQ(set_role("viewer"), 200U);
  const auto answer = ask("POST", "/sign-in", "", "token=" + base::percent_encode(link));
  ASSERT_EQ(answer.status, 303U);
  EXPECT_EQ(role_by_cookie(answer.cookie), "viewer");
  now_ += 1min;
  EXPECT_EQ(role_by_cookie(sign_in(kAda, auth::Role::owner)), "owner");  // a newer link from the console
                                                                         // changes the role
}

TEST_F(RolesTest, AnInvitationEndsAtTheNextRequest) {
  ASSERT_TRUE(store_->create("cv", R"({"basics":{"name":"Ada"}})", ""));
  const auto cookie = sign_in(kAda, auth::Role::none);
  const auto edits = [&] { return ask("GET", "/api/v1/cvs/cv", cookie).status; };
  EXPECT_EQ(edits(), 404U);
  for (int round = 0; round < 2; ++round) {
    ASSERT_EQ(ask("PUT", "/api/v1/cvs/cv/people/ada@example.org", boss_, R"({"may":"edit"})").status, 200U);
    EXPECT_EQ(edits(), 200U);
    ASSERT_EQ(ask("PUT", "/api/v1/cvs/cv/people/ada@example.org", boss_, R"({"may":"view"})").status, 200U);
    EXPECT_EQ(edits(), 404U);
    ASSERT_EQ(ask("DELETE", "/api/v1/cvs/cv/people/ada@example.org", boss_).status, 204U);
    EXPECT_EQ(edits(), 404U);
  }
}

TEST_F(RolesTest, ATokenGivesNobodyWhatItMayNotDoItself) {
  ASSERT_TRUE(store_->create("cv", R"({"basics":{"name":"Ada"}})", ""));
  Token token{.email = std::string(kBoss), .label = "links"};
  token.scopes.add(auth::Scope::share);
  token.expires_at = now_ + 24h;
  const auto bearer = "bearer  " + *make_token(*store_, token, now_);  // the case of a scheme is ignored
  const auto invite = [&](std::string_view body) {
    return ask("PUT", "/api/v1/cvs/cv/people/ada@example.org", "", body, bearer).status;
  };
  EXPECT_EQ(invite(R"({"may":"view"})"), 200U);
  EXPECT_EQ(invite(R"({"may":"edit"})"), 403U);
}

TEST_F(RolesTest, OneselfIsForAnotherOwner) {
  const auto lowered = ask("PUT", "/api/v1/people/boss@example.org", boss_, R"({"role":"viewer"})");
  EXPECT_EQ(lowered.status, 409U);
  EXPECT_EQ(lowered.json["title"], "Not for yourself");
  const auto removed = ask("DELETE", "/api/v1/people/boss@example.org", boss_);
  EXPECT_EQ(removed.status, 409U);
  EXPECT_EQ(removed.json["title"], "Not for yourself");
}

TEST_F(RolesTest, EventsNameWhomTheyAreAboutWhole) {
  const auto nathan = sign_in("nathan@example.org", auth::Role::viewer);
  for (const auto* email : {"jonathan@example.org", "nathan@example.org.example", "x.nathan@example.org"}) {
    audit(*store_, {.what = "role", .who = std::string(kBoss), .whom = email, .detail = "editor"});
    // in the form of earlier versions
    ASSERT_TRUE(store_->put_record(
        {"audit", "0000000000001_" + std::string(1, *email) + std::string(7, 'a'),
         R"({"what":"role","who":"boss@example.org","detail":")" + std::string(email) + ", editor\"}"}));
  }
  ASSERT_TRUE(store_->put_record(
      {"audit", "0000000000002_aaaaaaaa",
       R"({"what":"role","who":"boss@example.org","detail":"nathan@example.org, editor"})"}));
  const auto mine = ask("GET", "/api/v1/me", nathan).json["events"];
  std::size_t about_me = 0;
  for (const auto& one : mine) {
    EXPECT_TRUE(one["who"] == "nathan@example.org" || one["whom"] == "nathan@example.org") << one;
    if (one["whom"] == "nathan@example.org") ++about_me;
  }
  EXPECT_EQ(about_me, 1U);
  ASSERT_EQ(ask("DELETE", "/api/v1/me", nathan).status, 204U);
  std::size_t whole = 0;
  for (const auto& one : *list_audit(*store_, "", 100)) {
    EXPECT_NE(one.whom, "nathan@example.org");
    if (one.what == "role" && one.detail == "editor") ++whole;
  }
  EXPECT_EQ(whole, 6U);  // everybody else's data stays
}

TEST_F(RolesTest, AnArchivedCvIsKeptByNobodyOnTheWay) {
  ASSERT_TRUE(store_->create("cv", R"({"basics":{"name":"Ada"},"meta":{"vitrine":{"archived":true}}})", ""));
  EXPECT_EQ(ask("GET", "/cv/cv", "").status, 404U);
  const auto answer = ask("GET", "/cv/cv", boss_);
  EXPECT_EQ(answer.status, 200U);
  EXPECT_NE(answer.fields.find("Cache-Control: private, no-store"), std::string::npos) << answer.fields;
}

}  // namespace
}  // namespace vitrine::site::roles_test
