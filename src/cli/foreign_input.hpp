#pragma once
// Reads documents in any supported format from files on the command line.

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cli {

/// The input of one CV: a file, or the tables of a LinkedIn export.
struct Input {
  std::string name;  ///< name of the file or files, for messages
  Result<std::string> bytes;
};

/// Reads the paths in order: each is a file, standard input for "-", or a folder with the tables of a
/// LinkedIn export. Several such tables form one CV, as a ZIP archive.
std::vector<Input> read_inputs(const std::vector<std::string>& paths);

/// Reads one of them.
Input read_one_input(const std::string& path);

/// Reads a document: a JSON Resume, a converted document of another program, or the one attached to a PDF
/// (cv/intake/intake.hpp). `from` is the program's name in cv::importing::foreign_formats(); empty: detected
/// from the file's shape. Prints lost values and all problems to `out`, one per line. Returns nothing if
/// there are errors.
std::optional<cv::Document> read_any_document(const Input& input, const std::string& from, std::ostream& out);
std::optional<cv::Document> read_any_document(const std::string& path, std::ostream& out);

}  // namespace vitrine::cli
