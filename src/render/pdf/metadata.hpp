#pragma once
// The metadata and the colour profile of a PDF.

#include <string>

#include "base/time.hpp"
#include "render/pdf/layout/model.hpp"

namespace vitrine::render::pdf {

/// "D:20261123231523Z" (ISO 32000-1 section 7.9.4).
std::string pdf_date(base::TimePoint time);

/// The XMP packet: title, author, language, dates, and the claims PDF/A-3a and PDF/UA-1 with the schema
/// description of the latter (ISO 19005-3 section 6.6, ISO 14289-1 section 5).
std::string xmp(const Content& content, base::TimePoint saved_at);

/// The program's name for the information dictionary and XMP.
std::string producer();

/// The sRGB profile (IEC 61966-2-1) as ICC bytes, always the same.
const std::string& srgb_profile();

}  // namespace vitrine::render::pdf
