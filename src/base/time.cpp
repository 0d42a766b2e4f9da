#include "base/time.hpp"

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include <array>
#include <charconv>

namespace vitrine::base {

namespace {
struct Civil {
  std::chrono::year_month_day day;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> clock;
  unsigned weekday;
};

Civil civil(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss{time - day},
          std::chrono::weekday{day}.c_encoding()};
}
}  // namespace

TimePoint now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string format_rfc3339(TimePoint time) {
  const auto c = civil(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(c.day.year()),
                     static_cast<unsigned>(c.day.month()), static_cast<unsigned>(c.day.day()),
                     c.clock.hours().count(), c.clock.minutes().count(), c.clock.seconds().count(),
                     c.clock.subseconds().count());
}

std::optional<TimePoint> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const auto is_formed = [&](std::size_t at, std::string_view form) {
    if (text.size() < at + form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
      const char c = text[at + i];
      if (form[i] == '0' ? !is_digit(c) : (c != form[i] && !(form[i] == 'T' && (c == 't' || c == ' '))))
        return false;
    }
    return true;
  };
  if (!is_formed(0, kForm)) return std::nullopt;
  const year_month_day day{year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
                           std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  const auto hour = number(11, 2);
  const auto minute = number(14, 2);
  const auto second = number(17, 2);
  if (!day.ok() || day.year() < year(1970) || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  auto at = kForm.size();
  int milli = 0;
  if (at < text.size() && text[at] == '.') {
    int unit = 100;
    const auto first = ++at;
    for (; at < text.size() && is_digit(text[at]); ++at, unit /= 10) milli += (text[at] - '0') * unit;
    if (at == first) return std::nullopt;
  }
  minutes offset{0};
  if (at + 1 == text.size() && (text[at] == 'Z' || text[at] == 'z')) {
    // UTC
  } else if (at < text.size() && text.size() == at + 6 &&
             (is_formed(at, "+00:00") || is_formed(at, "-00:00"))) {
    offset = hours(number(at + 1, 2)) + minutes(number(at + 4, 2));
    if (text[at] == '-') offset = -offset;
  } else {
    return std::nullopt;
  }
  return sys_days(day) + hours(hour) + minutes(minute) + seconds(second) + milliseconds(milli) - offset;
}

std::string format_http_date(TimePoint time) {
  static constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto c = civil(time);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays.at(c.weekday),
                     static_cast<unsigned>(c.day.day()), kMonths.at(static_cast<unsigned>(c.day.month()) - 1),
                     static_cast<int>(c.day.year()), c.clock.hours().count(), c.clock.minutes().count(),
                     c.clock.seconds().count());
}

}  // namespace vitrine::base
