#include "auth/tokens/key_cache.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "auth/tokens/signing_testing.hpp"

namespace vitrine::auth::tokens::key_cache_test {
namespace {

using signing::KeyPair;
using std::chrono::seconds;

const KeyPair& ec() {
  static const auto pair = KeyPair::ec();
  return pair;
}

/// A key server that answers as a test wants, and a clock that only the test moves.
struct Place {
  std::mutex mutex;
  std::function<net::HttpAnswer(const net::HttpCall&)> answer;
  std::vector<net::HttpCall> calls;
  std::atomic<std::int64_t> now{1000};

  Fetch fetch() {
    return [this](const net::HttpCall& call) {
      {
        const std::scoped_lock lock(mutex);
        calls.push_back(call);
      }
      return answer(call);
    };
  }
  KeyTimes times() {
    return {.now = [this] { return std::chrono::steady_clock::time_point(seconds(now.load())); }};
  }
  std::size_t count() {
    const std::scoped_lock lock(mutex);
    return calls.size();
  }
  void answers(long status, const std::string& body) {
    answer = [=](const net::HttpCall&) { return net::HttpAnswer{.status = status, .body = body}; };
  }
  void is_away() {
    answer = [](const net::HttpCall&) { return net::HttpAnswer{.failure = "no answer from there"}; };
  }
  void has_keys(const std::vector<std::string>& kids) {
    auto keys = Json::array();
    for (const auto& kid : kids) keys.push_back(ec().jwk(kid));
    answers(200, Json{{"keys", keys}}.dump());
  }
};

template <class T>
ErrorCode code(const Result<T>& result) {
  EXPECT_FALSE(result);
  return result ? ErrorCode::internal : result.error().code;
}

class KeySet : public testing::Test {
 protected:
  Place place;
  KeySetCache cache{"https://id.example/keys", place.fetch(), place.times()};

