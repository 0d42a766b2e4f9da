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

/// A format with its name on the command line and its title.
struct ForeignInfo {
  Foreign format;
  std::string_view name;   ///< "reactive-resume"
  std::string_view title;  ///< "Reactive Resume"
};
const std::vector<ForeignInfo>& foreign_formats();

/// The program of the document, by its shape; nothing if no program matches. A JSON Resume matches none.
std::optional<Foreign> recognise(const Json& source);

/// A value without a place in a Vitrine document.
struct Lost {
  std::string pointer;  ///< JSON Pointer in the source; includes everything under it
  std::string reason;   ///< may be empty
};

struct Converted {
  Json document;           ///< must be checked like any other
  std::vector<Lost> lost;  ///< in the order of the source
};

/// Returns the document, and a list of everything in the source that is not in it. Pure and total: a value of
/// an unexpected type is listed as lost. Values that only describe the layout (identifiers, icons, columns of
/// a section) are not listed.
Converted convert(const Json& source, Foreign format);

}  // namespace vitrine::cv::importing
