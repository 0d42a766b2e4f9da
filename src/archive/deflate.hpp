#pragma once
// Compression of whole texts (DEFLATE, RFC 1951).

#include <string>
#include <string_view>

namespace vitrine::archive {

/// In zlib's format (RFC 1950): quick. The same bytes for the same text.
std::string zlib_deflated(std::string_view bytes);

/// In gzip's format (RFC 1952), without name and time: as small as a page's making allows. The same bytes for
/// the same text.
std::string gzipped(std::string_view bytes);

}  // namespace vitrine::archive
