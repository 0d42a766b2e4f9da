#pragma once
// Files that a person names on the command line.

#include <optional>
#include <ostream>
#include <string>

#include "base/result.hpp"
#include "cv/check.hpp"

namespace vitrine::cli {

/// The content of a file, or of standard input for "-". `invalid` where it cannot be read, or where it is
/// far over a document's size (8 MiB), with the reason.
Result<std::string> read_input(const std::string& path);

/// Reads and checks a document; writes every problem to `out`, a line each. Nothing where it has errors.
std::optional<cv::Document> read_document(const std::string& path, std::ostream& out);

}  // namespace vitrine::cli
