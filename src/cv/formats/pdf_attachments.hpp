#pragma once
// Reads the files attached to a PDF, such as the JSON Resume in each PDF of Vitrine.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vitrine::cv::formats {

constexpr std::size_t kMaxPdfBytes = std::size_t{10} * 1024 * 1024;

struct PdfAttachment {
  std::string name;          ///< UTF-8, from the file specification
  std::string media_type;    ///< "application/json"; may be empty
  std::string relationship;  ///< AFRelationship without its slash: "Source"; may be empty
  std::string bytes;         ///< unpacked
};

/// Whether the bytes begin like a PDF. Like common readers, it accepts up to a kilobyte before the header.
bool is_pdf(std::string_view bytes);

/// Returns the files in the EmbeddedFiles name tree and in AF of the catalog (ISO 32000-2 sections 7.11.4 and
/// 14.13), each once; those with the relationship Source first. A file that cannot be unpacked is left out.
/// Reads PDFs with object streams, damaged ones, and encrypted ones that open without a password. Time and
/// memory are limited for any input. Errors, with a hint for people: `too_large`, `invalid` (no PDF, or one
/// that needs a password).
Result<std::vector<PdfAttachment>> pdf_attachments(std::string_view pdf);

}  // namespace vitrine::cv::formats
