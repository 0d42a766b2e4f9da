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

/// What was taken so far, and why other things were not.
struct Taking {
  std::set<std::string, std::less<>> taken;  ///< JSON Pointers of values; all under them counts
  std::map<std::string, std::string, std::less<>> reasons;  ///< JSON Pointer to why it is lost
  std::map<std::string, std::string, std::less<>> notes;    ///< JSON Pointer to what became of it
};

/// One value of the source. Cheap to copy; lives as long as the source and the Taking.
class Source {
 public:
  Source(const Json& value, std::string pointer, Taking& taking)
      : value_(&value), pointer_(std::move(pointer)), taking_(&taking) {}

  [[nodiscard]] Source get(std::string_view key) const;
  /// The first of the keys under which something stands; programs have renamed theirs.
  [[nodiscard]] Source first_of(std::initializer_list<std::string_view> keys) const;
  /// Elements of an array, or the value alone where it is none but not empty.
  [[nodiscard]] std::vector<Source> elements() const;
  [[nodiscard]] std::vector<std::pair<std::string, Source>> members() const;

  /// The text, without looking further; "" where it is none.
  [[nodiscard]] std::string peek() const;
  /// The text, which counts as taken.
  [[nodiscard]] std::string take() const;
  /// The texts of a list of texts, taken.
  [[nodiscard]] std::vector<std::string> take_list() const;
  /// Counts as taken, whatever it is.
  void mark() const { taking_->taken.insert(pointer_); }
  /// Counts as not taken again, where a part of it turned out to have no place.
  void unmark() const { taking_->taken.erase(pointer_); }
  /// Will be listed though taken: it stands elsewhere than one would look.
  void note(std::string text) const { taking_->notes[pointer_] = std::move(text); }
  /// Why it will be listed.
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

/// Everything of `source` that was not taken: of what was not touched at all, the outermost.
std::vector<Lost> lost_of(const Json& source, const Taking& taking);

/// Sets what is not empty.
void put(Json& object, const char* key, const std::string& value);
void put(Json& object, const char* key, const std::vector<std::string>& values);

}  // namespace vitrine::cv::importing
