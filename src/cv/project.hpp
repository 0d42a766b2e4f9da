#pragma once
// Projection: the only door between stored content and any output.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document.hpp"

namespace vitrine::cv {

/// Who reads, and how.
struct Reader {
  std::string language;  ///< BCP 47 tag; empty: the document's own
  std::string variant;   ///< empty: the document as it stands
  std::string audience = "public";
};

/// What one reader sees.
struct View {
  Json resume;                         ///< a plain, valid JSON Resume without any '@' key
  std::string language;                ///< BCP 47 tag of the page
  std::vector<std::string> languages;  ///< every language the document has, its own first
  /// JSON Pointers in `resume` of text that has no translation, with the language it is in.
  std::map<std::string, std::string, std::less<>> untranslated;
};

/// The CV that `reader` sees. Pure and total: any JSON gives a view. What the audience may not see is
/// absent from the result; a missing translation falls back to the document's language and is listed in
/// `untranslated`. Order is kept.
View project(const Json& document, const Reader& reader);

/// Whether `tag` has the form of a language tag as keys carry it: a primary subtag of two or three letters
/// and further subtags (RFC 5646 section 2.1, without its grandfathered forms). "for" and "in" are Vitrine's
/// own suffixes and no tags.
bool is_language_tag(std::string_view tag);

/// Whether the field of that name holds prose that a translator would translate, in whichever section.
bool is_translatable(std::string_view field);

/// The languages a document has content in: its own (meta.language, else "en") first, then those of
/// meta.vitrine.languages and of its `field@tag` keys, in order of appearance.
std::vector<std::string> languages(const Json& document);

}  // namespace vitrine::cv
