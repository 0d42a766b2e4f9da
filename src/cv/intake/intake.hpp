#pragma once
// Reads any supported file: JSON Resume as JSON or YAML, a document of another program, or a PDF with one
// attached.

#include <string>
#include <string_view>
#include <vector>

#include "cv/import/foreign.hpp"
#include "cv/intake/check.hpp"

namespace vitrine::cv::intake {

/// What came of a file.
struct Intake {
  Checked checked;                                 ///< of the document that it became
  const importing::ForeignInfo* source = nullptr;  ///< the program whose document it was; null: nobody's
  std::vector<importing::Lost> lost;               ///< of that document
  Message refusal;                                 ///< why it became none, besides the problems; else empty
  bool is_unknown = false;  ///< refused because its program is not known; `from` may help
  std::string attachment;   ///< the name of the file in a PDF that it was read from; ""
};

/// Reads a file of whichever kind. `from` names the program as foreign_formats() does; "": the shape tells.
/// A PDF gives the CV in the files that it carries: its source first (AFRelationship, ISO 32000-2
/// section 14.13), else the first that is a CV. `may_be_yaml` where the file's name or type says so.
Intake take_in(std::string_view bytes, std::string_view from, bool may_be_yaml);

}  // namespace vitrine::cv::intake
