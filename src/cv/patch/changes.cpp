#include "cv/patch/changes.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "cv/document/problem.hpp"

namespace vitrine::cv::patch {

namespace {

using Kind = Change::Kind;

class Comparison {
 public:
  /// Values nested deeper than `max_depth` are compared as a whole.
  explicit Comparison(std::size_t max_depth) : left_(max_depth) {}

  void compare(const Json& before, const Json& after, const std::string& at, bool is_member) {
    if (is_over()) return;
    const bool is_open = left_ > 0;
    if (is_open && before.is_object() && after.is_object()) {
      --left_;
      compare_members(before, after, at);
      ++left_;
    } else if (is_open && before.is_array() && after.is_array()) {
      --left_;
      compare_entries(before, after, at);
      ++left_;
    } else if (before != after) {
      changes_.push_back({Kind::replace, at, before, after, is_member});
    }
  }

  [[nodiscard]] bool is_over() const { return changes_.size() > kMostChanges; }
  std::vector<Change> take() { return std::move(changes_); }

 private:
  using Index = std::map<std::string_view, const Json*>;

  static Index index_of_members(const Json& object) {
    Index out;
    for (const auto& [key, value] : object.items()) out.emplace(key, &value);
    return out;
  }

  void compare_members(const Json& before, const Json& after, const std::string& at) {
    const auto old_members = index_of_members(before);
    const auto new_members = index_of_members(after);
    for (const auto& [key, value] : before.items()) {
      const auto pointer = at + '/' + pointer_token(key);
      const auto now = new_members.find(key);
      if (now == new_members.end()) {
        changes_.push_back({Kind::remove, pointer, value, nullptr, true});
      } else {
        compare(value, *now->second, pointer, true);
      }
    }
    for (const auto& [key, value] : after.items()) {
      if (!old_members.contains(key))
        changes_.push_back({Kind::add, at + '/' + pointer_token(key), nullptr, value, true});
    }
  }

  void compare_entries(const Json& before, const Json& after, const std::string& at) {
    const auto shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (head + tail < shorter && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
      ++tail;
    const auto old_end = before.size() - tail;
    const auto new_end = after.size() - tail;
    const auto pairs = std::min(old_end, new_end) - head;
    auto i = head;
    for (; i < head + pairs; ++i) compare(before[i], after[i], at + '/' + std::to_string(i), false);
    for (auto gone = i; gone < old_end; ++gone)
      changes_.push_back({Kind::remove, at + '/' + std::to_string(gone), before[gone], nullptr, false});
    for (auto added = i; added < new_end; ++added)
      changes_.push_back({Kind::add, at + '/' + std::to_string(i), nullptr, after[added], false});
  }

  std::size_t left_;
  std::vector<Change> changes_;
};

Json operation_of(const Change& change) {
  switch (change.kind) {
    case Kind::add:
      return {{"op", "add"}, {"path", change.pointer}, {"value", change.after}};
    case Kind::remove:
      return {{"op", "remove"}, {"path", change.pointer}};
    default:
      return {{"op", "replace"}, {"path", change.pointer}, {"value", change.after}};
  }
}

std::string_view parent_of(const Change& change) {
  return std::string_view(change.pointer).substr(0, change.pointer.rfind('/'));
}

bool is_new_member(const Change& change) {
  return change.kind == Kind::add && change.is_member;
}

}  // namespace

std::string_view name_of(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::add:
      return "add";
    case Change::Kind::remove:
      return "remove";
    default:
      return "replace";
  }
}

std::vector<Change> changes_between(const Json& before, const Json& after) {
  for (const std::size_t depth : {kMaxDepth, std::size_t{3}, std::size_t{2}, std::size_t{1}}) {
    Comparison comparison(depth);
    comparison.compare(before, after, "", false);
    if (!comparison.is_over()) return comparison.take();
  }
  return {{Kind::replace, "", before, after, false}};
}

bool fits(const Change& change, const Json& before, const Json& current) {
  const Json::json_pointer place(change.pointer);
  const bool has_parent = change.pointer.empty() || (before.contains(place.parent_pointer()) &&
                                                     current.contains(place.parent_pointer()));
  if (!has_parent) return false;
  if (change.pointer.empty() || change.is_member || change.kind == Kind::replace) {
    const bool is_there = current.contains(place);
    return change.kind == Kind::add ? !is_there : is_there && current[place] == change.before;
  }
  return before[place.parent_pointer()] == current[place.parent_pointer()];
}

Outcome with_changes(Json before, const std::vector<Change>& changes, const std::vector<std::size_t>& taken) {
  std::vector<bool> is_taken(changes.size());
  for (const auto index : taken) is_taken.at(index) = true;
  // From the last to the first, so that the places of the others stay right; new members of one object in
  // their order.
  auto operations = Json::array();
  for (auto end = changes.size(); end > 0;) {
    auto begin = end - 1;
    while (begin > 0 && is_new_member(changes[end - 1]) && is_new_member(changes[begin - 1]) &&
           parent_of(changes[begin - 1]) == parent_of(changes[end - 1]))
      --begin;
    for (auto i = begin; i < end; ++i) {
      if (is_taken[i]) operations.push_back(operation_of(changes[i]));
    }
    end = begin;
  }
  return apply_json_patch(std::move(before), operations);
}

}  // namespace vitrine::cv::patch
