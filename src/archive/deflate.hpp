#pragma once
// Compression of whole texts (DEFLATE, RFC 1951).

#include <string>
#include <string_view>

namespace vitrine::archive {

/// In zlib's format (RFC 1950), at a fast level. The same text gives the same bytes.
std::string zlib_deflated(std::string_view bytes);

/// In gzip's format (RFC 1952), without name and time, at a level that is affordable when a page is made. The
/// same text gives the same bytes.
std::string gzipped(std::string_view bytes);

}  // namespace vitrine::archive
