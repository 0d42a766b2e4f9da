#pragma once
// The difference between two documents, field by field. Each change can be taken or left.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/document.hpp"
#include "cv/patch/patch.hpp"

namespace vitrine::cv::patch {

constexpr std::size_t kMostChanges = 500;  ///< if there are more, larger parts are compared as a whole

/// One changed value.
struct Change {
  enum class Kind { add, remove, replace } kind = Kind::replace;
  /// JSON Pointer (RFC 6901) in the document before; for a new entry of a list its place there, so several
  /// may have the same.
  std::string pointer;
  Json before;             ///< null if it is added
  Json after;              ///< null if it is removed
  bool is_member = false;  ///< whether an object has it, not a list
};

/// "add", "remove" or "replace".
std::string_view name_of(Change::Kind kind);

/// The changes that make `after` of `before`, in the order of `before`. The order of keys does not count. In
/// lists, equal entries at both ends stay; the others are compared in pairs.
std::vector<Change> changes_between(const Json& before, const Json& after);

/// Whether a change of `before` can be made to `current`, another version of it: the changed value is the
/// same there, and so is the list around an entry that is added or removed.
bool fits(const Change& change, const Json& before, const Json& current);

/// `before` with the changes of these indices, each smaller than changes.size(). All of them give `after`,
/// but for the order of keys.
Outcome with_changes(Json before, const std::vector<Change>& changes, const std::vector<std::size_t>& taken);

}  // namespace vitrine::cv::patch
