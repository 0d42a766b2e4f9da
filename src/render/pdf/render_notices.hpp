#pragma once
// Warns of parts of a document that an output format cannot show, such as characters without a font.

#include <cstdint>
#include <string>
#include <string_view>

#include "cv/intake/check.hpp"

namespace vitrine::render {

/// The hint for a character that is in no font.
constexpr Template kNoFontHint = "the PDF shows an empty box for it. Write it another way"_msg;

/// A code point as its number and its Unicode name: "U+2605 (BLACK STAR)".
std::string character_name(std::uint32_t code);

/// Adds notices to those of a checked document. One for each character that is in no font (the first places
/// of the first few). One for each of its languages without section titles, which are then English. Does
/// nothing if there is no document.
void add_render_notices(cv::intake::Checked& checked);

/// Checks a document that is to be stored: cv::intake::check_incoming(), with these notices.
cv::intake::Checked check_to_store(std::string_view text);

}  // namespace vitrine::render
