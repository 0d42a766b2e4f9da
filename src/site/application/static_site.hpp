#pragma once
// Exports a CV as a folder of static files, for any web server or for opening from the disk.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cv/document/date.hpp"
#include "cv/document/document.hpp"

namespace vitrine::site {

/// The parameters of the files.
struct StaticOptions {
  /// The address of the folder: "https://cv.example.org/jane", without a final '/'. Empty: unknown; then
  /// pages have no canonical address, and formats that need one (QR code) are left out.
  std::string public_url;
  std::string audience = "public";
  cv::Date as_of;  ///< the day up to which current entries count
};

/// One file of the folder.
struct StaticFile {
  std::string path;  ///< relative, separated by '/': "index.html", "de.txt", "v/backend/de.html"
  std::string content;
};

/// Returns the CV in each language, variant and format that the audience may see. "index.html" and "resume.*"
/// are in the document's own language. If it has several languages, each has files with its tag as their
/// name. Links between files are relative. Of variants whose names differ only in case, only the first is
/// written: some file systems have one folder for both. Pure: the same document and options give the same
/// bytes. Returns `internal` with the name of the format if a format cannot be made.
Result<std::vector<StaticFile>> static_site(const cv::Json& document, const StaticOptions& options);

}  // namespace vitrine::site
