#include "cv/language/language_tag.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "cv/document/rules.hpp"

namespace vitrine::cv {

namespace {

constexpr bool is_letter_or_digit(char c) {
  return base::is_ascii_letter(c) || (c >= '0' && c <= '9');
}

}  // namespace

bool is_language_tag(std::string_view tag) {
  constexpr std::size_t kMaxSubtag = 8;
  if (tag.size() > kMaxLanguageTag) return false;
  if (std::ranges::find(kReservedSuffixes, tag) != kReservedSuffixes.end()) return false;
  for (std::size_t begin = 0; begin <= tag.size();) {
    const auto end = std::min(tag.find('-', begin), tag.size());
    const auto subtag = tag.substr(begin, end - begin);
    const bool ok = begin == 0 ? (subtag.size() == 2 || subtag.size() == 3) &&
                                     std::ranges::all_of(subtag, base::is_ascii_letter)
                               : !subtag.empty() && subtag.size() <= kMaxSubtag &&
                                     std::ranges::all_of(subtag, is_letter_or_digit);
    if (!ok) return false;
    begin = end + 1;
  }
  return true;
}

bool same_tag(std::string_view one, std::string_view other) {
  return base::equals_ignoring_case(one, other);
}

bool narrows(std::string_view tag, std::string_view range) {
  return tag.size() >= range.size() && same_tag(tag.substr(0, range.size()), range) &&
         (tag.size() == range.size() || tag[range.size()] == '-');
}

}  // namespace vitrine::cv
