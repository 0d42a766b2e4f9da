#pragma once
// Makes a slug for URLs from a person's name.

#include <string>
#include <string_view>

namespace vitrine::cv {

/// `text` as a slug: transliterated to ASCII (ICU's Any-Latin; Latin-ASCII), in lower case, words joined by
/// '-', at most 64 characters ("Zoë Müller-Łuk" gives "zoe-muller-luk"). Empty if no letter or digit is left.
std::string slug_of(std::string_view text);

}  // namespace vitrine::cv
