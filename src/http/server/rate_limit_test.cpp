#include "http/server/rate_limit.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::rate_limit_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(RateLimit, GivesABurstAndThenARate) {
  RateLimit limit(2, 3);
  const auto begin = RateLimit::Clock::time_point{} + seconds(1000);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limit.ask("192.0.2.1", begin)) << i;
  EXPECT_EQ(limit.ask("192.0.2.1", begin), seconds(1));
  EXPECT_FALSE(limit.ask("192.0.2.1", begin + milliseconds(500)));
  EXPECT_TRUE(limit.ask("192.0.2.1", begin + milliseconds(600)));
  EXPECT_FALSE(limit.ask("192.0.2.1", begin + seconds(60)));
}

TEST(RateLimit, LookingCountsNothing) {
  RateLimit limit(1, 1);
  const auto now = RateLimit::Clock::now();
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limit.look("192.0.2.1", now));
  EXPECT_FALSE(limit.ask("192.0.2.1", now));
  EXPECT_EQ(limit.look("192.0.2.1", now), seconds(1));
  EXPECT_FALSE(limit.look("192.0.2.1", now + seconds(2)));
  EXPECT_FALSE(limit.ask("192.0.2.1", now + seconds(2)));
}

TEST(RateLimit, OneClientDoesNotCostAnother) {
  RateLimit limit(1, 1);
  const auto now = RateLimit::Clock::now();
  EXPECT_FALSE(limit.ask("192.0.2.1", now));
  EXPECT_TRUE(limit.ask("192.0.2.1", now));
  EXPECT_FALSE(limit.ask("192.0.2.2", now));
}

TEST(RateLimit, AnIpv6CustomerIsOneClient) {
  RateLimit limit(1, 1);
  const auto now = RateLimit::Clock::now();
  EXPECT_FALSE(limit.ask("2001:db8:0:1::1", now));
  EXPECT_TRUE(limit.ask("2001:db8:0:1::2", now));
  EXPECT_FALSE(limit.ask("2001:db8:0:2::1", now));
}

TEST(RateLimit, ZeroIsNone) {
  RateLimit limit(0, 0);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(limit.ask("192.0.2.1", RateLimit::Clock::now()));
}

TEST(RateLimit, IsBoundedWhateverClientsThereAre) {
  RateLimit limit(1, 1);
  const auto now = RateLimit::Clock::now();
  for (int i = 0; i < 200'000; ++i) (void)limit.ask("client " + std::to_string(i), now);
  EXPECT_FALSE(limit.ask("another", now));
}

}  // namespace
}  // namespace vitrine::http::rate_limit_test
