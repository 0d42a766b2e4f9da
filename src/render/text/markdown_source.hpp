#pragma once
// Writes rich text as Markdown source, for people and programs that read the file itself.

#include <string>
#include <string_view>

namespace vitrine::render::text {

/// Escapes plain text so that CommonMark reads it as that text (section 2.4): markup gets a backslash. `text`
/// is one line; it may be used anywhere within a line.
std::string markdown_escaped(std::string_view text);

/// Whether a line that begins with `word` would be a heading, a list or a rule.
bool begins_block(std::string_view word);

/// `line`, with a backslash if its beginning would be one of those.
std::string with_plain_beginning(std::string line);

/// An address as a link destination (CommonMark section 6.3): characters that would end it early are escaped.
std::string markdown_destination(std::string_view url);

/// Normalises Markdown: lines of at most 78 columns where words allow, links only of the schemes of
/// safe_url(), images replaced by their descriptions, headings as strong paragraphs, raw HTML as text.
/// `first` is the prefix of the first line, `rest` of all others. Ends with "\n"; empty for empty text.
std::string markdown_source(std::string_view markdown, std::string_view first, std::string_view rest);

}  // namespace vitrine::render::text
