#pragma once
// Detects the language of a document by its script, where the document does not state one.

#include <string>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// The language that most letters of the document's plain texts are written in, as a BCP 47 tag, where a
/// script (UAX 24) tells it: Hangul is "ko", Han with kana "ja", Han alone "zh", Hebrew letters "he". Where
/// several languages share a script, letters of one alone decide ("fa", "ur", "uk"), else the language with
/// the most speakers. Empty where no script has more than half of the letters, and for Latin letters, which
/// tell nothing. Translations (`summary@de`), addresses and codes do not count.
std::string language_by_script(const Json& document);

/// The English name of a language ("Arabic"), for messages; `tag` is BCP 47.
std::string language_name(const std::string& tag);

}  // namespace vitrine::cv
