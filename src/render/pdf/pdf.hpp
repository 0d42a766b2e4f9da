#pragma once
// The CV as PDF: tagged (PDF/UA-1) and archivable (PDF/A-3a), with its text in logical order. The JSON Resume
// is attached, so that the CV can be imported again (cv/formats/pdf_attachments.hpp).

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "cv/view/project.hpp"

namespace vitrine::render {

struct PdfOptions {
  /// The creation date in the document: the date of the CV's version, so that the same input gives the same
  /// bytes.
  base::TimePoint saved_at;
  std::string page;            ///< "A4" or "Letter"; empty: the CV's theme decides
  std::size_t max_pages = 50;  ///< a document with more pages is refused
  double max_seconds = 5;      ///< time limit for layout
  /// If set, receives notices about parts that were left out, such as a photo that cannot be shown.
  std::vector<Message>* notices = nullptr;
};

/// The bytes of the PDF. Returns `too_large` if the CV exceeds a limit, with the section and the field in the
/// message; `internal` if a font is missing or unusable. No CV makes it throw. Callable from any thread;
/// takes some milliseconds.
Result<std::string> pdf_page(const cv::View& view, const PdfOptions& options);

}  // namespace vitrine::render
