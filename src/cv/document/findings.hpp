#pragma once
// Collects the problems of a text during its check: by offset, limited in number, sorted at the end.

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/document.hpp"
#include "cv/document/problem.hpp"

namespace vitrine::cv {

/// The problems of one text. A hostile text could hold a hundred thousand of them, each with a pointer
/// as long as the text: of each severity the first few hundred are kept, the rest counted.
class Findings {
 public:
  static constexpr std::size_t kMaxKept = 500;                           ///< of each severity
  static constexpr std::size_t kMaxKeptBytes = std::size_t{256} * 1024;  ///< of their texts, of each severity
  static constexpr std::size_t kNoOffset = std::numeric_limits<std::size_t>::max();

  /// `text` must outlive this object; it may be invalid UTF-8 from the last offset given onward.
  explicit Findings(std::string_view text) : text_(text) {}

  /// Adds one at a byte offset in the text (kNoOffset where it belongs to no place). Its line and column
  /// are filled in later.
  void add(Problem problem, std::size_t offset);

  /// Whether one more of this severity would be kept; where not, count() spares its making.
  [[nodiscard]] bool wants(Severity severity) const;
  /// Counts one that is not kept.
  void count(Severity severity);

  [[nodiscard]] bool has_errors() const;

  /// 1-based line of a byte offset.
  [[nodiscard]] std::size_t line_of(std::size_t offset) const;

  /// All of them: errors first, each severity in the order of the text; a last one of each says how many
  /// were only counted. The findings are empty afterwards.
  Problems take();

 private:
  struct Finding {
    Problem problem;
    std::size_t offset;
    std::size_t order;  ///< in which it came, among its severity
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
  mutable std::vector<std::size_t> line_starts_;  ///< made when first asked for
};

/// A value in a person's words, shortened: `the text "last year"`, `the number 42`, `a list of 3 values`.
Message describe(const Json& value);

/// Text of a document in double quotes, shortened, control characters escaped. Takes any valid UTF-8.
std::string in_quotes(std::string_view text);

}  // namespace vitrine::cv
