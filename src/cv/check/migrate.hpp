#pragma once
// Migrates JSON Resume v0 to 1.0: renames keys, and removes end dates such as "until today".

#include <optional>
#include <string>
#include <string_view>

#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::cv::check {

/// Changes `parsed` in place, keeping the order of keys, with a notice for each change. Renames `picture` to
/// `image`, `website` to `url`, `company` to `name`, `gpa` to `score`, `hobbies` to `interests`, each with
/// its `@` forms. Renames fields with other names in other programs (`startDate` of a certificate to `date`,
/// `level` of a language to `fluency`) if their value fits. Renames only if the object has no form of the new
/// name. Removes an `endDate` such as "Present". Places still refer to offsets in the parsed text.
///
/// Returns that text with only these changes, everything else byte for byte the same; nothing if there was no
/// change. `text` must be the parsed text.
std::optional<std::string> migrate(Parsed& parsed, std::string_view text, Findings& findings);

/// Whether a text means that something is current: "Present", "heute", "en cours".
bool means_ongoing(std::string_view text);

}  // namespace vitrine::cv::check
