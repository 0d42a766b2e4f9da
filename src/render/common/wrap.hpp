#pragma once
// Wraps text to the width of a terminal.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::render {

constexpr std::size_t kTextWidth = 78;  ///< columns of all plain text formats

/// How to wrap one text.
struct Wrapping {
  std::string_view first;  ///< prefix of the first line
  std::string_view rest;   ///< prefix of all other lines
  std::size_t width = kTextWidth;
  /// Whether a line may begin with that word; null: any word may. A forbidden break is not made.
  bool (*may_begin)(std::string_view word) = nullptr;
};

/// The lines of `text`, which is one line of UTF-8. Breaks are at spaces, and between wide characters where
/// UAX 14 allows one. A word longer than a line stays whole. Returns no line for text without a word.
std::vector<std::string> wrapped(std::string_view text, const Wrapping& wrapping);

}  // namespace vitrine::render
