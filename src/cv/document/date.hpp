#pragma once
// JSON Resume's dates: a year, a month or a day.

#include <compare>
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace vitrine::cv {

/// A date with the precision that its owner gave. JSON Resume's own pattern allows parts outside the calendar
/// (month 13, 31 February); such a part is dropped, and all finer parts with it.
struct Date {
  int year = 0;
  int month = 0;  ///< 1 to 12; 0 if not given
  int day = 0;    ///< 1 to 31; 0 if not given

  friend auto operator<=>(const Date&, const Date&) = default;
};

/// A period. An entry with a single date (an award) has only `start`, and `single` is set.
struct Period {
  std::optional<Date> start;
  std::optional<Date> end;
  bool single = false;

  [[nodiscard]] bool empty() const { return !start && !end; }
  /// Started and not ended: "since 2021".
  [[nodiscard]] bool ongoing() const { return start && !end && !single; }
};

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, years 1000 to 2999 (the pattern of JSON Resume 1.0.0).
std::optional<Date> parse_date(std::string_view text);

/// The day of `time` in UTC.
Date date_of(base::TimePoint time);

/// Whether `text` matches JSON Resume's date pattern, calendar or not.
bool is_date_form(std::string_view text);

}  // namespace vitrine::cv
