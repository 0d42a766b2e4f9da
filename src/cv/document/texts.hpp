#pragma once
// All texts of a document with their positions, for every audience.

#include <functional>
#include <string>
#include <string_view>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// Gets a text, the field that it is of without a language ("url" of "url@de"; that of the list for one in a
/// list), and its JSON Pointer (RFC 6901). All live as long as the call.
using SeeText =
    std::function<void(std::string_view field, const std::string& pointer, const std::string& text)>;

/// Calls `see` for each text of the CV, in the order of the document; of `meta` for those of the variants
/// alone. Total: what is no object has none.
void for_each_text(const Json& document, const SeeText& see);

}  // namespace vitrine::cv
