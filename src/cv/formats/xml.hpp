#pragma once
// Reads XML of other programs as JSON.

#include <string_view>

#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::formats {

/// Whether the bytes begin as XML does: '<' in UTF-8 or UTF-16, behind a byte order mark and blanks.
bool is_xml(std::string_view bytes);

/// Returns the document as `{"root": …}`; reads UTF-8, UTF-16 and ISO 8859-1. An element becomes its text, or
/// an object of its attributes ("@name") and child elements; children with the same name become an array, at
/// the place of the first. Left out: namespace prefixes, attributes of an element that holds text, and
/// declarations of namespaces and schemas. Text beside child elements is "#text". Fetches nothing outside the
/// file. Returns `invalid` with the line if the text is not XML, or if the file defines entities (XML 1.0,
/// section 4.2), which can grow without limit. Returns `too_large` if it nests more deeply than a document
/// may (kMaxDepth), or if an element has over two hundred different names in it.
Result<Json> parse_xml(std::string_view bytes);

}  // namespace vitrine::cv::formats
