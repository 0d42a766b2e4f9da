#pragma once
// The tables of a LinkedIn data export, recognised by their columns.

#include <string>
#include <string_view>
#include <vector>

#include "archive/unzip.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::importing {

/// Whether the bytes are a CSV table that LinkedIn exports of a profile, by its header row: whatever order
/// its columns have, with commas, semicolons or tabs between them, behind a few lines of notes.
bool is_linkedin_table(std::string_view bytes);

/// The tables as `{"Positions": [{"Company Name": …}, …], …}`, empty fields left out; tables of one kind one
/// behind the other. Of files that are no such table `{"other.csv": "…"}` tells the name. An object that is
/// empty, or has such names only, is no export. `too_large` where a table of a profile is cut off; `invalid`
/// where two profiles are among them.
Result<Json> read_linkedin(const std::vector<archive::ZipEntry>& files);

/// The value under the name of a file that is no table of a profile.
constexpr std::string_view kNotOfAProfile = "(not part of the profile)";

}  // namespace vitrine::cv::importing
