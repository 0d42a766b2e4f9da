#pragma once
// Reads documents in any supported format from files named on the command line.

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cli {

/// What makes one CV: a file, or the tables of a LinkedIn export.
struct Input {
  std::string name;  ///< of the file or files, for messages
  Result<std::string> bytes;
};

/// Reads what the paths name, in their order: a file, standard input for "-", or a folder with the tables of
/// a LinkedIn export. Such tables given as several files are one CV together, as a ZIP archive.
std::vector<Input> read_inputs(const std::vector<std::string>& paths);

/// One of them.
Input read_one_input(const std::string& path);

/// Reads a document: a JSON Resume, one of another program that is converted, or that of a PDF
/// (cv/intake/intake.hpp). `from` names that program as
/// cv::importing::foreign_formats() does; empty: the file's shape tells. What could not be carried over, and
/// every problem, goes to `out`, a line each. Nothing where it has errors.
std::optional<cv::Document> read_any_document(const Input& input, const std::string& from, std::ostream& out);
std::optional<cv::Document> read_any_document(const std::string& path, std::ostream& out);

}  // namespace vitrine::cli
