#include "cv/check/date_hint.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/unistr.h>

#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include "base/ascii.hpp"
#include "cv/check/migrate.hpp"
#include "cv/document/date.hpp"
#include "cv/document/findings.hpp"

namespace vitrine::cv::check {

namespace {

constexpr Template kExample = "for example \"2021-09\"; leave an unknown date out"_msg;

std::string small(const icu::UnicodeString& text) {
  std::string out;
  icu::UnicodeString(text).foldCase().toUTF8String(out);
  while (out.ends_with('.')) out.pop_back();
  return out;
}

/// Month names and abbreviations, in lower case, with their numbers.
const std::map<std::string, int, std::less<>>& hinted_months() {
  static const auto all = [] {
    std::map<std::string, int, std::less<>> out;
    for (const auto* language :
         {"en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "cs", "uk", "ru"}) {
      UErrorCode status = U_ZERO_ERROR;
      const icu::DateFormatSymbols symbols(icu::Locale(language), status);
      for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
        for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
          int32_t count = 0;
          const auto* names = symbols.getMonths(count, context, width);
          for (int32_t i = 0; i < count; ++i) out.emplace(small(names[i]), i + 1);
        }
      }
    }
    for (const auto& [name, number] : {std::pair{"sept", 9}, {"mrz", 3}, {"maerz", 3}})
      out.emplace(name, number);
    return out;
  }();
  return all;
}

/// The numbers and words of a text, in order.
struct Parts {
  std::vector<std::string_view> numbers;
  std::optional<int> month;  ///< by its name
};

bool is_letter_of_word(char c) {
  return base::is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

Parts parts_of(std::string_view text) {
  Parts out;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    if (base::is_ascii_digit(text[at])) {
      while (at < text.size() && base::is_ascii_digit(text[at])) ++at;
      out.numbers.push_back(text.substr(begin, at - begin));
    } else if (is_letter_of_word(text[at])) {
      while (at < text.size() && is_letter_of_word(text[at])) ++at;
      const auto word = small(icu::UnicodeString::fromUTF8(
          icu::StringPiece(text.data() + begin, static_cast<int32_t>(at - begin))));
      const auto month = hinted_months().find(word);
      if (month != hinted_months().end() && !out.month) out.month = month->second;
    } else {
      ++at;
    }
  }
  return out;
}

int value_of(std::string_view digits) {
  int out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

/// "2020-03-01", with the given parts (0: missing); empty if there is no such day.
std::string written_date(int year, int month, int day) {
  const auto two = [](int number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  auto out = std::to_string(year);
  if (month > 0) out += two(month);
  if (day > 0) out += two(day);
  const auto date = parse_date(out);
  return date && date->month == month && date->day == day ? out : std::string{};
}

Message write(const std::string& date) {
  return date.empty() ? Message(kExample) : "write {0}"_msg(in_quotes(date));
}

Message of_day(int year, int first, int second) {
  const auto day_first = written_date(year, second, first);
  const auto month_first = written_date(year, first, second);
  if (day_first.empty() || month_first.empty() || day_first == month_first)
    return write(day_first.empty() ? month_first : day_first);
  return "write {0} if the day comes first in it, {1} if the month does"_msg(in_quotes(day_first),
                                                                             in_quotes(month_first));
}

Message of_numbers(const std::vector<std::string_view>& numbers) {
  const auto first = value_of(numbers[0]);
  if (numbers.size() == 1) {
    constexpr std::size_t kMonth = 6;
    constexpr std::size_t kDay = 8;
    const auto digits = numbers[0];
    if (digits.size() == kDay)
      return write(written_date(value_of(digits.substr(0, 4)), value_of(digits.substr(4, 2)),
                                value_of(digits.substr(6))));
    if (digits.size() == kMonth)
      return write(written_date(value_of(digits.substr(0, 4)), value_of(digits.substr(4)), 0));
    return digits.size() == 4 ? write(written_date(first, 0, 0)) : Message(kExample);
  }
  const auto second = value_of(numbers[1]);
  const bool is_year_first = numbers[0].size() == 4;
  if (numbers.size() == 2) {
    if (is_year_first) return write(written_date(first, second, 0));
    return numbers[1].size() == 4 ? write(written_date(second, first, 0)) : Message(kExample);
  }
  const auto third = value_of(numbers[2]);
  if (is_year_first) return write(written_date(first, second, third));
  return numbers[2].size() == 4 ? of_day(third, first, second) : Message(kExample);
}

Message of_named_month(const std::vector<std::string_view>& numbers, int month) {
  int year = 0;
  int day = 0;
  for (const auto digits : numbers) {
    if (digits.size() == 4) {
      year = value_of(digits);
    } else {
      day = value_of(digits);
    }
  }
  return year == 0 ? Message(kExample) : write(written_date(year, month, day));
}

}  // namespace

Message date_hint(std::string_view text) {
  if (means_ongoing(text)) return "leave the date out: what has no end goes on"_msg;
  constexpr std::size_t kLongest = 40;
  if (text.size() > kLongest) return Message(kExample);
  const auto parts = parts_of(text);
  std::size_t years = 0;
  for (const auto digits : parts.numbers) years += digits.size() == 4 ? 1 : 0;
  if (years == 2)
    return "write the first of the two as startDate and the last as endDate, each such as \"2021-09\""_msg;
  if (parts.numbers.empty() || years > 2) return Message(kExample);
  if (parts.month) return of_named_month(parts.numbers, *parts.month);
  return of_numbers(parts.numbers);
}

}  // namespace vitrine::cv::check
