#pragma once
// The path from the root of a document to the current value.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/problem.hpp"

namespace vitrine::cv {

/// Stores only the steps; the JSON Pointer is built on request, since few are needed. Keys must outlive it.
class Path {
 public:
  void enter(const std::string& key) { steps_.push_back({.key = &key}); }
  void enter(std::size_t index) { steps_.push_back({.index = index}); }
  void leave() { steps_.pop_back(); }

  /// The last key; null at the top and in a list.
  [[nodiscard]] const std::string* key() const { return steps_.empty() ? nullptr : steps_.back().key; }

  /// The first key; null at the top and in a list there.
  [[nodiscard]] const std::string* top() const { return steps_.empty() ? nullptr : steps_.front().key; }

  /// RFC 6901.
  [[nodiscard]] std::string pointer() const {
    std::string out;
    for (const auto& step : steps_) {
      out += "/" + (step.key != nullptr ? pointer_token(*step.key) : std::to_string(step.index));
    }
    return out;
  }

 private:
  struct Step {
    const std::string* key = nullptr;
    std::size_t index = 0;
  };
  std::vector<Step> steps_;
};

}  // namespace vitrine::cv
