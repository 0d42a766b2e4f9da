#pragma once
// The little HTML that editors of rich text write, as Markdown.

#include <string>
#include <string_view>

namespace vitrine::cv {

/// Paragraphs, headings (as strong paragraphs), lists within lists, strong, emphasis, code, links to the web,
/// to mail and to telephones, and line breaks (hard ones) become Markdown; a table becomes a line for each row,
/// with " | " between its cells, and a picture its alternative text. Of all other tags, strike-through too, the
/// text stays; script and style go with theirs. Text is escaped, entities are read. Total, in linear time: tags
/// that do not match are taken as they come.
std::string html_to_markdown(std::string_view html);

}  // namespace vitrine::cv
