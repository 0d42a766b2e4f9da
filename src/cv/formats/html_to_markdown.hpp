#pragma once
// Converts the HTML of rich-text editors to Markdown.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// These become Markdown: paragraphs, headings (as strong paragraphs), nested lists, strong, emphasis, code,
/// links to web, mail and telephone addresses, and hard line breaks. A table becomes one line for each row,
/// with " | " between its cells, and a picture its alternative text. All other tags, strike-through too, are
/// removed and their text stays; script and style are removed with their content. Text is escaped, entities
/// are decoded. Total, in linear time: unmatched tags are tolerated, and of one link only the first 16 parts,
/// such as lines, link.
std::string html_to_markdown(std::string_view html);

/// The place of a tag: from its '<' to behind its '>'.
struct HtmlTag {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The content between the tags: HTML text, or Markdown that is copied as it is.
enum class Between { html, markdown };

/// The same, with only `tags` as tags, in their order; any other "<" is text.
std::string html_to_markdown(std::string_view html, const std::vector<HtmlTag>& tags, Between between);

}  // namespace vitrine::cv::formats
