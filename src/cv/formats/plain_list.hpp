#pragma once
// Converts lists drawn with characters to Markdown lists.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// Turns lines that begin with a bullet into items of a CommonMark list (section 5.2). A line with several
/// bullets of its first kind becomes several items. Code blocks stay as they are.
std::string with_plain_lists(std::string_view markdown);

/// The items of a text that is only one flat bullet list; any other text is returned as a single item.
std::vector<std::string> list_items(const std::string& markdown);

}  // namespace vitrine::cv::formats
