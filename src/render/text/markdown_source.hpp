#pragma once
// Writes rich text as Markdown source, for people and programs that read the file itself.

#include <string>
#include <string_view>

namespace vitrine::render::text {

/// Plain text so that CommonMark reads it as that text (section 2.4): what would be markup gets a backslash.
/// `text` is one line; it may stand anywhere within a line.
std::string markdown_escaped(std::string_view text);

/// Whether a line that begins with `word` would be read as a heading, a list or a rule.
bool begins_block(std::string_view word);

/// `line` with a backslash where its beginning would be read as one of them.
std::string with_plain_beginning(std::string line);

/// An address as a link's destination (CommonMark section 6.3): what would end it early is
/// escaped.
std::string markdown_destination(std::string_view url);

/// The same text as normal Markdown in lines of at most 78 columns where words allow: links only of the
/// schemes of safe_url(), pictures as their descriptions, headings as strong paragraphs, raw HTML as text.
/// `first` stands before the first line, `rest` before all others. Ends with "\n"; empty for no text.
std::string markdown_source(std::string_view markdown, std::string_view first, std::string_view rest);

}  // namespace vitrine::render::text
