#pragma once
// The only entry for documents: parses, migrates and validates. Returns a document, or a list of all
// problems.

#include <cstddef>
#include <optional>
#include <string_view>

#include "cv/document/document.hpp"
#include "cv/document/problem.hpp"

namespace vitrine::cv::intake {

/// The result of a check. `document` is set exactly if `problems` has no error; there may be notices beside
/// it.
struct Checked {
  std::optional<Document> document;
  Problems problems;
  std::size_t unshown_texts = 0;  ///< under keys that no output shows (validate.hpp)
};

/// Parses (parse.hpp), migrates names of JSON Resume v0 (migrate.hpp) and validates (validate.hpp). Reports
/// all problems at once (of each severity the first few hundred, and the number of further ones): errors
/// before notices, each in the order of `bytes` with line and column there. A document without migration
/// keeps `bytes` as its text, byte for byte; in a migrated one only the migrated keys differ.
Checked check(std::string_view bytes);

/// Like check(), for documents from outside: refuses a file that is no CV (no_cv.hpp), with that one error.
/// Stored documents stay readable.
Checked check_incoming(std::string_view bytes);

}  // namespace vitrine::cv::intake