  Result<PublicKey> find(const std::string& kid) { return cache.find(kid, Algorithm::es256); }
};

TEST_F(KeySet, IsFetchedOnceAndKept) {
  place.has_keys({"a", "b"});
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(find("a"));
    EXPECT_TRUE(find("b"));
    place.now += 1000;
  }
  ASSERT_EQ(place.count(), 1U);
  const auto& call = place.calls.front();
  EXPECT_EQ(call.url, "https://id.example/keys");
  EXPECT_EQ(call.method, "GET");
  EXPECT_EQ(call.timeout, seconds(2));
  EXPECT_EQ(call.max_answer, 262144U);
  EXPECT_TRUE(find("a")->verify("text", ec().sign("text")));
}

TEST_F(KeySet, FollowsARotation) {
  place.has_keys({"a"});
  EXPECT_TRUE(find("a"));
  place.now += 30;
  place.has_keys({"b"});
  EXPECT_TRUE(find("b"));
  EXPECT_EQ(code(find("a")), ErrorCode::invalid);
  EXPECT_EQ(place.count(), 2U);
}

TEST_F(KeySet, WithdrawnKeysEndWithinAnHour) {
  place.has_keys({"a", "b"});
  EXPECT_TRUE(find("a"));
  place.has_keys({"b"});
  place.now += 3599;
  EXPECT_TRUE(find("a"));
  place.now += 1;
  EXPECT_EQ(code(find("a")), ErrorCode::invalid);
  EXPECT_TRUE(find("b"));
  EXPECT_EQ(place.count(), 2U);
}

TEST_F(KeySet, MadeUpIdsDriveOneFetchInThirtySeconds) {
  place.has_keys({"a"});
  EXPECT_TRUE(find("a"));
  for (int second = 0; second < 60; ++second) {
    for (int i = 0; i < 10; ++i)
      EXPECT_EQ(code(find("x" + std::to_string(second * 10 + i))), ErrorCode::invalid);
    EXPECT_TRUE(find("a"));
    ++place.now;
  }
  EXPECT_EQ(place.count(), 2U);
}

TEST_F(KeySet, KnownKeysGoOnWhileThePlaceIsAway) {
  place.has_keys({"a"});
  EXPECT_TRUE(find("a"));
  place.is_away();
  place.now += 3600;
  for (int minute = 0; minute < 23 * 60; ++minute) {
    EXPECT_TRUE(find("a"));
    EXPECT_EQ(code(find("b")), ErrorCode::unavailable);
    place.now += 60;
  }
  EXPECT_EQ(code(find("a")), ErrorCode::unavailable)
      << "after a day nobody can say that it was not withdrawn";
  place.has_keys({"a"});
  EXPECT_EQ(code(find("a")), ErrorCode::unavailable) << "it was asked just now";
  place.now += 30;
  EXPECT_TRUE(find("a"));
}

TEST_F(KeySet, BadAnswersAreFailures) {
  auto many = Json::array();
  for (int i = 0; i < 101; ++i) many.push_back({{"kid", std::to_string(i)}});
  const auto good = Json{{"keys", {ec().jwk("a")}}}.dump();
  const std::vector<std::pair<long, std::string>> answers{{404, good},
                                                          {500, good},
                                                          {301, good},
                                                          {204, ""},
                                                          {200, ""},
                                                          {200, "[]"},
                                                          {200, "{}"},
                                                          {200, R"({"keys":{}})"},
                                                          {200, R"({"keys":[],)" + good.substr(1)},
                                                          {200, Json{{"keys", many}}.dump()},
                                                          {200, good + std::string(262144, ' ')}};
  for (const auto& [status, body] : answers) {
    place.answers(status, body);
    EXPECT_EQ(code(find("a")), ErrorCode::unavailable) << status << body.substr(0, 100);
    place.now += 30;
  }
  place.answers(200, good);
  EXPECT_TRUE(find("a"));
}

TEST_F(KeySet, KeysThatAreNotUnderstoodArePassedOver) {
  auto other = ec().jwk("encryption");
  other["use"] = "enc";
  place.answers(200,
                Json{{"keys", {{{"kty", "OKP"}, {"kid", "ed"}}, 1, nullptr, other, ec().jwk("a")}}}.dump());
  EXPECT_TRUE(find("a"));
  EXPECT_EQ(code(find("ed")), ErrorCode::invalid);
  EXPECT_EQ(code(find("encryption")), ErrorCode::invalid);
  EXPECT_EQ(code(cache.find("a", Algorithm::rs256)), ErrorCode::invalid) << "the algorithm is the key's";
}

TEST_F(KeySet, WithoutIdThereMustBeOneKey) {
  place.answers(200, Json{{"keys", {ec().jwk(), KeyPair::rsa().jwk("r")}}}.dump());
  EXPECT_TRUE(find(""));
  EXPECT_TRUE(cache.find("", Algorithm::rs256));
  place.now += 3600;
  place.has_keys({"a", "b"});
  EXPECT_EQ(code(find("")), ErrorCode::invalid);
}

TEST_F(KeySet, OneFetchesWhileOthersGetWhatIsKnown) {
  place.has_keys({"a"});
  EXPECT_TRUE(find("a"));
  place.now += 3600;
  std::promise<void> begun;
  std::promise<void> go;
  place.answer = [&](const net::HttpCall&) {
    begun.set_value();
    go.get_future().wait();
    return net::HttpAnswer{.status = 200, .body = Json{{"keys", {ec().jwk("b")}}}.dump()};
  };
  auto renewing = std::async(std::launch::async, [&] { return find("b"); });
  begun.get_future().wait();
  EXPECT_TRUE(find("a"));
  std::vector<std::future<Result<PublicKey>>> waiting;
  for (int i = 0; i < 3; ++i) waiting.push_back(std::async(std::launch::async, [&] { return find("b"); }));
  EXPECT_TRUE(find("a"));
  go.set_value();
  EXPECT_TRUE(renewing.get());
  for (auto& one : waiting) EXPECT_TRUE(one.get());
  EXPECT_EQ(place.count(), 2U);
}

TEST_F(KeySet, SurvivesAFetchThatThrows) {
  place.answer = [](const net::HttpCall&) -> net::HttpAnswer { throw std::runtime_error("out of memory"); };
  EXPECT_THROW(static_cast<void>(find("a")), std::runtime_error);
  EXPECT_EQ(code(find("a")), ErrorCode::unavailable);
  place.now += 30;
  place.has_keys({"a"});
  EXPECT_TRUE(find("a"));
}

std::string uuid(int number) {
  const auto digits = std::to_string(number);
  return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

class PemKeys : public testing::Test {
 protected:
  Place place;
  PemKeyCache cache{"https://keys.example/base", place.fetch(), place.times()};

  void SetUp() override { place.answers(200, ec().pem()); }
};

TEST_F(PemKeys, AreFetchedByTheirIdAndKept) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(cache.find(uuid(1))->verify("text", ec().sign("text")));
    EXPECT_TRUE(cache.find(uuid(2)));
    place.now += 1000;
  }
  ASSERT_EQ(place.count(), 2U);
  EXPECT_EQ(place.calls[0].url, "https://keys.example/base/" + uuid(1));
  EXPECT_EQ(place.calls[0].timeout, seconds(2));
  EXPECT_EQ(place.calls[0].max_answer, 4096U);
}

