#pragma once
// Suggests the JSON Resume key that an unknown key probably means.

#include <string>
#include <string_view>

#include "cv/check/schema.hpp"

namespace vitrine::cv::check {

/// Returns the key of `schema` that `key` means by a common name in another program or language
/// ("Berufserfahrung", "job_title", "certifications"), ignoring case and the signs between words. Returns
/// "basics.name" if it belongs into an object of `schema`. Empty if none is known: nearest() finds
/// misspellings.
std::string likely_key(const Schema& schema, std::string_view key);

}  // namespace vitrine::cv::check
