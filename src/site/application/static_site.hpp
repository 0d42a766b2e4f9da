#pragma once
// Exports a CV as a folder of static files, for any web server or for opening from the disk.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cv/document/date.hpp"
#include "cv/document/document.hpp"

namespace vitrine::site {

/// What the files are made of.
struct StaticOptions {
  /// Where the folder will be: "https://cv.example.org/jane", without a '/' at its end. Empty: not known;
  /// then pages have no canonical address, and formats that are nothing without one (QR code) are left out.
  std::string public_url;
  std::string audience = "public";
  cv::Date as_of;  ///< the day up to which what goes on is counted
};

/// One file of the folder.
struct StaticFile {
  std::string path;  ///< relative, parted by '/': "index.html", "de.txt", "v/backend/de.html"
  std::string content;
};

/// The CV in each language, variant and format that the audience may see. "index.html" and "resume.*" are in
/// the document's own language; where it has several, each has files of its name. Links among them are
/// relative. Of variants whose names differ in case alone, the first is there: some file systems have one
/// folder for both. Pure: the same document and options give the same bytes. `internal` where a format cannot
/// be made, naming it.
Result<std::vector<StaticFile>> static_site(const cv::Json& document, const StaticOptions& options);

}  // namespace vitrine::site
