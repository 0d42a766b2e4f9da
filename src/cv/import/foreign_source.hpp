#pragma once
// A foreign document during import. Records which values were used, so that the import can list the rest.

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cv/import/foreign.hpp"

namespace vitrine::cv::importing {

/// The values taken so far, and the reasons for the others.
struct Taking {
  std::set<std::string, std::less<>> taken;  ///< JSON Pointers of values; each includes everything under it
  std::map<std::string, std::string, std::less<>> reasons;  ///< JSON Pointer to the reason for its loss
  std::map<std::string, std::string, std::less<>> notes;    ///< JSON Pointer to a note on its new place
};

/// One value of the source. Cheap to copy; lives as long as the source and the Taking.
class Source {
 public:
  Source(const Json& value, std::string pointer, Taking& taking)
      : value_(&value), pointer_(std::move(pointer)), taking_(&taking) {}

  [[nodiscard]] Source get(std::string_view key) const;
  /// The value under the first existing key; programs have renamed their keys.
  [[nodiscard]] Source first_of(std::initializer_list<std::string_view> keys) const;
  /// Elements of an array; a single value that is not empty counts as one element.
  [[nodiscard]] std::vector<Source> elements() const;
  [[nodiscard]] std::vector<std::pair<std::string, Source>> members() const;

  /// The text, without taking it; "" if the value is no text.
  [[nodiscard]] std::string peek() const;
  /// The text; marks it as taken.
  [[nodiscard]] std::string take() const;
  /// The texts of a list of texts; marks them as taken.
  [[nodiscard]] std::vector<std::string> take_list() const;
  /// Marks the value as taken, whatever it is.
  void mark() const { taking_->taken.insert(pointer_); }
  /// Removes the mark, when a part of the value turned out to have no place.
  void unmark() const { taking_->taken.erase(pointer_); }
  /// Lists a taken value with a note, because it is not where one would look for it.
  void note(std::string text) const { taking_->notes[pointer_] = std::move(text); }
  /// Sets the reason for its loss.
  void lose(std::string reason) const { taking_->reasons[pointer_] = std::move(reason); }

  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool has(std::string_view key) const { return !get(key).empty(); }
  [[nodiscard]] bool is_object() const { return value_->is_object(); }
  [[nodiscard]] bool is_list() const { return value_->is_array(); }
  [[nodiscard]] bool is_text() const { return value_->is_string(); }
  [[nodiscard]] bool is(bool truth) const { return value_->is_boolean() && value_->get<bool>() == truth; }
  [[nodiscard]] const std::string& pointer() const { return pointer_; }

 private:
  const Json* value_;
  std::string pointer_;
  Taking* taking_;
};

/// Everything of `source` that was not taken. Of an untouched subtree, only the outermost value is listed.
std::vector<Lost> lost_of(const Json& source, const Taking& taking);

/// Sets `key`, unless the value is empty.
void put(Json& object, const char* key, const std::string& value);
void put(Json& object, const char* key, const std::vector<std::string>& values);

}  // namespace vitrine::cv::importing
