#include "http/message/cookie.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::cookie_test {
namespace {

Request with(std::vector<std::string_view> values) {
  Request request;
  for (const auto value : values) request.fields.emplace_back("cookie", value);
  return request;
}

TEST(Cookie, IsFoundAmongOthers) {
  EXPECT_EQ(cookie(with({"a=1; vitrine=abc; b=2"}), "vitrine"), "abc");
  EXPECT_EQ(cookie(with({"vitrine=abc"}), "vitrine"), "abc");
  EXPECT_EQ(cookie(with({"a=1", "vitrine=abc"}), "vitrine"), "abc");
  EXPECT_EQ(cookie(with({"vitrine=a=b="}), "vitrine"), "a=b=");
}

TEST(Cookie, AnotherNameIsAnotherCookie) {
  EXPECT_EQ(cookie(with({"xvitrine=abc; vitrine2=d; Vitrine=e"}), "vitrine"), "");
  EXPECT_EQ(cookie(with({"a=vitrine=abc"}), "vitrine"), "");
  EXPECT_EQ(cookie(with({"vitrine"}), "vitrine"), "");
  EXPECT_EQ(cookie(with({";;; ; =", ""}), "vitrine"), "");
}

TEST(Cookie, TwoThatDifferAreNone) {
  EXPECT_EQ(cookie(with({"vitrine=a; vitrine=b"}), "vitrine"), "");
  EXPECT_EQ(cookie(with({"vitrine=a", "vitrine=b"}), "vitrine"), "");
  EXPECT_EQ(cookie(with({"vitrine=a; vitrine=a"}), "vitrine"), "a");
}

TEST(Cookie, IsSetForThisHostAloneAndNoScript) {
  EXPECT_EQ(
      set_cookie({.name = "__Host-a", .value = "b", .lifetime = std::chrono::hours(1), .is_secure = true}),
      "__Host-a=b; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(set_cookie({.name = "a"}), "a=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
}

}  // namespace
}  // namespace vitrine::http::cookie_test
