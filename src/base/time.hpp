#pragma once
// Points in time, and their two text forms.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::base {

/// A point in time, UTC, with the millisecond precision of the store.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// The system clock's time.
TimePoint now();

/// `2026-11-23T23:15:23.042Z` (RFC 3339 section 5.6).
std::string format_rfc3339(TimePoint time);

/// Parses RFC 3339 text with any number of decimals and any offset ("+01:00"); nothing for other text, a day
/// that does not exist, or a year before 1970.
std::optional<TimePoint> parse_rfc3339(std::string_view text);

/// `Mon, 23 Nov 2026 23:15:23 GMT` (IMF-fixdate, RFC 9110 section 5.6.7).
std::string format_http_date(TimePoint time);

}  // namespace vitrine::base
