#pragma once
// The only entry for documents: parses, migrates and validates. Gives a document, or a list of all problems.

#include <cstddef>
#include <optional>
#include <string_view>

#include "cv/document/document.hpp"
#include "cv/document/problem.hpp"

namespace vitrine::cv::intake {

/// What checking gave. `document` is there exactly when `problems` has no error; notices may stand
/// beside it.
struct Checked {
  std::optional<Document> document;
  Problems problems;
  std::size_t unshown_texts = 0;  ///< under keys that no output shows (validate.hpp)
};

/// Parses (parse.hpp), migrates names of JSON Resume v0 (migrate.hpp) and validates (validate.hpp).
/// Every problem is reported at once (of each severity the first few hundred, and how many more), errors
/// before notices, each in the order of `bytes` with line and column there. A document that needed no
/// migration keeps `bytes` as its text, byte for byte; in a migrated one only the migrated keys differ.
Checked check(std::string_view bytes);

/// As check(), for what comes from outside: refuses what is no CV (no_cv.hpp), with that one error. What is
/// stored already stays readable.
Checked check_incoming(std::string_view bytes);

}  // namespace vitrine::cv::intake
