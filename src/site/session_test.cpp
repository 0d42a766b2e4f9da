// How long a session lasts, with a clock that the test moves.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/encoding.hpp"
#include "site/access/sessions.hpp"
#include "site/access/tokens.hpp"
#include "site/site.hpp"
#include "store/sqlite_store.hpp"

namespace vitrine::site {
namespace {

using namespace std::chrono_literals;

constexpr auto kDay = 24h;

struct Answer {
  unsigned status = 0;
  nlohmann::json json;
  std::string set_cookie;
  std::string cookie;        ///< name=value of what is set
  std::chrono::seconds age;  ///< how long it is kept
};

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-session-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = *store::open_sqlite_store(folder_ / "vitrine.sqlite");
    SiteOptions options{.accounts = AccountOptions{}};
    options.now = [this] { return now_; };
    site_ = std::make_unique<Site>(*store_, pools_, options);
  }
  ~SessionTest() override {
    site_.reset();
    pools_.join();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  Answer ask(std::string_view method, std::string_view target, std::string_view cookie,
             std::string_view body = "", std::string_view authorization = "") {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    request.query = target.substr(std::min(target.size(), request.path.size() + 1));
    request.body = body;
    request.peer = "127.0.0.1";
    request.fields = {{"host", "localhost"},
                      {"sec-fetch-site", "same-origin"},
                      {"content-type", "application/x-www-form-urlencoded"},
                      {"cookie", cookie}};
    if (!authorization.empty()) request.fields.emplace_back("authorization", authorization);
    auto answer = boost::asio::co_spawn(io_, site_->answer(request), boost::asio::use_future);
    while (answer.wait_for(0s) != std::future_status::ready) io_.run_one_for(10ms);
    const auto response = answer.get();
    Answer out{.status = response.status};
    if (response.body) out.json = nlohmann::json::parse(*response.body, nullptr, false);
    for (const auto& [name, value] : response.fields) {
      if (name != "Set-Cookie") continue;
      out.set_cookie = value;
      out.cookie = value.substr(0, value.find(';'));
      out.age = std::chrono::seconds(std::stol(value.substr(value.find("Max-Age=") + 8)));
    }
    return out;
  }

  Answer sign_in() {
    const auto secret = *make_sign_in(*store_, {.email = "ada@example.org", .role = auth::Role::owner}, now_);
    auto answer = ask("POST", "/sign-in", "", "token=" + base::percent_encode(secret));
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.age, kSessionIdle);
    return answer;
  }
  bool is_signed_in(std::string_view cookie) { return ask("GET", "/api/v1/me", cookie).status == 200; }

  boost::asio::io_context io_;  // outlives the pools, whose threads come back to it
  const boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  Pools pools_;
  base::TimePoint now_ = base::now();
  std::unique_ptr<Site> site_;
};

TEST_F(SessionTest, EndsAfterAWeekWithoutUse) {
  const auto cookie = sign_in().cookie;
  now_ += 7 * kDay;
  EXPECT_TRUE(is_signed_in(cookie));
  now_ += 1ms;
  EXPECT_FALSE(is_signed_in(cookie));
  EXPECT_EQ(ask("GET", "/api/v1/session", cookie).json["signed_in"], false);
  EXPECT_EQ(ask("GET", "/api/v1/session", cookie).set_cookie, "");  // looking at it does not bring it back
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
  // what everyone gets alike must not carry anybody's cookie
  EXPECT_EQ(ask("GET", "/api/v1/schema", cookie).set_cookie, "");
  EXPECT_EQ(ask("GET", "/about", cookie).set_cookie, "");
  // and those who were refused get none
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
  const auto late = sign_in().cookie;  // with the same key, a day before it is replaced
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
}  // namespace vitrine::site
