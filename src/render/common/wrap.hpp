#pragma once
// Wraps text to the width of a terminal.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::render {

constexpr std::size_t kTextWidth = 78;  ///< columns of all formats that are plain text

/// How one piece of text is broken.
struct Wrapping {
  std::string_view first;  ///< stands before the first line
  std::string_view rest;   ///< stands before all others
  std::size_t width = kTextWidth;
  /// Whether a line may begin with that word; null: with any. A break that it forbids is not made.
  bool (*may_begin)(std::string_view word) = nullptr;
};

/// The lines of `text`, which is one line of UTF-8: broken at spaces, and where a line may break between wide
/// characters (UAX 14). A word that is longer than a line stays whole. None for text without a word.
std::vector<std::string> wrapped(std::string_view text, const Wrapping& wrapping);

}  // namespace vitrine::render
