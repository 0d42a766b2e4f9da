#pragma once
// Files as people have them: a JSON Resume, as JSON or YAML, or a document of another program.

#include <string>
#include <string_view>
#include <vector>

#include "cv/check.hpp"
#include "cv/foreign.hpp"

namespace vitrine::cv {

/// What came of a file.
struct Intake {
  Checked checked;                      ///< of the document that it became
  const ForeignInfo* source = nullptr;  ///< the program whose document it was; null: nobody's
  std::vector<Lost> lost;               ///< of that document
  std::string refusal;                  ///< why it became none, besides the problems; ""
};

/// Reads a file of whichever kind. `from` names the program as foreign_formats() does; "": the shape tells.
/// `may_be_yaml` where the file's name or type says so.
Intake take_in(std::string_view bytes, std::string_view from, bool may_be_yaml);

}  // namespace vitrine::cv
