#pragma once
// One problem of a document.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"

namespace vitrine::cv {

enum class Severity {
  error,   ///< the document is refused
  notice,  ///< the document is accepted; its owner should know
};

/// One problem.
struct Problem {
  Severity severity = Severity::error;
  std::string pointer;     ///< JSON Pointer (RFC 6901) to the value; "" is the whole document
  Message expected;        ///< the expected value ("a date as YYYY, YYYY-MM or YYYY-MM-DD")
  Message found;           ///< the found value, shortened ("the string \"last year\"")
  Message hint;            ///< what to do; may be empty
  std::size_t line = 0;    ///< 1-based line in the text; 0 if unknown
  std::size_t column = 0;  ///< 1-based column in code points; 0 if unknown
};

using Problems = std::vector<Problem>;

/// Whether any problem is an error.
bool has_errors(const Problems& problems);

/// One line for people: `resume.json:14:20: error: /work/0/startDate: expected …, found …; hint`. `source` is
/// the file's name as it was given.
std::string to_line(const Problem& problem, std::string_view source);
/// The same in another language.
std::string to_line(const Problem& problem, std::string_view source, const Message::Translate& translate);
/// The part behind the pointer: "expected …, found …; hint".
Message what_is_wrong(const Problem& problem);

/// `token` as one reference token of a JSON Pointer (RFC 6901 section 4: "~" is "~0", "/" is "~1").
std::string pointer_token(std::string_view token);

}  // namespace vitrine::cv
