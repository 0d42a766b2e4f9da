#pragma once
// The tables of a LinkedIn data export, recognised by their columns.

#include <string>
#include <string_view>
#include <vector>

#include "archive/unzip.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::importing {

/// Whether the bytes are a CSV table of a LinkedIn profile export, by its header row. The columns may have
/// any order, with commas, semicolons or tabs between them, behind a few lines of notes.
bool is_linkedin_table(std::string_view bytes);

/// Returns the tables as `{"Positions": [{"Company Name": …}, …], …}`, without empty fields; tables of one
/// kind are concatenated. For any other file, `{"other.csv": "…"}` records its name. An object that is empty,
/// or has only such names, is no export. Returns `too_large` if a profile table is truncated, `invalid` if
/// there are two profiles.
Result<Json> read_linkedin(const std::vector<archive::ZipEntry>& files);

/// The value under the name of a file that is no profile table.
constexpr std::string_view kNotOfAProfile = "(not part of the profile)";

}  // namespace vitrine::cv::importing
