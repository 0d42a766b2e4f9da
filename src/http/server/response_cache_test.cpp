#include "http/server/response_cache.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::response_cache_test {
namespace {

Request get(std::string_view target, std::vector<std::pair<std::string_view, std::string_view>> fields = {}) {
  Request request;
  request.method = "GET";
  request.target = target;
  request.fields = std::move(fields);
  return request;
}

class ResponseCacheTest : public testing::Test {
 protected:
  ResponseCacheTest() { memo_.enter(1); }
  bool knows(const Request& request) { return memo_.find(request, read_asked(request, {})) != nullptr; }
  void keep(const Request& request, std::uint64_t epoch) {
    memo_.keep(request, read_asked(request, {}), epoch, page_);
  }
  const std::shared_ptr<const Representation> page_ =
      std::make_shared<const Representation>(Representation::make("page", {}));
  ResponseCache memo_;
};

TEST_F(ResponseCacheTest, AnswersTheSameQuestion) {
  keep(get("/", {{"accept-language", "de"}, {"user-agent", "one"}}), 1);
  EXPECT_TRUE(knows(get("/", {{"user-agent", "another"}, {"accept-language", "de"}, {"cookie", "a=b"}})));
}

TEST_F(ResponseCacheTest, WhatDecidesTheAnswerIsPartOfTheQuestion) {
  keep(get("/a", {{"accept", "x"}}), 1);
  EXPECT_FALSE(knows(get("/b", {{"accept", "x"}})));
  EXPECT_FALSE(knows(get("/a")));
  EXPECT_FALSE(knows(get("/a", {{"accept-encoding", "x"}})));
  EXPECT_FALSE(knows(get("/a", {{"accept-language", "x"}})));
  EXPECT_FALSE(knows(get("/a?audience=recruiter", {{"accept", "x"}})));
}

TEST_F(ResponseCacheTest, LongQuestionsDifferByWhateverIsInThem) {
  const std::string front(150, 'f');
  const std::string back(150, 'b');
  const auto target = [&](char c) { return "/" + front + c + back; };
  const auto one = target('1');
  const auto two = target('2');
  keep(get(one), 1);
  EXPECT_TRUE(knows(get(one)));
  EXPECT_FALSE(knows(get(two)));
}

TEST_F(ResponseCacheTest, LeavesWhatIsNotPlainToTheApplication) {
  keep(get("/"), 1);
  for (const auto* name : {"range", "if-range", "if-match"}) {
    EXPECT_FALSE(knows(get("/", {{name, "x"}}))) << name;
  }
  auto post = get("/");
  post.method = "POST";
  EXPECT_FALSE(knows(post));
  auto head = get("/");
  head.method = "HEAD";
  EXPECT_TRUE(knows(head));
  const auto with_body = get("/");
  EXPECT_EQ(memo_.find(with_body, read_asked(with_body, {.length = 1})), nullptr);
}

TEST_F(ResponseCacheTest, KeepsApartWhatTheApplicationDoes) {
  const auto request = get("/");
  auto asked = read_asked(request, {});
  asked.added = "a";
  memo_.keep(request, asked, 1, page_);
  EXPECT_NE(memo_.find(request, asked), nullptr);
  asked.added = "b";
  EXPECT_EQ(memo_.find(request, asked), nullptr);
  EXPECT_FALSE(knows(get("/")));
}

TEST_F(ResponseCacheTest, KeepsApartWhatComesByProxiesAndPastThem) {
  auto by_proxy = get("/");
  by_proxy.is_by_proxy = true;
  keep(by_proxy, 1);
  EXPECT_TRUE(knows(by_proxy));
  EXPECT_FALSE(knows(get("/")));
  keep(get("/other"), 1);
  auto other = get("/other");
  other.is_by_proxy = true;
  EXPECT_FALSE(knows(other));
}

TEST_F(ResponseCacheTest, ForgetsWhenTheEpochChanges) {
  keep(get("/"), 1);
  memo_.enter(1);
  EXPECT_TRUE(knows(get("/")));
  memo_.enter(2);
  EXPECT_FALSE(knows(get("/")));
  keep(get("/"), 1);  // an answer that was made meanwhile
  EXPECT_FALSE(knows(get("/")));
}

TEST_F(ResponseCacheTest, IsBounded) {
  for (int i = 0; i < 10'000; ++i) {
    const auto target = "/" + std::to_string(i);
    keep(get(target), 1);
  }
  EXPECT_LE(page_.use_count(), 300);
  const std::string long_target(10'000, 'a');
  keep(get(long_target), 1);
  EXPECT_FALSE(knows(get(long_target)));
}

}  // namespace
}  // namespace vitrine::http::response_cache_test
