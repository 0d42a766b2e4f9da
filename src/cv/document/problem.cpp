#include "cv/document/problem.hpp"

#include <algorithm>

#include "base/printable.hpp"

namespace vitrine::cv {

bool has_errors(const Problems& problems) {
  return std::ranges::any_of(problems, [](const Problem& p) { return p.severity == Severity::error; });
}

Message what_is_wrong(const Problem& problem) {
  const auto out = problem.found.empty() ? "expected {0}"_msg(problem.expected)
                                         : "expected {0}, found {1}"_msg(problem.expected, problem.found);
  return problem.hint.empty() ? out : "{0}; {1}"_msg(out, problem.hint);
}

std::string to_line(const Problem& problem, std::string_view source, const Message::Translate& translate) {
  std::string line(source);
  if (problem.line > 0) line += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
  const Message severity = problem.severity == Severity::error ? "error"_msg : "notice"_msg;
  line += ": " + severity.text(translate) + ": ";
  if (!problem.pointer.empty()) line += problem.pointer + ": ";
  return base::printable_line(line + what_is_wrong(problem).text(translate));
}

std::string to_line(const Problem& problem, std::string_view source) {
  return to_line(problem, source, [](std::string_view words) { return words; });
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
