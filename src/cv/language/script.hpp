#pragma once
// Detects the language of a document by its script, if the document does not state one.

#include <string>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// Returns the language, as a BCP 47 tag, of most letters in the document's plain texts, if a script (UAX 24)
/// identifies it: Hangul is "ko", Han with kana "ja", Han alone "zh", Hebrew letters "he". If several
/// languages share a script, letters that only one of them uses decide ("fa", "ur", "uk"), else the language
/// with the most speakers. Empty if no script has more than half of the letters, and for Latin letters, which
/// do not identify a language. Translations (`summary@de`), addresses and codes do not count.
std::string language_by_script(const Json& document);

/// The English name of a language ("Arabic"), for messages; `tag` is BCP 47.
std::string language_name(const std::string& tag);

}  // namespace vitrine::cv
