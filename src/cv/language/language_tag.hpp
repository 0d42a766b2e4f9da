#pragma once
// Language tags (BCP 47) in documents and URLs.

#include <string_view>

namespace vitrine::cv {

/// Whether `tag` has the form of a language tag: a primary subtag of two or three letters and further subtags
/// (RFC 5646 section 2.1, without its grandfathered forms). "for" and "in" are Vitrine's own key suffixes and
/// no tags.
bool is_language_tag(std::string_view tag);

/// Whether both are the same tag, ignoring case (RFC 5646 section 2.1.1).
bool same_tag(std::string_view one, std::string_view other);

/// Whether `tag` is `range` or a narrower form of it: "de-AT" narrows "de" (RFC 4647 section 3.3.1).
bool narrows(std::string_view tag, std::string_view range);

}  // namespace vitrine::cv
