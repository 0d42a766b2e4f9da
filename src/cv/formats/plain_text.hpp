#pragma once
// Converts plain text, as people type it into forms, to Markdown.

#include <string>
#include <string_view>

namespace vitrine::cv::formats {

/// Lines stay lines, blank lines separate paragraphs, and lines that begin with a bullet ("•", "-", "*" …)
/// become a list. So does a single line with several sentences behind bullets, which some exports produce
/// from a list. All other text is escaped, so that nothing becomes markup. UTF-8 in and out.
std::string plain_to_markdown(std::string_view text);

}  // namespace vitrine::cv::formats
