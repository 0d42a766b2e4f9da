#pragma once
// All texts of a document with their positions, for every audience.

#include <functional>
#include <string>
#include <string_view>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// Receives a text, its field without a language suffix ("url" for "url@de"; for a list item, the field of
/// the list), and its JSON Pointer (RFC 6901). All live as long as the call.
using SeeText =
    std::function<void(std::string_view field, const std::string& pointer, const std::string& text)>;

/// Calls `see` for each text of the CV, in document order; of `meta` only for the texts of variants. Total: a
/// value that is no object has no texts.
void for_each_text(const Json& document, const SeeText& see);

}  // namespace vitrine::cv
