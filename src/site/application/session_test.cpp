// Tests how long a session lasts, with a clock that the test moves.

#include <gtest/gtest.h>

#include "site/application/site_testing.hpp"

namespace vitrine::site::session_test {
namespace {

using namespace std::chrono_literals;

constexpr auto kDay = 24h;

class SessionTest : public SiteTest {
 protected:
  Answer sign_in() { return sign_in_answer("ada@example.org", auth::Role::owner); }
  bool is_signed_in(std::string_view cookie) { return ask("GET", "/api/v1/me", cookie).status == 200; }
};

TEST_F(SessionTest, EndsAfterAWeekWithoutUse) {
  const auto cookie = sign_in().cookie;
  now_ += 7 * kDay;
  EXPECT_TRUE(is_signed_in(cookie));
  now_ += 1ms;
  EXPECT_FALSE(is_signed_in(cookie));
  EXPECT_EQ(ask("GET", "/api/v1/session", cookie).json["signed_in"], false);
  EXPECT_EQ(ask("GET", "/api/v1/session", cookie).set_cookie, "");  // a request does not revive it
}

TEST_F(SessionTest, IsRenewedWhileItIsUsedAndEndsAfterThirtyDaysAllTheSame) {
  auto cookie = sign_in().cookie;
  const auto begun = now_;
  while (now_ + 6 * kDay < begun + 30 * kDay) {
    now_ += 6 * kDay;
    const auto answer = ask("GET", "/api/v1/cvs", cookie);
    ASSERT_EQ(answer.status, 200);
    ASSERT_NE(answer.set_cookie, "");
    const auto left = std::chrono::floor<std::chrono::seconds>(begun + 30 * kDay - now_);
    EXPECT_EQ(answer.age, std::min<std::chrono::seconds>(kSessionIdle, left));
    cookie = answer.cookie;
  }
  now_ = begun + 30 * kDay - 1ms;
  EXPECT_TRUE(is_signed_in(cookie));
  now_ += 1ms;
  EXPECT_FALSE(is_signed_in(cookie));
}

TEST_F(SessionTest, IsNotRenewedWithEachRequest) {
  const auto cookie = sign_in().cookie;
  now_ += 59min;
  EXPECT_EQ(ask("GET", "/api/v1/cvs", cookie).set_cookie, "");
  EXPECT_EQ(ask("GET", "/api/v1/session", cookie).set_cookie, "");
  now_ += 1min;
  EXPECT_NE(ask("GET", "/api/v1/session", cookie).set_cookie, "");
  EXPECT_NE(ask("GET", "/api/v1/me", cookie).set_cookie, "");
  // an answer that is the same for everybody must not carry a cookie
  EXPECT_EQ(ask("GET", "/api/v1/schema", cookie).set_cookie, "");
  EXPECT_EQ(ask("GET", "/about", cookie).set_cookie, "");
  // a refused request gets no cookie
  EXPECT_EQ(ask("GET", "/api/v1/me", "vitrine=forged").set_cookie, "");
}

TEST_F(SessionTest, SigningOutEverywhereEndsRenewedOnesToo) {
  const auto first = sign_in().cookie;
  const auto second = sign_in().cookie;
  now_ += 2h;
  const auto renewed = ask("GET", "/api/v1/session", first).cookie;
  EXPECT_NE(renewed, first);
  ASSERT_TRUE(is_signed_in(first) && is_signed_in(renewed) && is_signed_in(second));
  const auto out = ask("DELETE", "/api/v1/session", second);
  EXPECT_EQ(out.status, 200);
  EXPECT_EQ(out.age, 0s);
  EXPECT_FALSE(is_signed_in(second));
  EXPECT_TRUE(is_signed_in(renewed));
  const auto third = sign_in().cookie;
  EXPECT_EQ(ask("DELETE", "/api/v1/session?everywhere=true", third).status, 200);
  for (const auto& cookie : {first, renewed, second, third}) EXPECT_FALSE(is_signed_in(cookie));
}

TEST_F(SessionTest, KeysChangeUnderItWithoutEndingIt) {
  auto cookie = sign_in().cookie;
  const auto key = [](const std::string& text) { return text.substr(0, text.find('.')); };
  now_ += 29 * kDay;
  const auto late = sign_in().cookie;  // with the same key, a day before its replacement
  EXPECT_EQ(key(late), key(cookie));
  now_ += 2 * kDay;
  const auto renewed = ask("GET", "/api/v1/cvs", late).cookie;
  EXPECT_NE(key(renewed), key(late));
  EXPECT_TRUE(is_signed_in(late));
  EXPECT_TRUE(is_signed_in(renewed));
}

TEST_F(SessionTest, ATokenEndsWhenItSays) {
  Token token{.email = "ada@example.org", .label = "nightly"};
  token.scopes.add(auth::Scope::read);
  token.expires_at = now_ + kDay;
  const auto bearer = "Bearer " + *make_token(*store_, token, now_);
  now_ += kDay - 1ms;
  EXPECT_EQ(ask("GET", "/api/v1/cvs", "", "", bearer).status, 200);
  now_ += 1ms;
  EXPECT_EQ(ask("GET", "/api/v1/cvs", "", "", bearer).status, 401);
}

}  // namespace
}  // namespace vitrine::site::session_test
