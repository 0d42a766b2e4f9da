#include "cv/import/foreign_source.hpp"

#include <algorithm>

#include "cv/document/problem.hpp"

namespace vitrine::cv::importing {

namespace {

const Json nothing;

bool is_empty(const Json& value) {
  if (value.is_string()) {
    return value.get_ref<const std::string&>().find_first_not_of(" \t\r\n") == std::string::npos;
  }
  if (value.is_structured()) {
    return std::all_of(value.begin(), value.end(), [](const Json& one) { return is_empty(one); });
  }
  return value.is_null();
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? std::string{}
                                    : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

class Collector {
 public:
  explicit Collector(const Taking& taking) : taking_(taking) {}

  std::vector<Lost> collect(const Json& source) {
    visit(source, "");
    return std::move(lost_);
  }

 private:
  [[nodiscard]] bool is_taken(const std::string& pointer) const { return taking_.taken.contains(pointer); }

  /// Whether a value under the pointer was taken.
  [[nodiscard]] bool is_touched(const std::string& pointer) const {
    const auto at = taking_.taken.lower_bound(pointer + "/");
    return at != taking_.taken.end() && at->starts_with(pointer + "/");
  }

  /// The value's own reason, else the one of the first value under it.
  [[nodiscard]] std::string reason_of(const std::string& pointer) const {
    const auto own = taking_.reasons.find(pointer);
    if (own != taking_.reasons.end()) return own->second;
    const auto inner = taking_.reasons.lower_bound(pointer + "/");
    const bool is_under = inner != taking_.reasons.end() && inner->first.starts_with(pointer + "/");
    return is_under ? inner->second : std::string{};
  }

  void visit(const Json& value, const std::string& pointer) {
    if (const auto note = taking_.notes.find(pointer); note != taking_.notes.end())
      lost_.push_back({pointer, note->second});
    if (is_taken(pointer) || is_empty(value)) return;
    if (!value.is_structured() || !is_touched(pointer)) {
      lost_.push_back({pointer, reason_of(pointer)});
      return;
    }
    std::size_t index = 0;
    for (const auto& [key, element] : value.items()) {
      visit(element, pointer + "/" + (value.is_array() ? std::to_string(index++) : pointer_token(key)));
    }
  }

  const Taking& taking_;
  std::vector<Lost> lost_;
};

}  // namespace

Source Source::get(std::string_view key) const {
  auto pointer = pointer_ + "/" + pointer_token(key);
  if (!value_->is_object()) return {nothing, std::move(pointer), *taking_};
  const auto at = value_->find(key);
  return {at == value_->end() ? nothing : *at, std::move(pointer), *taking_};
}

Source Source::first_of(std::initializer_list<std::string_view> keys) const {
  for (const auto key : keys) {
    if (has(key)) return get(key);
  }
  return get(*keys.begin());
}

std::vector<Source> Source::elements() const {
  std::vector<Source> out;
  if (empty()) return out;
  if (!value_->is_array()) return {*this};
  std::size_t index = 0;
  for (const auto& element : *value_) {
    out.emplace_back(element, pointer_ + "/" + std::to_string(index++), *taking_);
  }
  return out;
}

std::vector<std::pair<std::string, Source>> Source::members() const {
  std::vector<std::pair<std::string, Source>> out;
  if (!value_->is_object()) return out;
  for (const auto& [key, element] : value_->items()) {
    out.emplace_back(key, Source(element, pointer_ + "/" + pointer_token(key), *taking_));
  }
  return out;
}

std::string Source::peek() const {
  if (value_->is_string()) return trimmed(value_->get_ref<const std::string&>());
  return value_->is_number() ? value_->dump() : std::string{};
}

std::string Source::take() const {
  auto text = peek();
  if (!text.empty()) mark();
  return text;
}

std::vector<std::string> Source::take_list() const {
  std::vector<std::string> out;
  for (const auto& element : elements()) {
    if (auto text = element.take(); !text.empty()) out.push_back(std::move(text));
  }
  return out;
}

bool Source::empty() const {
  return is_empty(*value_);
}

std::vector<Lost> lost_of(const Json& source, const Taking& taking) {
  return Collector(taking).collect(source);
}

void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

void put(Json& object, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) object[key] = values;
}

}  // namespace vitrine::cv::importing