TEST_F(PemKeys, HaveUuidsForIds) {
  for (const auto& kid : {std::string(),
                          std::string("../../evil"),
                          std::string("https://evil.example/key"),
                          uuid(1) + "/",
                          "/" + uuid(1),
                          uuid(1) + "?",
                          uuid(1) + "\n",
                          uuid(1) + " ",
                          " " + uuid(1),
                          uuid(1).substr(1),
                          std::string(36, 'a'),
                          std::string(36, '-'),
                          "{" + uuid(1) + "}",
                          "urn:uuid:" + uuid(1),
                          "g" + uuid(1).substr(1),
                          uuid(1).substr(0, 35) + '\0',
                          uuid(1) + '\0',
                          std::string("00000000_0000_4000_8000_000000000001"),
                          std::string("0000000-00000-4000-8000-000000000001"),
                          std::string("%30") + uuid(1).substr(1)}) {
    EXPECT_FALSE(is_uuid(kid)) << kid;
    EXPECT_EQ(code(cache.find(kid)), ErrorCode::invalid) << kid;
  }
  EXPECT_TRUE(is_uuid("0123ABCD-ef01-2345-6789-abcdefABCDEF"));
  EXPECT_EQ(place.count(), 0U);
}

TEST_F(PemKeys, UnknownIdsAreRememberedBriefly) {
  place.answers(403, "<Error>AccessDenied</Error>");
  EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::invalid);
  place.now += 29;
  EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::invalid);
  EXPECT_EQ(place.count(), 1U);
  place.answers(200, ec().pem());
  EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::invalid);
  EXPECT_TRUE(cache.find(uuid(2))) << "of that ID alone";
  place.now += 1;
  EXPECT_TRUE(cache.find(uuid(1)));
}

TEST_F(PemKeys, BadAnswersAreFailures) {
  const std::vector<std::pair<long, std::string>> answers{
      {500, ec().pem()}, {503, ""},         {429, ""},
      {408, ""},         {301, ec().pem()}, {200, "no key"},
      {200, ""},         {204, ec().pem()}, {200, KeyPair::ec("P-384").pem()}};
  for (const auto& [status, body] : answers) {
    place.answers(status, body);
    EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::unavailable) << status << body;
    place.now += 30;
  }
  place.is_away();
  EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::unavailable);
  EXPECT_EQ(place.count(), 10U);
  EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::unavailable);
  EXPECT_EQ(place.count(), 10U) << "not asked again at once";
}

TEST_F(PemKeys, KnownOnesGoOnWhileThePlaceIsAway) {
  EXPECT_TRUE(cache.find(uuid(1)));
  place.is_away();
  place.now += 3600;
  for (int minute = 0; minute < 23 * 60; ++minute) {
    EXPECT_TRUE(cache.find(uuid(1)));
    place.now += 60;
  }
  EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::unavailable);
}

TEST_F(PemKeys, WithdrawnOnesEndWithinAnHour) {
  EXPECT_TRUE(cache.find(uuid(1)));
  place.answers(404, "");
  place.now += 3599;
  EXPECT_TRUE(cache.find(uuid(1)));
  place.now += 1;
  EXPECT_EQ(code(cache.find(uuid(1))), ErrorCode::invalid);
}

