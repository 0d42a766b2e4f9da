#pragma once
// Valid names of variants: a name is part of URLs and names a folder of files.

#include <string>
#include <string_view>

#include "base/message.hpp"

namespace vitrine::cv {

/// Longest name, in bytes of UTF-8: percent-encoded, it still fits one name of a file (255 bytes).
constexpr std::size_t kMaxVariantName = 80;

/// What to do about a name that no variant can be asked for by; empty for a good one. Good is UTF-8 of 1 to
/// kMaxVariantName bytes without control characters, '/', '\' and '%', without a '.' or space at its ends,
/// that no file system keeps for devices ("con", "nul.txt"). A variant of another name has no address: it is
/// not offered to any reader, in whatever way the document came in.
Message variant_name_advice(std::string_view name);

inline bool is_variant_name(std::string_view name) {
  return variant_name_advice(name).empty();
}

/// The name in lower case (ASCII): two names that fold to the same are one folder on some file systems.
std::string folded_variant_name(std::string_view name);

}  // namespace vitrine::cv
