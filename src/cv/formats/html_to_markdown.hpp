#pragma once
// Converts the HTML of rich-text editors to Markdown.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// Paragraphs, headings (as strong paragraphs), lists within lists, strong, emphasis, code, links to the web,
/// to mail and to telephones, and line breaks (hard ones) become Markdown; a table becomes a line for each
/// row, with " | " between its cells, and a picture its alternative text. Of all other tags, strike-through
/// too, the text stays; script and style go with theirs. Text is escaped, entities are read. Total, in linear
/// time: tags that do not match are taken as they come.
std::string html_to_markdown(std::string_view html);

/// Where a tag stands: from its '<' to behind its '>'.
struct HtmlTag {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What stands between the tags: text of HTML, or Markdown that stays as it is.
enum class Between { html, markdown };

/// The same where only `tags` are tags, in their order; any other "<" is text.
std::string html_to_markdown(std::string_view html, const std::vector<HtmlTag>& tags, Between between);

}  // namespace vitrine::cv::formats
