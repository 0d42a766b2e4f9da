#pragma once
// Conditional requests (RFC 9110 section 13).

#include <string_view>

namespace vitrine::http {

/// Whether a GET with this If-None-Match value needs a full answer: true if no listed entity tag matches
/// `etag` by weak comparison (sections 8.8.3.2 and 13.1.2), or the field is empty. "*" matches any. `etag`
/// includes its quotes.
bool matches_none(std::string_view if_none_match, std::string_view etag);

/// Whether a request with this If-Match value may go on: true if a listed entity tag is `etag` by strong
/// comparison (section 13.1.1), if it is "*", or if there is no such field.
bool matches_strongly(std::string_view if_match, std::string_view etag);

}  // namespace vitrine::http
