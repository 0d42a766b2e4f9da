#pragma once
// Content codings (RFC 9110 section 8.4.1).

#include <string>
#include <string_view>

namespace vitrine::http {

/// `bytes` in the gzip format (RFC 1952), without a time stamp: the same bytes each time.
std::string gzip(std::string_view bytes);

/// In the Brotli format (RFC 7932), for text.
std::string brotli(std::string_view bytes);

/// In the Zstandard format (RFC 8878), with a window that every client supports (RFC 9659).
std::string zstd(std::string_view bytes);

}  // namespace vitrine::http
