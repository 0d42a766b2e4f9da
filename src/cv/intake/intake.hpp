#pragma once
// Reads any supported file: JSON Resume as JSON or YAML, a document of another program, or a PDF with one
// attached.

#include <string>
#include <string_view>
#include <vector>

#include "cv/import/foreign.hpp"
#include "cv/intake/check.hpp"

namespace vitrine::cv::intake {

/// The result for a file.
struct Intake {
  Checked checked;                                 ///< check of the resulting document
  const importing::ForeignInfo* source = nullptr;  ///< the program of the document; null: none
  std::vector<importing::Lost> lost;               ///< lost values of that document
  Message refusal;                                 ///< the reason for refusal, besides the problems; or empty
  bool is_unknown = false;  ///< refused because its program is not known; `from` may help
  std::string attachment;   ///< the name of the attached PDF file that was read; or ""
};

/// Reads a file of any kind. `from` is the program's name in foreign_formats(); "": detected from the shape.
/// From a PDF it reads an attached CV: first the source (AFRelationship, ISO 32000-2 section 14.13), else the
/// first file that is a CV. Set `may_be_yaml` if the file's name or type says so.
Intake take_in(std::string_view bytes, std::string_view from, bool may_be_yaml);

}  // namespace vitrine::cv::intake
