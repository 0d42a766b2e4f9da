#pragma once
// Converts plain text, as people type it into forms, to Markdown.

#include <string>
#include <string_view>

namespace vitrine::cv::formats {

/// Lines stay lines, blank lines part paragraphs, lines that begin with a bullet ("•", "-", "*" …) become a
/// list; so does a single line of sentences behind bullets, to which some exports join a list. All else is
/// text: what would be markup of Markdown is escaped. UTF-8 in and out.
std::string plain_to_markdown(std::string_view text);

}  // namespace vitrine::cv::formats
