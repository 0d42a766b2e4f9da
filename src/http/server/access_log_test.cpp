#include "http/server/access_log.hpp"

#include <gtest/gtest.h>

#include <string>

namespace vitrine::http::access_log_test {
namespace {

const std::string kTrace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(AccessLog, WritesALineForEachRequestWithItsTime) {
  testing::internal::CaptureStderr();
  const auto time = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours(7);
  {
    AccessLog log;
    log.add(
        {.method = "GET", .path = "/a b", .status = 200, .bytes = 12, .took = std::chrono::microseconds(34)},
        time + std::chrono::milliseconds(7));
    log.add({.method = "HEAD", .path = "/", .status = 404, .trace_id = trace_id(kTrace)},
            time + std::chrono::milliseconds(1234));
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "2026-11-24T07:00:00.007Z info request method=GET path=\"/a b\" status=200 bytes=12 us=34\n"
            "2026-11-24T07:00:01.234Z info request method=HEAD path=/ status=404 bytes=0 us=0 "
            "trace_id=4bf92f3577b34da6a3ce929d0e0e4736\n");
}

TEST(AccessLog, ALineCannotBeForged) {
  testing::internal::CaptureStderr();
  {
    AccessLog log;
    log.add({.method = "GET", .path = "/\n2026 info forged", .status = 200},
            std::chrono::system_clock::now());
  }
  const auto text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST(AccessLog, EachLineIsWholeHoweverLongItIs) {
  testing::internal::CaptureStderr();
  std::size_t bytes = 0;
  {
    AccessLog log;
    const auto now = std::chrono::system_clock::now();
    for (const std::size_t size : {1U, 300U, 8192U, 31U * 1024, 40U * 1024, 2U}) {
      for (const auto& path :
           {std::string(size, 'p'), std::string(size, '\x01'), std::string(size, '\xFF')}) {
        log.add({.method = "GET", .path = path, .status = 200, .bytes = ~std::size_t{0}}, now);
      }
      bytes += size;
    }
  }
  const auto text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 18);
  EXPECT_EQ(std::count(text.begin(), text.end(), 'p'), static_cast<std::ptrdiff_t>(bytes + 18));  // "path"
}

TEST(TraceId, IsTakenFromAWellFormedValue) {
  EXPECT_EQ(trace_id(kTrace), "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(trace_id("cc" + kTrace.substr(2) + "-what-comes-later"), "4bf92f3577b34da6a3ce929d0e0e4736");
}

TEST(TraceId, IsNoneWhereTheValueIsMalformed) {
  auto zero_trace = kTrace;
  zero_trace.replace(3, 32, 32, '0');
  auto zero_parent = kTrace;
  zero_parent.replace(36, 16, 16, '0');
  auto upper = kTrace;
  upper[5] = 'F';
  for (const auto& value :
       {std::string(), kTrace.substr(0, 54), kTrace + "-more", kTrace + "0", "ff" + kTrace.substr(2),
        zero_trace, zero_parent, upper, "zz" + kTrace.substr(2)}) {
    EXPECT_EQ(trace_id(value), "") << value;
  }
}

}  // namespace
}  // namespace vitrine::http::access_log_test
