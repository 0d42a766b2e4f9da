#include "base/time.hpp"

#include <gtest/gtest.h>

namespace vitrine::base {
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

}  // namespace
}  // namespace vitrine::base
