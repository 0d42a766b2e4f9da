#pragma once
// Reads XML of other programs as JSON.

#include <string_view>

#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::formats {

/// Whether the bytes begin as XML does: '<' in UTF-8 or UTF-16, behind a byte order mark and blanks.
bool is_xml(std::string_view bytes);

/// The document as `{"root": …}`; UTF-8, UTF-16 and ISO 8859-1 are read. An element is its text, or an object
/// of its attributes ("@name") and elements; elements of one name are an array, at the place of the first.
/// Prefixes of namespaces, attributes of an element that holds text, and declarations of namespaces and
/// schemas are left out; text beside elements is "#text". Nothing outside the file is asked for.
/// `invalid` with the line for what is no XML, and for entities that the file defines itself (XML 1.0,
/// section 4.2), which can grow without end; `too_large` for what nests more deeply than a document may
/// (kMaxDepth) or has an element with over two hundred different names in it.
Result<Json> parse_xml(std::string_view bytes);

}  // namespace vitrine::cv::formats
