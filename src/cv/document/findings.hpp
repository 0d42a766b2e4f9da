#pragma once
// Collects the problems of a text during its check: with offsets, limited in number, sorted at the end.

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/document.hpp"
#include "cv/document/problem.hpp"

namespace vitrine::cv {

/// The problems of one text. A hostile text could have a hundred thousand problems, each with a pointer as
/// long as the text. So it keeps the first few hundred of each severity and only counts the rest.
class Findings {
 public:
  static constexpr std::size_t kMaxKept = 500;                           ///< of each severity
  static constexpr std::size_t kMaxKeptBytes = std::size_t{256} * 1024;  ///< total size of the messages of
                                                                         ///< each severity
  static constexpr std::size_t kNoOffset = std::numeric_limits<std::size_t>::max();

  /// `text` must outlive this object; behind the last offset passed in, it may be invalid UTF-8.
  explicit Findings(std::string_view text) : text_(text) {}

  /// Adds a problem at a byte offset in the text (kNoOffset if it has no place). take() fills in its line and
  /// column.
  void add(Problem problem, std::size_t offset);

  /// Whether another problem of this severity would be kept; if not, call count() instead of making one.
  [[nodiscard]] bool wants(Severity severity) const;
  /// Counts a problem that is not kept.
  void count(Severity severity);

  [[nodiscard]] bool has_errors() const;

  /// 1-based line of a byte offset.
  [[nodiscard]] std::size_t line_of(std::size_t offset) const;

  /// Returns all problems: errors first, each severity in text order. If some were only counted, a last
  /// problem of that severity states the number. Leaves this object empty.
  Problems take();

 private:
  struct Finding {
    Problem problem;
    std::size_t offset;
    std::size_t order;  ///< order of arrival within its severity
  };
  struct Tray {
    std::vector<Finding> kept;
    std::size_t bytes = 0;
    std::size_t counted = 0;
  };

  [[nodiscard]] const Tray& tray(Severity severity) const {
    return severity == Severity::error ? errors_ : notices_;
  }
  Tray& tray(Severity severity) { return severity == Severity::error ? errors_ : notices_; }
  void empty_into(Problems& problems, Severity severity);

  std::string_view text_;
  Tray errors_;
  Tray notices_;
  mutable std::vector<std::size_t> line_starts_;  ///< computed on first use
};

/// A value in words for people, shortened: `the text "last year"`, `the number 42`, `a list of 3 values`.
Message describe(const Json& value);

/// Text of a document in double quotes, shortened, with control characters escaped. Takes any valid UTF-8.
std::string in_quotes(std::string_view text);

}  // namespace vitrine::cv
