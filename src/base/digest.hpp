#pragma once
// Hash functions, and the text forms of their results.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::base {

using Sha256 = std::array<unsigned char, 32>;

/// SHA-256 of `bytes` (FIPS 180-4).
Sha256 sha256(std::string_view bytes);

/// Base64 with padding (RFC 4648 section 4).
std::string base64(std::string_view bytes);

/// Base64url without padding (RFC 4648 section 5).
std::string base64url(std::string_view bytes);

/// Returns the bytes that base64url() encodes as `text`; nothing for any other text. Each byte string has one
/// encoding, so it refuses padding, foreign characters, a length of 4n + 1, and bits set behind the last byte
/// (RFC 4648 section 3.5).
std::optional<std::string> base64url_decode(std::string_view text);

/// The same for text padded with '=' to a multiple of four, as Amazon's load balancers write it: the padding
/// is required and must be exact.
std::optional<std::string> base64url_decode_padded(std::string_view text);

/// The bytes of the digest as a view. Lives as long as `digest`.
std::string_view as_bytes(const Sha256& digest);

}  // namespace vitrine::base
