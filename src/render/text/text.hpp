#pragma once
// The CV as plain text.

#include <string>

#include "cv/view/outline.hpp"

namespace vitrine::render::text {

/// UTF-8, lines of at most 78 columns where words allow, "\n" at each line's end.
std::string text_page(const cv::Outline& outline);

}  // namespace vitrine::render::text
