#pragma once
// Explains JSON syntax errors to people who write JSON by hand.

#include <cstddef>
#include <string_view>

#include "base/message.hpp"

namespace vitrine::cv {

/// The last complete part before the error.
enum class After {
  nothing,      ///< the text has not begun
  open_object,  ///< {
  key,          ///< a member's key, before its colon
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

/// Explains the first error in `text` at or behind offset `from`; the text before it is well-formed. `text`
/// is valid UTF-8. `is_number_too_large`: the error is a number that does not fit a double.
SyntaxFault explain_syntax(std::string_view text, std::size_t from, After after, bool is_number_too_large);

}  // namespace vitrine::cv
