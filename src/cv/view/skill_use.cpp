#include "cv/view/skill_use.hpp"

#include <algorithm>
#include <utility>

namespace vitrine::cv {

namespace {

constexpr int kMonths = 12;

int month_index(const Date& date, int month_of_a_bare_year) {
  return date.year * kMonths + (date.month == 0 ? month_of_a_bare_year : date.month) - 1;
}

}  // namespace

SkillUse add_up(const std::vector<SkillPlace>& places, const Date& as_of) {
  SkillUse use;
  std::vector<std::pair<int, int>> spans;  // first month, month behind the last
  for (const auto& [name, period] : places) {
    if (!name.empty() && std::ranges::find(use.places, name) == use.places.end()) use.places.push_back(name);
    use.ongoing = use.ongoing || period.ongoing();
    if (!period.start || (period.ongoing() && as_of.year == 0)) continue;
    const int first = month_index(*period.start, kMonths / 2 + 1);
    const int behind = month_index(period.end.value_or(as_of), kMonths / 2) + 1;
    spans.emplace_back(first, std::max(behind, first + 1));
  }
  std::ranges::sort(spans);
  int counted_to = 0;
  for (const auto& [first, behind] : spans) {
    const int from = std::max(first, counted_to);
    if (behind > from) use.months += behind - from;
    counted_to = std::max(counted_to, behind);
  }
  return use;
}

}  // namespace vitrine::cv
