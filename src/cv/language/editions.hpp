#pragma once
// The languages, variants and audiences of a document.

#include <string>
#include <string_view>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// meta.language; empty if it is no language tag.
std::string stated_language(const Json& document);

/// The language of the plain fields: meta.language, else the one detected from their script
/// (language_by_script()), else "en".
std::string base_language(const Json& document);

/// The languages that a document has content in: its own first, then those of meta.vitrine.languages, then
/// those of its `field@tag` keys, in order of appearance.
std::vector<std::string> languages(const Json& document);

/// The audiences that the document names: "public" first, then meta.vitrine.audiences, then those in its
/// `@for` keys, in order of appearance.
std::vector<std::string> audiences(const Json& document);

/// JSON Pointer for a problem with a missing part of meta: meta, or the document if it has no meta.
std::string meta_pointer(const Json& document);

/// meta.vitrine; an empty object if there is none.
const Json& stored_settings(const Json& document);

/// Whether meta.vitrine.archived is true: the CV is kept but shown only to people who may edit it.
bool is_archived(const Json& document);

}  // namespace vitrine::cv
