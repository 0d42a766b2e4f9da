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

/// A paragraph from read_docx().
struct DocxLine {
  Source source;
  std::string text;  ///< trimmed
  std::string markdown;
  std::string style;  ///< lower case
  std::string url;    ///< address of its first link
  int heading = -1;   ///< 0: the title; -1: no heading
  int list = -1;      ///< level; -1: no list item
  bool is_numbered = false;
  bool is_bold = false;
  bool is_caps = false;
  bool is_aside = false;  ///< in a page's header or footer
  int size = 0;
  std::vector<std::string> parts;
};
std::vector<DocxLine> docx_lines(const Source& paragraphs);

/// A period, and the text without it.
struct DatedText {
  std::string rest;
  formats::LoosePeriod period;
};

/// Finds the period at either end of a line, behind a tab or another sign, or in brackets.
std::optional<DatedText> split_period(std::string_view text);

/// The parts between tabs, breaks, "|", "·", "•", free-standing dashes and "@"; if there are none, between
/// commas. If the paragraph has its own `parts`, these come first.
std::vector<std::string> split_head(std::string_view text, const std::vector<std::string>& parts);

/// Parts between tabs, breaks, "|", "·", "•".
std::vector<std::string> split_cells(std::string_view text);

/// Whether the text contains one of the words, ignoring case of A to Z. A blank at a word's edge also matches
/// the edge of the text.
bool has_word(std::string_view text, std::initializer_list<std::string_view> words);

}  // namespace vitrine::cv::importing
