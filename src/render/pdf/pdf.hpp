#pragma once
// The CV as PDF: tagged (PDF/UA-1) and archivable (PDF/A-3a), with its text in logical order and the JSON
// Resume attached, from which the CV can be imported again (cv/formats/pdf_attachments.hpp).

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "cv/view/project.hpp"

namespace vitrine::render {

struct PdfOptions {
  /// The day the document says it was made: that of the CV's version, so that the same input gives the same
  /// bytes.
  base::TimePoint saved_at;
  std::string page;            ///< "A4" or "Letter"; empty: as the CV's theme says
  std::size_t max_pages = 50;  ///< more are refused
  double max_seconds = 5;      ///< for laying out
  /// Takes what was left out and why, where the caller wants to know; a photo that cannot be shown.
  std::vector<Message>* notices = nullptr;
};

/// The bytes of the PDF. `too_large` where the CV takes more than the limits, with the section and
/// the field in the message; `internal` where a font is missing or unusable. Throws nothing that is caused by
/// the CV. May be called from any thread; takes milliseconds of it.
Result<std::string> pdf_page(const cv::View& view, const PdfOptions& options);

}  // namespace vitrine::render
