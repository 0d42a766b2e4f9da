#pragma once
// ASCII letters and white space, for names in protocols and formats. Use ICU for text for people.

#include <algorithm>
#include <string>
#include <string_view>

namespace vitrine::base {

constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr bool is_ascii_letter(char c) {
  return is_ascii_upper(c) || (c >= 'a' && c <= 'z');
}

/// A to Z become lower case; any other byte stays, also within UTF-8.
constexpr char ascii_lower(char c) {
  return is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return ascii_lower(c); });
  return out;
}

constexpr bool equals_ignoring_case(std::string_view one, std::string_view other) {
  return std::ranges::equal(
      one, other, {}, [](char c) { return ascii_lower(c); }, [](char c) { return ascii_lower(c); });
}

/// The text without the bytes of `space` at both ends; a view into it.
constexpr std::string_view trimmed(std::string_view text, std::string_view space = " \t\r\n") {
  const auto begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

}  // namespace vitrine::base
