#include "base/time.hpp"

#include <gtest/gtest.h>

namespace vitrine::base::time_test {
namespace {

TEST(Time, WritesBothForms) {
  const TimePoint time{std::chrono::milliseconds{784111777042}};  // the example of RFC 9110 5.6.7
  EXPECT_EQ(format_http_date(time), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(format_rfc3339(time), "1994-11-06T08:49:37.042Z");
}

TEST(Time, WritesLeapDays) {
  const TimePoint time{std::chrono::sys_days{std::chrono::year{2024} / 2 / 29}};
  EXPECT_EQ(format_rfc3339(time), "2024-02-29T00:00:00.000Z");
  EXPECT_EQ(format_http_date(time), "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST(Time, ReadsWhatItWrites) {
  const auto time = now();
  EXPECT_EQ(parse_rfc3339(format_rfc3339(time)), time);
}

TEST(Time, ReadsEveryFormOfRfc3339) {
  const auto expected = parse_rfc3339("2026-11-25T10:00:00Z");
  ASSERT_TRUE(expected);
  EXPECT_EQ(parse_rfc3339("2026-11-25t10:00:00z"), expected);
  EXPECT_EQ(parse_rfc3339("2026-11-25T11:00:00+01:00"), expected);
  EXPECT_EQ(parse_rfc3339("2026-11-25T04:30:00-05:30"), expected);
  EXPECT_EQ(parse_rfc3339("2026-11-25T10:00:00.5Z"), *expected + std::chrono::milliseconds(500));
  EXPECT_EQ(parse_rfc3339("2026-11-25T10:00:00.123456789Z"), *expected + std::chrono::milliseconds(123));
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const auto* text :
       {"", "2026-11-25", "2026-11-25T10:00:00", "2026-02-30T10:00:00Z", "2026-11-25T24:00:00Z",
        "2026-11-25T10:60:00Z", "1969-12-31T23:59:59Z", "2026-11-25T10:00:00.Z", "2026-11-25T10:00:00+1:00",
        "2026-11-25T10:00:00ZZ", "20261125T100000Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

}  // namespace
}  // namespace vitrine::base::time_test
