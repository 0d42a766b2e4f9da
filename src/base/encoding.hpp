#pragma once
// Small text encodings: UTF-8 checks, percent-decoding, hexadecimal.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::base {

/// Offset in bytes of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7: no overlong
/// forms, no surrogates, nothing over U+10FFFF); nothing when all of `text` is well-formed.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Appends a code point as UTF-8; U+FFFD instead of NUL, a surrogate, or a number over U+10FFFF.
void append_utf8(std::string& out, unsigned code_point);

/// Number of code points in well-formed UTF-8.
std::size_t utf8_length(std::string_view text);

/// At most `code_points` code points of well-formed UTF-8, followed by "…" if something was cut.
std::string utf8_truncate(std::string_view text, std::size_t code_points);

/// Decodes %XX (RFC 3986 section 2.1). Nothing for a '%' without two hex digits. '+' stays '+'.
std::optional<std::string> percent_decode(std::string_view text);

/// Encodes every byte outside RFC 3986's unreserved set as %XX.
std::string percent_encode(std::string_view text);

}  // namespace vitrine::base
