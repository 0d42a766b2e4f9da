#pragma once
// The text of each output format, for tests that search for what it must and must not contain.

#include <string>
#include <string_view>
#include <vector>

#include "cv/view/outline.hpp"
#include "render/docx/docx.hpp"
#include "render/pdf/layout/content.hpp"

namespace vitrine::render {

/// A vCard's lines without their folds.
inline std::string unfolded(std::string card) {
  for (auto at = card.find("\r\n "); at != std::string::npos; at = card.find("\r\n ", at)) card.erase(at, 3);
  return card;
}

/// All parts of a DOCX.
inline std::string docx_text(const cv::View& view) {
  std::string out;
  for (const auto& [name, content] : docx::docx_contents(view)) out += content;
  return out;
}

inline void append_text(std::string& out, const std::vector<pdf::Block>& blocks) {
  for (const auto& block : blocks) {
    for (const auto* paragraph : {&block.main, &block.beside}) {
      for (const auto& span : paragraph->spans) out += span.text + "\n" + span.url + "\n";
    }
    out += block.outline + "\n";
    for (const auto& cell : block.cells) append_text(out, cell);
  }
}

/// The content of a PDF.
inline std::string pdf_text(const cv::Outline& outline, const cv::ThemeChoice& theme) {
  const auto content = pdf::content(outline, pdf::design(theme, ""));
  auto out = content.name + "\n" + content.title + "\n";
  for (const auto* part : {&content.masthead, &content.body, &content.aside}) append_text(out, *part);
  return out;
}

/// The text of HTML or XML as a reader sees it: without tags, white space and marks of direction. The
/// entities that escaped() writes are decoded.
inline std::string visible_text(std::string_view markup) {
  std::string out;
  bool is_tag = false;
  for (const char c : markup) {
    if (c == '<') is_tag = true;
    if (!is_tag && c != ' ' && c != '\n') out += c;
    if (c == '>') is_tag = false;
  }
  return out;
}

}  // namespace vitrine::render
