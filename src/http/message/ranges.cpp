#include "http/message/ranges.hpp"

#include <algorithm>
#include <charconv>

namespace vitrine::http {

namespace {

std::optional<std::size_t> number(std::string_view digits) {
  std::size_t value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string ByteRange::content_range(std::size_t size) const {
  return "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(size);
}

RangeChoice choose_range(std::string_view range, std::size_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!range.starts_with(kUnit)) return {};
  range.remove_prefix(kUnit.size());
  const auto dash = range.find('-');
  if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
  const auto first = number(range.substr(0, dash));
  const auto last = number(range.substr(dash + 1));
  const bool has_first = dash > 0;
  const bool has_last = dash + 1 < range.size();
  if ((has_first && !first) || (has_last && !last) || (!has_first && !has_last)) return {};
  if (!has_first) {  // the last N bytes
    if (*last == 0 || size == 0) return {.kind = RangeChoice::Kind::unsatisfiable};
    return {.kind = RangeChoice::Kind::part, .range = {size - std::min(*last, size), size - 1}};
  }
  if (has_last && *last < *first) return {};
  if (*first >= size) return {.kind = RangeChoice::Kind::unsatisfiable};
  return {.kind = RangeChoice::Kind::part,
          .range = {*first, has_last ? std::min(*last, size - 1) : size - 1}};
}

}  // namespace vitrine::http
