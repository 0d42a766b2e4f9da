#include "site/pages/about.hpp"

#include <gtest/gtest.h>

namespace vitrine::site::about_test {
namespace {

using std::chrono::seconds;

TEST(SpanWords, SaysTheTwoGreatestUnits) {
  constexpr seconds kMinute{60};
  constexpr seconds kHour{3600};
  constexpr seconds kDay{86400};
  EXPECT_EQ(span_words(seconds(59), "en"), "a moment");
  EXPECT_EQ(span_words(kMinute, "en"), "1 minute");
  EXPECT_EQ(span_words(kHour + 2 * kMinute + seconds(59), "en"), "1 hour, 2 minutes");
  EXPECT_EQ(span_words(kDay + kHour + kMinute, "en"), "1 day, 1 hour");
  EXPECT_EQ(span_words(3 * kDay + 5 * kMinute, "en"), "3 days");
  EXPECT_EQ(span_words(seconds(0), "de"), "einem Augenblick");
  EXPECT_EQ(span_words(2 * kDay + kHour, "de-AT"), "2 Tagen, 1 Stunde");
  EXPECT_EQ(span_words(kHour, "ja"), "1 hour");
}

}  // namespace
}  // namespace vitrine::site::about_test
