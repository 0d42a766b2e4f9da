#pragma once
// Converts lists drawn with characters to Markdown lists.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// Makes lines that begin with a bullet items of a list of CommonMark (section 5.2). A line that has several
/// bullets of the kind it begins with is several items. Code blocks stay as they are.
std::string with_plain_lists(std::string_view markdown);

/// The items of a text that is one flat bullet list and nothing else; any other text as it is.
std::vector<std::string> list_items(const std::string& markdown);

}  // namespace vitrine::cv::formats
