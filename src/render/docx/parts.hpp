#pragma once
// The parts of a DOCX package (ECMA-376 part 2).

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/docx/body.hpp"

namespace vitrine::render::docx {

/// What the files are made of. Texts are plain, not yet escaped, but for `paragraphs`.
struct DocxContent {
  std::string_view language;  ///< BCP 47 tag
  std::string_view title;
  std::string_view author;
  std::string_view accent;  ///< "#rrggbb"; empty: black
  bool is_letter = false;   ///< paper: US Letter and not A4
  bool is_right_to_left = false;
  std::string_view paragraphs;  ///< WordprocessingML, as DocxBody gives it
  const std::vector<std::string>& links;
  const std::vector<DocxNumbering>& numberings;
};

/// Names and contents, in the order of the archive.
std::vector<std::pair<std::string, std::string>> docx_parts(const DocxContent& content);

}  // namespace vitrine::render::docx
