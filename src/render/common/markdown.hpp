#pragma once
// Converts rich text of a CV (CommonMark, through md4c) into HTML or plain text. Raw HTML is treated as text;
// links keep the schemes of safe_url(); an image is replaced by its description.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::render {

/// Block elements: paragraphs, lists, quotations, code. Headings become strong paragraphs, so that the page's
/// own outline stays right. In a text with letters of the other direction than `is_page_rtl`, each paragraph
/// and item states its direction (`dir`).
std::string markdown_blocks(std::string_view markdown, bool is_page_rtl = false);

/// A text with its own outline of headings.
struct MarkdownArticle {
  std::string title;  ///< plain text of the first heading; empty: there is none
  std::string html;
};

/// Block elements with their headings: the first is <h1>, whatever its level; every other is at least <h2>.
MarkdownArticle markdown_article(std::string_view markdown);

/// Inline elements only, for a line within a list or a paragraph; a space joins the blocks.
std::string markdown_inline(std::string_view markdown);

/// Plain text: an empty line between paragraphs, "- " before list items. A link is its text, followed by its
/// address in brackets if that differs.
std::string markdown_text(std::string_view markdown);

/// A run of text with one style.
struct RichRun {
  std::string text;
  bool is_strong = false, is_emphasis = false, is_code = false;
  std::string url;  ///< address of a link, safe to follow; empty: no link
};

/// One paragraph of rich text, for formats that lay out text themselves.
struct RichParagraph {
  std::vector<RichRun> runs;
  std::size_t depth = 0;  ///< depth of its list; 0: not in a list
  std::string marker;     ///< "•", "3." if it begins a list item
};

/// Paragraphs and items of lists, in their order. A hard line break is '\n' within a run.
std::vector<RichParagraph> markdown_paragraphs(std::string_view markdown);

/// Plain text on one line.
std::string markdown_line(std::string_view markdown);

}  // namespace vitrine::render
