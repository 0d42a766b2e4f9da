#pragma once
// The little HTML that editors of rich text write, as Markdown.

#include <string>
#include <string_view>

namespace vitrine::cv {

/// Paragraphs, headings (as strong paragraphs), lists, strong, emphasis, code, links and line breaks become
/// Markdown; all other tags go, their text stays; script and style go with theirs. Text is escaped, entities
/// are read. Total: tags that do not match are taken as they come.
std::string html_to_markdown(std::string_view html);

}  // namespace vitrine::cv
