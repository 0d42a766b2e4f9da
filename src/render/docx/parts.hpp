#pragma once
// The parts of a DOCX package (ECMA-376 part 2).

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/docx/body.hpp"

namespace vitrine::render::docx {

/// The content of the files. Texts are plain, not yet escaped, except `paragraphs`.
struct DocxContent {
  std::string_view language;  ///< BCP 47 tag
  std::string_view title;
  std::string_view author;
  std::string_view accent;  ///< "#rrggbb"; empty: black
  bool is_letter = false;   ///< paper size: US Letter instead of A4
  bool is_right_to_left = false;
  std::string_view paragraphs;  ///< WordprocessingML from DocxBody
  const std::vector<std::string>& links;
  const std::vector<DocxNumbering>& numberings;
};

/// Names and contents, in the order of the archive.
std::vector<std::pair<std::string, std::string>> docx_parts(const DocxContent& content);

}  // namespace vitrine::render::docx
