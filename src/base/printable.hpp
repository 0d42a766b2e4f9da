#pragma once
// Makes foreign text safe to print: a terminal would run control characters as commands.

#include <string>
#include <string_view>

namespace vitrine::base {

/// `text` with U+FFFD in place of each control character (C0, DEL and C1: Unicode category Cc) but tab and
/// line feed. A carriage return, alone or before a line feed, becomes a line feed. All else stays, marks of
/// direction too. `text` is UTF-8.
std::string printable(std::string_view text);

/// The same on one line: tabs and line ends become spaces.
std::string printable_line(std::string_view text);

}  // namespace vitrine::base
