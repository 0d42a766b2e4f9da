#pragma once
// Which texts are translated and which are missing.

#include <string>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// The coverage of one language.
struct Coverage {
  std::string language;
  std::size_t translated = 0;        ///< texts that exist in that language
  std::vector<std::string> missing;  ///< JSON Pointers of texts that fall back to the document's language
};

/// One row for each language besides the document's own, in the order of languages(). Counts fields of
/// is_translatable() with text, for readers of every audience and variant; an array counts as one text.
std::vector<Coverage> coverage(const Json& document);

}  // namespace vitrine::cv
