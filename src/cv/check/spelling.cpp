#include "cv/check/spelling.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"

namespace vitrine::cv::check {

namespace {

constexpr std::size_t kLongestWord = 48;  // no known key comes near this length

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const auto gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit || a.size() > kLongestWord || b.size() > kLongestWord) return limit + 1;
  // Rows of the table: swapped neighbours need the two rows above the current one.
  std::array<std::array<std::size_t, kLongestWord + 1>, 3> rows{};
  auto* before = rows.data();
  auto* above = &rows[1];
  auto* row = &rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) (*row)[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, above);
    std::swap(above, row);
    (*row)[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = base::ascii_lower(a[i - 1]);
      const char y = base::ascii_lower(b[j - 1]);
      const std::size_t change = x == y ? 0 : 1;
      auto cost = std::min({(*above)[j] + 1, (*row)[j - 1] + 1, (*above)[j - 1] + change});
      const bool is_swap =
          i > 1 && j > 1 && x == base::ascii_lower(b[j - 2]) && y == base::ascii_lower(a[i - 2]);
      if (is_swap) cost = std::min(cost, (*before)[j - 2] + 1);
      (*row)[j] = cost;
    }
  }
  return std::min((*row)[b.size()], limit + 1);
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kShort = 4;
  const std::size_t limit = word.size() <= kShort ? 1 : 2;
  std::string_view best;
  std::size_t best_distance = limit + 1;
  for (const auto candidate : candidates) {
    const auto distance = edit_distance(word, candidate, limit);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace vitrine::cv::check
