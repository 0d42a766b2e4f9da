#pragma once
// The lines of a Word file with their styles, and the dates in them.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cv/formats/loose_text.hpp"
#include "cv/import/foreign_source.hpp"

namespace vitrine::cv::importing {

/// A paragraph as read_docx() gives it.
struct DocxLine {
  Source source;
  std::string text;  ///< trimmed
  std::string markdown;
  std::string style;  ///< small letters
  std::string url;    ///< of its first link
  int heading = -1;   ///< 0: the title; -1: none
  int list = -1;      ///< level; -1: no item
  bool is_numbered = false;
  bool is_bold = false;
  bool is_caps = false;
  bool is_aside = false;  ///< in a page's header or footer
  int size = 0;
  std::vector<std::string> parts;
};
std::vector<DocxLine> docx_lines(const Source& paragraphs);

/// A text without the period in it, and the period.
struct DatedText {
  std::string rest;
  formats::LoosePeriod period;
};

/// Finds the period at either end of a line, behind a tab or another sign, or in brackets.
std::optional<DatedText> split_period(std::string_view text);

/// The parts between tabs, breaks, "|", "·", "•", dashes and "@" that stand free; where there are none,
/// between commas. The paragraph's own `parts` go first, where it has some.
std::vector<std::string> split_head(std::string_view text, const std::vector<std::string>& parts);

/// Parts between tabs, breaks, "|", "·", "•".
std::vector<std::string> split_cells(std::string_view text);

/// Whether one of the words is in the text, in whichever case of A to Z; a blank at a word's edge stands for
/// the text's edge too.
bool has_word(std::string_view text, std::initializer_list<std::string_view> words);

}  // namespace vitrine::cv::importing
