#pragma once
// Digital Object Identifiers (ANSI/NISO Z39.84). People often write one where a URL belongs.

#include <string_view>

namespace vitrine::cv::check {

/// Where a DOI is resolved (DOI Handbook, section 3.8); the DOI goes behind it.
constexpr std::string_view kDoiResolver = "https://doi.org/";

/// The DOI that `text` is ("10.1000/182", "doi:10.1000/182"); empty where it is none. A part of `text`.
std::string_view doi_of(std::string_view text);

}  // namespace vitrine::cv::check
