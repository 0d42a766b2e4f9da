#pragma once
// Digests and their written forms.

#include <array>
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

/// The digest's bytes, for the two functions above. Lives as long as `digest`.
std::string_view as_bytes(const Sha256& digest);

}  // namespace vitrine::base
