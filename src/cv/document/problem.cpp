#include "cv/document/problem.hpp"

#include <algorithm>

#include "base/printable.hpp"

namespace vitrine::cv {

bool has_errors(const Problems& problems) {
  return std::ranges::any_of(problems, [](const Problem& p) { return p.severity == Severity::error; });
}

std::string to_line(const Problem& problem, std::string_view source) {
  std::string line(source);
  if (problem.line > 0) line += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
  line += problem.severity == Severity::error ? ": error: " : ": notice: ";
  if (!problem.pointer.empty()) line += problem.pointer + ": ";
  line += "expected " + problem.expected;
  if (!problem.found.empty()) line += ", found " + problem.found;
  if (!problem.hint.empty()) line += "; " + problem.hint;
  return base::printable_line(line);
}

std::string pointer_token(std::string_view token) {
  std::string out;
  out.reserve(token.size());
  for (const char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace vitrine::cv
