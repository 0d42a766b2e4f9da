#include "store/dynamodb/circuit_breaker.hpp"

#include <gtest/gtest.h>

namespace vitrine::store::dynamodb::circuit_breaker_test {
namespace {

using std::chrono::milliseconds;

TEST(CircuitBreaker, OpensAfterFailuresInARow) {
  CircuitBreaker breaker(3, milliseconds(100));
  const auto now = CircuitBreaker::Clock::now();
  for (int i = 0; i < 2; ++i) breaker.failed(now);
  breaker.succeeded();
  for (int i = 0; i < 2; ++i) breaker.failed(now);
  EXPECT_FALSE(breaker.ask(now));
  EXPECT_TRUE(breaker.failed(now));
  EXPECT_EQ(breaker.ask(now), milliseconds(100));
  EXPECT_EQ(breaker.ask(now + milliseconds(60)), milliseconds(40));
}

TEST(CircuitBreaker, LetsOneThroughAfterThePause) {
  CircuitBreaker breaker(1, milliseconds(100));
  const auto now = CircuitBreaker::Clock::now();
  breaker.failed(now);
  const auto later = now + milliseconds(100);
  EXPECT_FALSE(breaker.ask(later));
  EXPECT_TRUE(breaker.ask(later)) << "a second one while the first is on its way";
  EXPECT_FALSE(breaker.failed(later)) << "it was open";
  EXPECT_EQ(breaker.ask(later), milliseconds(100));
  EXPECT_FALSE(breaker.ask(later + milliseconds(100)));
  EXPECT_TRUE(breaker.succeeded());
  EXPECT_FALSE(breaker.succeeded());
  EXPECT_FALSE(breaker.ask(later));
  EXPECT_FALSE(breaker.ask(later));
}

}  // namespace
}  // namespace vitrine::store::dynamodb::circuit_breaker_test
