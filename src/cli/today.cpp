#include "cli/today.hpp"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace vitrine::cli {

std::optional<base::TimePoint> source_date() {
  const auto* set = std::getenv("SOURCE_DATE_EPOCH");
  if (set == nullptr) return std::nullopt;
  const std::string_view text = set;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return base::TimePoint{std::chrono::seconds{seconds}};
}

cv::Date today() {
  return cv::date_of(source_date().value_or(base::now()));
}

}  // namespace vitrine::cli
