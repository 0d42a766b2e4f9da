#pragma once
// Reads one part of a Word file (main text, header, notes) as paragraphs.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cv/docx/styles.hpp"

namespace vitrine::cv::docx {

/// Text with one style.
struct DocxTextRun {
  std::string text;  ///< with '\t' and '\n'
  bool is_bold = false;
  bool is_italic = false;
  bool is_code = false;
  std::string url;
};

struct DocxParagraph {
  DocxStyle style;
  std::vector<DocxTextRun> runs;
  std::optional<int> list;  ///< level, from 0
  bool is_numbered = false;
  bool is_page_number = false;
  int size = 0;  ///< half points, size of its first text; 0: the usual one
  bool is_caps = false;
};

/// The definitions that the text refers to. The references must outlive the reading.
struct DocxContext {
  const DocxStyles& styles;
  const DocxNumberings& numberings;
  const DocxRelations& relations;  ///< relations of the part
};

struct DocxReading {
  std::vector<DocxParagraph> paragraphs;  ///< only those with text
  std::vector<std::string> hidden;        ///< text that Word does not show
  int pictures = 0;
};

/// Tables are read row by row, text boxes behind their anchor paragraph; deleted text is left out. Errors as
/// read_xml_events(); `too_large` for over 20 000 paragraphs.
Result<DocxReading> read_docx_part(std::string_view xml, const DocxContext& context);

/// The paragraph as plain text, and as HTML with its formatting.
std::string plain_text_of(const DocxParagraph& paragraph);
std::string html_of(const DocxParagraph& paragraph);

}  // namespace vitrine::cv::docx
