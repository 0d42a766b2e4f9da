#pragma once
// Explains JSON syntax errors to people who write JSON by hand.

#include <cstddef>
#include <string_view>

#include "base/message.hpp"

namespace vitrine::cv {

/// What had been read, whole and well, when the fault came.
enum class After {
  nothing,      ///< the text has not begun
  open_object,  ///< {
  key,          ///< a member's key, its colon not yet
  member,       ///< a member's value
  open_array,   ///< [
  element,      ///< an array's element
  everything,   ///< the outermost value
};

struct SyntaxFault {
  std::size_t offset = 0;  ///< in bytes
  Message expected;
  Message found;
  Message hint;
  bool is_at_end = false;  ///< the text ends there
};

/// Explains the first fault in `text` at or behind offset `from`, up to which it was well-formed. `text`
/// is valid UTF-8. `is_number_too_large`: the fault is a number that no double holds.
SyntaxFault explain_syntax(std::string_view text, std::size_t from, After after, bool is_number_too_large);

}  // namespace vitrine::cv
