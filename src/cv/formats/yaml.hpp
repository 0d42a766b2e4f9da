#pragma once
// Reads YAML of other programs as JSON.

#include <string_view>

#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::formats {

/// The first document of `text` as JSON. Scalars stay the text that was written, but for plain `true`,
/// `false` and null; so a year, a phone number and a version keep their form. `invalid` with line and column
/// for what is no YAML, for text that is not UTF-8, for keys that are no text, and for what is over a
/// document's limits when its aliases are written out.
Result<Json> parse_yaml(std::string_view text);

}  // namespace vitrine::cv::formats