TEST_F(PemKeys, AreAtMost64ThoseUsedLast) {
  const auto find_later = [&](int id) {
    place.now += 3;
    return cache.find(uuid(id)).has_value();
  };
  for (int i = 0; i < 64; ++i) EXPECT_TRUE(find_later(i));
  EXPECT_TRUE(cache.find(uuid(0)));
  EXPECT_TRUE(cache.find(uuid(64)));  // pushes out 1
  EXPECT_EQ(place.count(), 65U);
  EXPECT_TRUE(cache.find(uuid(0)));
  EXPECT_EQ(place.count(), 65U);
  EXPECT_TRUE(cache.find(uuid(1)));
  EXPECT_EQ(place.count(), 66U);
}

TEST_F(PemKeys, AreNotPushedOutByMadeUpIds) {
  EXPECT_TRUE(cache.find(uuid(1)));
  place.answers(403, "");
  for (int i = 100; i < 300; ++i) {
    place.now += 3;
    EXPECT_EQ(code(cache.find(uuid(i))), ErrorCode::invalid);
  }
  EXPECT_EQ(place.count(), 201U);
  EXPECT_TRUE(cache.find(uuid(1)));
  EXPECT_EQ(place.count(), 201U);
  EXPECT_EQ(code(cache.find(uuid(299))), ErrorCode::invalid);
  EXPECT_EQ(place.count(), 201U) << "the last 64 are remembered";
  EXPECT_EQ(code(cache.find(uuid(100))), ErrorCode::invalid);
  EXPECT_EQ(place.count(), 202U) << "the others are not";
}

TEST_F(PemKeys, MadeUpIdsCauseFewFetchesAndKnownKeysGoOn) {
  EXPECT_TRUE(cache.find(uuid(1)));
  EXPECT_TRUE(cache.knows(uuid(1)));
  place.answers(403, "");
  for (int i = 100; i < 1100; ++i) EXPECT_NE(code(cache.find(uuid(i))), ErrorCode::internal);
  EXPECT_EQ(place.count(), 20U);
  EXPECT_TRUE(cache.find(uuid(1)));
  EXPECT_FALSE(cache.knows(uuid(500)));
  place.now += 3;
  EXPECT_EQ(code(cache.find(uuid(2000))), ErrorCode::invalid) << "one more each three seconds";
  EXPECT_EQ(code(cache.find(uuid(2001))), ErrorCode::unavailable);
  EXPECT_EQ(place.count(), 21U);
}

TEST_F(PemKeys, AreFetchedOnceForAllWhoWait) {
  EXPECT_TRUE(cache.find(uuid(9)));
  std::promise<void> go;
  const auto gone = go.get_future().share();
  place.answer = [&](const net::HttpCall&) {
    gone.wait();
    return net::HttpAnswer{.status = 200, .body = ec().pem()};
  };
  std::vector<std::future<Result<PublicKey>>> waiting;
  const auto ask_for = [&](int kid) {
    waiting.push_back(std::async(std::launch::async, [this, kid] { return cache.find(uuid(kid)); }));
  };
  ask_for(0);
  while (place.count() < 2) std::this_thread::yield();
  place.now += 60;  // longer than after a failure: the fetch is still running
  for (int i = 0; i < 3; ++i) ask_for(0);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(place.count(), 2U);
  for (int kid = 1; kid < 8; ++kid) ask_for(kid);
  while (place.count() < 9) std::this_thread::yield();
  EXPECT_TRUE(cache.find(uuid(9))) << "what is known does not wait";
  EXPECT_EQ(code(cache.find(uuid(10))), ErrorCode::unavailable) << "eight are being fetched";
  go.set_value();
  for (auto& one : waiting) EXPECT_TRUE(one.get());
  EXPECT_EQ(place.count(), 9U);
  EXPECT_TRUE(cache.find(uuid(10)));
}

TEST_F(PemKeys, SurviveAFetchThatThrows) {
  place.answer = [](const net::HttpCall&) -> net::HttpAnswer { throw std::runtime_error("out of memory"); };
  for (int i = 0; i < 9; ++i) EXPECT_THROW(static_cast<void>(cache.find(uuid(i))), std::runtime_error);
  EXPECT_EQ(code(cache.find(uuid(0))), ErrorCode::unavailable);
  place.answers(200, ec().pem());
  EXPECT_TRUE(cache.find(uuid(10)));
}

}  // namespace
}  // namespace vitrine::auth::tokens::key_cache_test
