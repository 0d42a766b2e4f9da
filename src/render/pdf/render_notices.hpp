#pragma once
// Warns of parts of a document that an output format cannot show, such as characters without a font.

#include <cstdint>
#include <string>
#include <string_view>

#include "cv/intake/check.hpp"

namespace vitrine::render {

/// What to do about a character that no font has.
constexpr Template kNoFontHint = "the PDF shows an empty box for it. Write it another way"_msg;

/// A code point by its number and its name in Unicode: "U+2605 (BLACK STAR)".
std::string character_name(std::uint32_t code);

/// Adds notices to those of a document that was checked: of each character that no font has (the first places
/// of the first few), and of each of its languages that section titles are not known in, which are English
/// then. Nothing where there is no document.
void add_render_notices(cv::intake::Checked& checked);

}  // namespace vitrine::render
