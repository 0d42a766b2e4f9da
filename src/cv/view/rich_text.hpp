#pragma once
// Normalises rich text of people and other programs to Markdown.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv {

/// The Markdown that `text` stands for. Lines that begin with a bullet ("•", "▪", "✓" …; dashes where there
/// are two or more) are items of a list. HTML elements that editors of rich text write become Markdown: an
/// element counts with its start and its end tag, outside code spans; <br> and <hr> count alone. Any other
/// "<" is text. In a text with block elements nothing else is Markdown. Total; text of neither kind comes
/// back as it is.
std::string rich_text(std::string_view text);

/// The same for an item of a list: a text that is a plain list gives one text for each of its items, and a
/// bullet of its own goes.
std::vector<std::string> rich_items(std::string_view text);

}  // namespace vitrine::cv
