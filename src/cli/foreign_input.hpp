#pragma once
// Documents that a person names on the command line, in files of whichever program.

#include <optional>
#include <ostream>
#include <string>

#include "cv/document.hpp"

namespace vitrine::cli {

/// Reads a document: a JSON Resume, one of another program that is converted, or that of a PDF
/// (cv/intake.hpp). `from` names that program as cv::foreign_formats() does; empty: the file's shape tells.
/// What could not be carried over, and every problem, goes to `out`, a line each. Nothing where it has
/// errors.
std::optional<cv::Document> read_any_document(const std::string& path, const std::string& from,
                                              std::ostream& out);

}  // namespace vitrine::cli
