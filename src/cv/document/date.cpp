#include "cv/document/date.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace vitrine::cv {

namespace {

std::optional<int> number(std::string_view digits) {
  if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

bool is_date_form(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  if (!number(text.substr(0, 4)) || (text[0] != '1' && text[0] != '2')) return false;
  if (text.size() >= 7 && (text[4] != '-' || !number(text.substr(5, 2)) || text[5] > '1')) return false;
  if (text.size() == 10 && (text[7] != '-' || !number(text.substr(8, 2)) || text[8] > '3')) return false;
  return true;
}

std::optional<Date> parse_date(std::string_view text) {
  if (!is_date_form(text)) return std::nullopt;
  Date date{.year = *number(text.substr(0, 4))};
  if (text.size() < 7) return date;
  const int month = *number(text.substr(5, 2));
  if (month < 1 || month > 12) return date;
  date.month = month;
  if (text.size() < 10) return date;
  const int day = *number(text.substr(8, 2));
  const std::chrono::year_month_day calendar{std::chrono::year{date.year},
                                             std::chrono::month{static_cast<unsigned>(month)},
                                             std::chrono::day{static_cast<unsigned>(day)}};
  if (calendar.ok()) date.day = day;
  return date;
}

Date date_of(base::TimePoint time) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

}  // namespace vitrine::cv
