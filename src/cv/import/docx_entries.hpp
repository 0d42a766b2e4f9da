#pragma once
// Groups the lines of a Word file into the entries of a CV.

#include <string>
#include <vector>

#include "cv/import/docx_line.hpp"

namespace vitrine::cv::importing {

/// Returns the entries of "work", "volunteer", "education", "projects", "awards", "certificates",
/// "publications" or "references" from the lines under the section's title, and marks them as taken. Lines
/// without a field are reported through their source.
std::vector<Json> docx_entries(std::string_view section, const std::vector<DocxLine>& lines);

/// The same for "skills", "languages" and "interests": lines of the form "name: one, another", lists, or rows
/// of terms.
std::vector<Json> docx_terms(std::string_view section, const std::vector<DocxLine>& lines);

}  // namespace vitrine::cv::importing
