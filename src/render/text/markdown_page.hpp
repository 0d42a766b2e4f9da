#pragma once
// The CV as Markdown.

#include <string>

#include "cv/view/outline.hpp"

namespace vitrine::render::text {

/// CommonMark in UTF-8 that is also readable as plain text: lines of at most 78 columns where words allow,
/// "\n" at each line's end. Everything from the CV is escaped; links keep only the schemes of safe_url().
std::string markdown_page(const cv::Outline& outline);

}  // namespace vitrine::render::text
