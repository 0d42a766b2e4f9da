#pragma once
// The languages, variants and audiences of a document.

#include <string>
#include <string_view>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// meta.language; empty where that is no tag.
std::string stated_language(const Json& document);

/// The language of the plain fields: meta.language, else the one that their script tells
/// (language_by_script()), else "en".
std::string base_language(const Json& document);

/// The languages a document has content in: its own first, then those of meta.vitrine.languages, then those
/// of its `field@tag` keys, in order of appearance.
std::vector<std::string> languages(const Json& document);

/// The audiences that the document names: "public" first, then those of meta.vitrine.audiences, then those of
/// its `@for` keys, in order of appearance.
std::vector<std::string> audiences(const Json& document);

/// JSON Pointer to where a problem with what meta lacks is told: meta, or the document where it has none.
std::string meta_pointer(const Json& document);

/// meta.vitrine; an empty object where there is none.
const Json& stored_settings(const Json& document);

/// Whether meta.vitrine.archived is true: the CV is kept, and shown to nobody who may not edit it.
bool is_archived(const Json& document);

}  // namespace vitrine::cv
