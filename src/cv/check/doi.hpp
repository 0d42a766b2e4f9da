#pragma once
// Digital Object Identifiers (ANSI/NISO Z39.84). People often write one where a URL belongs.

#include <string_view>

namespace vitrine::cv::check {

/// The address of the DOI resolver (DOI Handbook, section 3.8); the DOI is appended.
constexpr std::string_view kDoiResolver = "https://doi.org/";

/// The DOI in `text` ("10.1000/182", "doi:10.1000/182") as a part of it; empty if `text` is no DOI.
std::string_view doi_of(std::string_view text);

}  // namespace vitrine::cv::check
