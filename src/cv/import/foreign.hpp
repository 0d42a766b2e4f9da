#pragma once
// Imports documents of other programs: RenderCV, YAMLResume, Reactive Resume, FRESH, LinkedIn, Europass,
// Word.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::cv::importing {

enum class Foreign { rendercv, yamlresume, reactive_resume, fresh, linkedin, europass, docx };

/// Each with its name on the command line and its own.
struct ForeignInfo {
  Foreign format;
  std::string_view name;   ///< "reactive-resume"
  std::string_view title;  ///< "Reactive Resume"
};
const std::vector<ForeignInfo>& foreign_formats();

/// Whose document it is, by its shape; nothing where none of them looks so. A JSON Resume is nobody's.
std::optional<Foreign> recognise(const Json& source);

/// Something that a Vitrine document has no place for.
struct Lost {
  std::string pointer;  ///< JSON Pointer in the source; all that is under it is meant
  std::string reason;   ///< may be empty
};

struct Converted {
  Json document;           ///< to be checked like any other
  std::vector<Lost> lost;  ///< in the source's order
};

/// The document, and everything of the source that is not in it. Pure and total: what is of another type than
/// that program writes is listed as lost. Not listed is what says only how a page was laid out (identifiers,
/// icons, columns of a section).
Converted convert(const Json& source, Foreign format);

}  // namespace vitrine::cv::importing
