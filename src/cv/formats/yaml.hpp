#pragma once
// Reads YAML of other programs as JSON.

#include <string_view>

#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::formats {

/// Returns the first document of `text` as JSON. Scalars stay the written text, except plain `true`, `false`
/// and null; so a year, a phone number and a version keep their form. Returns `invalid` with line and column
/// if the text is not YAML or not UTF-8, if a key is not text, or if the document exceeds a document's limits
/// after its aliases are expanded.
Result<Json> parse_yaml(std::string_view text);

}  // namespace vitrine::cv::formats
