// Groups several roles at one organisation under one heading.

#include <algorithm>
#include <span>
#include <tuple>

#include "cv/view/outline.hpp"

namespace vitrine::cv {

namespace {

bool is_same(const Text& one, const Text& other) {
  return one.value == other.value && one.language == other.language;
}

/// The number of entries, from the first, that are roles at one organisation.
std::size_t group_size(std::span<const Entry> entries) {
  const auto& first = entries.front();
  if (first.title.empty() || first.organization.empty()) return 1;
  const auto end = std::ranges::find_if_not(entries, [&](const Entry& entry) {
    return !entry.title.empty() && is_same(entry.organization, first.organization);
  });
  return static_cast<std::size_t>(end - entries.begin());
}

/// The last day that a date can mean: a year alone ends with December.
auto last_day(const Date& date) {
  constexpr int kBehindAll = 99;
  return std::tuple(date.year, date.month == 0 ? kBehindAll : date.month,
                    date.day == 0 ? kBehindAll : date.day);
}

/// From the earliest start to the latest end; open if one of the periods is open.
Period whole_period(std::span<const Entry> entries) {
  Period whole;
  for (const auto& entry : entries) {
    const auto& period = entry.period;
    if (period.start && (!whole.start || *period.start < *whole.start)) whole.start = period.start;
    if (period.end && (!whole.end || last_day(*whole.end) < last_day(*period.end))) whole.end = period.end;
  }
  if (std::ranges::any_of(entries, &Period::ongoing, &Entry::period)) whole.end.reset();
  return whole;
}

bool says_nothing(const Text& text) {
  return text.empty();
}

bool says_nothing(const std::string& text) {
  return text.empty();
}

bool is_same(const std::string& one, const std::string& other) {
  return one == other;
}

/// Moves a field into the heading unless two entries differ in it. An entry without information on its
/// organisation means the same one.
template <class Value>
void share(Group& group, Value Entry::* field) {
  const auto has = [&](const Entry& entry) { return !says_nothing(entry.*field); };
  const auto first = std::ranges::find_if(group.entries, has);
  if (first == group.entries.end()) return;
  const auto value = (*first).*field;
  const auto agrees = [&](const Entry& entry) { return !has(entry) || is_same(entry.*field, value); };
  if (!std::ranges::all_of(group.entries, agrees)) return;
  group.shared.*field = value;
  for (auto& entry : group.entries) entry.*field = {};
}

Group group_of(std::span<const Entry> entries) {
  Group group{.shared = {}, .entries = {entries.begin(), entries.end()}};
  if (!group.has_heading()) return group;
  group.shared.period = whole_period(entries);
  for (const auto field : {&Entry::organization, &Entry::location, &Entry::description}) share(group, field);
  share(group, &Entry::organization_url);
  return group;
}

}  // namespace

std::vector<Group> grouped(const Section& section) {
  const bool has_roles = section.id == "work" || section.id == "volunteer";
  std::vector<Group> groups;
  for (std::span<const Entry> rest = section.entries; !rest.empty();) {
    const auto count = has_roles ? group_size(rest) : 1;
    groups.push_back(group_of(rest.first(count)));
    rest = rest.subspan(count);
  }
  return groups;
}

}  // namespace vitrine::cv
