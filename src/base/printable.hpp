#pragma once
// Makes foreign text safe to print: a terminal would execute control characters as commands.

#include <string>
#include <string_view>

namespace vitrine::base {

/// Returns `text` with U+FFFD instead of each control character (C0, DEL and C1: Unicode category Cc) except
/// tab and line feed. A carriage return, alone or before a line feed, becomes a line feed. All other
/// characters stay, also marks of direction. `text` is UTF-8.
std::string printable(std::string_view text);

/// The same on one line: tabs and line ends become spaces.
std::string printable_line(std::string_view text);

}  // namespace vitrine::base
