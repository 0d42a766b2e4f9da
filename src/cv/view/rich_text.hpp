#pragma once
// Normalises rich text from people and other programs to Markdown.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv {

/// Returns `text` as Markdown. Lines that begin with a bullet ("•", "▪", "✓" …; dashes if there are at least
/// two) become list items. HTML elements of rich-text editors become Markdown: an element counts only with
/// its start and its end tag, outside of code spans; <br> and <hr> count alone. Any other "<" is text. In a
/// text with block elements nothing else is Markdown. Total; other text is returned unchanged.
std::string rich_text(std::string_view text);

/// The same for a list item: a text that is a plain list gives one text for each of its items, and the item's
/// own bullet is removed.
std::vector<std::string> rich_items(std::string_view text);

}  // namespace vitrine::cv
