#pragma once
// Valid names of variants: a name is part of URLs and names a folder of files.

#include <string>
#include <string_view>

#include "base/message.hpp"

namespace vitrine::cv {

/// Longest name, in bytes of UTF-8: percent-encoded, it still fits into one file name (255 bytes).
constexpr std::size_t kMaxVariantName = 80;

/// Returns the hint for an invalid variant name; empty for a valid one. A valid name is UTF-8 of 1 to
/// kMaxVariantName bytes without control characters, '/', '\' and '%'. It has no '.' or space at its ends,
/// and is not a reserved device name ("con", "nul.txt"). A variant with an invalid name has no address and is
/// not offered to any reader, no matter how the document was stored.
Message variant_name_advice(std::string_view name);

inline bool is_variant_name(std::string_view name) {
  return variant_name_advice(name).empty();
}

/// The name in lower case (ASCII): two names with the same result are one folder on some file systems.
std::string folded_variant_name(std::string_view name);

}  // namespace vitrine::cv
