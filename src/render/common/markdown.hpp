#pragma once
// Rich text of a CV: CommonMark, through md4c, into HTML or plain text. Raw HTML is text like any other;
// links keep the schemes of safe_url(); pictures become their descriptions.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::render {

/// Block elements: paragraphs, lists, quotations, code. Headings become strong paragraphs, so that the page's
/// own outline stays right. In a text with letters of the other direction than `is_page_rtl` each paragraph
/// and item says which way it runs (`dir`).
std::string markdown_blocks(std::string_view markdown, bool is_page_rtl = false);

/// A text with an outline of its own.
struct MarkdownArticle {
  std::string title;  ///< plain text of the first heading; empty: there is none
  std::string html;
};

/// Block elements with their headings: the first is <h1>, whatever its level; every other is at least <h2>.
MarkdownArticle markdown_article(std::string_view markdown);

/// Inline elements only, for a line within a list or a paragraph: blocks follow each other after a space.
std::string markdown_inline(std::string_view markdown);

/// Plain text: paragraphs parted by an empty line, list items after "- ", links as their text with the
/// address in brackets behind it where it is another one.
std::string markdown_text(std::string_view markdown);

/// A stretch of text that looks the same from end to end.
struct RichRun {
  std::string text;
  bool is_strong = false, is_emphasis = false, is_code = false;
  std::string url;  ///< of a link, safe to be followed; empty: no link
};

/// One paragraph of rich text, for formats that set type themselves.
struct RichParagraph {
  std::vector<RichRun> runs;
  std::size_t depth = 0;  ///< of the list it is in; 0: none
  std::string marker;     ///< "•", "3." where it begins an item of a list
};

/// Paragraphs and items of lists, in their order. A hard line break is '\n' within a run.
std::vector<RichParagraph> markdown_paragraphs(std::string_view markdown);

/// Plain text on one line.
std::string markdown_line(std::string_view markdown);

}  // namespace vitrine::render
