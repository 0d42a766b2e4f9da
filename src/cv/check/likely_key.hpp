#pragma once
// Suggests the JSON Resume key that an unknown key probably means.

#include <string>
#include <string_view>

#include "cv/check/schema.hpp"

namespace vitrine::cv::check {

/// The key among those that `schema` describes that `key` means by a common name of it in another program or
/// language ("Berufserfahrung", "job_title", "certifications"), whatever its case and the signs between its
/// words. "basics.name" where it belongs into an object of that one. Empty where none is known: nearest()
/// finds misspellings.
std::string likely_key(const Schema& schema, std::string_view key);

}  // namespace vitrine::cv::check
