#pragma once
// The access log: one line per request. Lines are buffered, to save system calls.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"

namespace vitrine::http {

/// The log entry of one answered request. It does not identify the client: no address, no query, no cookie.
struct AccessEntry {
  std::string_view method;
  std::string_view path;
  unsigned status = 0;
  std::size_t bytes = 0;  ///< of the body
  std::chrono::microseconds took{0};
  std::string_view trace_id;  ///< from W3C Trace Context; "" if the client sent none
};

/// Used on one thread only.
class AccessLog {
 public:
  AccessLog() = default;
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;
  ~AccessLog() { flush(); }

  /// Adds a line with the time `now` in milliseconds; writes the buffer if it is nearly full.
  void add(const AccessEntry& entry, std::chrono::system_clock::time_point now);

  /// Writes the buffered lines to standard error.
  void flush();

 private:
  template <base::LogFormat format>
  void add_line(const AccessEntry& entry);
  template <base::LogFormat format>
  void put_value(std::string_view value);
  void put(std::string_view text);
  void put_number(std::uint64_t number);

  const base::LogFormat format_ = base::log_format();
  const bool is_on_ = base::logs_info();
  std::vector<char> room_;  ///< as large as any call may need; the buffered lines are at its beginning
  std::size_t used_ = 0;
  std::string time_;  ///< `second_`, formatted, with the milliseconds of the last line
  std::chrono::sys_seconds second_;
};

/// The trace-id of a traceparent value (W3C Trace Context, section 3.2), 32 lower-case hexadecimal digits; ""
/// if the value is malformed.
std::string_view trace_id(std::string_view traceparent);

}  // namespace vitrine::http
