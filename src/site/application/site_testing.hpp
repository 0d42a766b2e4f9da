#pragma once
// For tests: a whole site with its own store, and a clock that the test moves; requests go to it directly.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/encoding.hpp"
#include "site/application/site.hpp"
#include "site/documents/summaries.hpp"
#include "site/records/sessions.hpp"
#include "site/records/tokens.hpp"
#include "store/sqlite/store.hpp"

namespace vitrine::site {

struct Answer {
  unsigned status = 0;
  nlohmann::json json;
  std::string set_cookie;
  std::string cookie;        ///< name=value from Set-Cookie
  std::chrono::seconds age;  ///< lifetime of the cookie
  std::string fields;        ///< "Name: value" lines of all fields
};

class SiteTest : public testing::Test {
 protected:
  SiteTest() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-site-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = *store::sqlite::open_sqlite_store(folder_ / "vitrine.sqlite", cv_summarizer());
    restart();
  }
  ~SiteTest() override {
    site_.reset();
    pools_.join();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  /// A new site on the same store.
  void restart() {
    site_.reset();
    SiteOptions options{.accounts = AccountOptions{}};
    options.now = [this] { return now_; };
    site_ = std::make_unique<Site>(*store_, pools_, options);
  }

  /// The arguments must outlive the result.
  static http::Request request_for(std::string_view method, std::string_view target, std::string_view cookie,
                                   std::string_view peer = "127.0.0.1") {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = base::percent_decode(target.substr(0, target.find('?'))).value_or("");
    const auto question = std::min(target.find('?'), target.size());
    request.query = target.substr(std::min(target.size(), question + 1));
    request.peer = peer;
    request.fields = {{"host", "localhost"},
                      {"sec-fetch-site", "same-origin"},
                      {"content-type", "application/x-www-form-urlencoded"},
                      {"cookie", cookie}};
    return request;
  }

  /// The decision on a request with a body before the body is read.
  http::Admission admit(std::string_view method, std::string_view target, std::string_view cookie,
                        std::string_view peer = "127.0.0.1") {
    const auto request = request_for(method, target, cookie, peer);
    return waited_for(boost::asio::co_spawn(io_, site_->admit(request), boost::asio::use_future));
  }

  Answer ask(std::string_view method, std::string_view target, std::string_view cookie,
             std::string_view body = "", std::string_view authorization = "") {
    auto request = request_for(method, target, cookie);
    request.body = body;
    if (!authorization.empty()) request.fields.emplace_back("authorization", authorization);
    const auto response =
        waited_for(boost::asio::co_spawn(io_, site_->answer(request), boost::asio::use_future));
    Answer out{.status = response.status};
    if (response.body) out.json = nlohmann::json::parse(*response.body, nullptr, false);
    if (response.representation) out.fields = response.representation->fields;
    for (const auto& [name, value] : response.fields) {
      out.fields += name + ": " + value + "\r\n";
      if (name != "Set-Cookie") continue;
      out.set_cookie = value;
      out.cookie = value.substr(0, value.find(';'));
      out.age = std::chrono::seconds(std::stol(value.substr(value.find("Max-Age=") + 8)));
    }
    return out;
  }

  template <typename T>
  T waited_for(std::future<T> future) {
    while (future.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
      io_.run_one_for(std::chrono::milliseconds(10));
    return future.get();
  }

  /// Signs in by a link from the console.
  Answer sign_in_answer(std::string_view email, auth::Role role) {
    const auto secret = *make_sign_in(*store_, {.email = std::string(email), .role = role}, now_);
    auto answer = ask("POST", "/sign-in", "", "token=" + base::percent_encode(secret));
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.age, kSessionIdle);
    return answer;
  }
  /// The cookie of a new session.
  std::string sign_in(std::string_view email, auth::Role role) { return sign_in_answer(email, role).cookie; }

  boost::asio::io_context io_;  // outlives the pools, whose threads post to it
  const boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  Pools pools_;
  base::TimePoint now_ = base::now();
  std::unique_ptr<Site> site_;
};

}  // namespace vitrine::site
