#pragma once
// Migrates JSON Resume v0 to 1.0: renames keys, and removes end dates such as "until today".

#include <optional>
#include <string>
#include <string_view>

#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::cv::check {

/// Changes `parsed` in place, key order kept, with a notice for each change: `picture` to `image`,
/// `website` to `url`, `company` to `name`, `gpa` to `score`, `hobbies` to `interests`, each with its
/// `@` forms, and fields that other programs call otherwise (`startDate` of a certificate to `date`, `level`
/// of a language to `fluency`) where their value fits; only where the object has no form of the new name; an
/// `endDate` such as "Present" is taken out. Places go on meaning the offsets in the text that was parsed.
///
/// Gives that text with just these changes made, everything else byte for byte as it was; nothing where
/// there was no change. `text` must be what was parsed.
std::optional<std::string> migrate(Parsed& parsed, std::string_view text, Findings& findings);

/// Whether a text says that something goes on: "Present", "heute", "en cours".
bool means_ongoing(std::string_view text);

}  // namespace vitrine::cv::check
