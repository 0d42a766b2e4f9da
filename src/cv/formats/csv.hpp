#pragma once
// Reads CSV (RFC 4180), also as spreadsheets save it.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// Rows of fields. Fields are UTF-8.
using CsvRows = std::vector<std::vector<std::string>>;

/// `text` (UTF-8) as rows. A field in quotes may hold separators, line breaks and doubled quotes (RFC 4180,
/// section 2). Taken besides: line ends of any system, a quote within a field without quotes, a last quote
/// that is missing. Blank lines are no rows.
CsvRows parse_csv(std::string_view text, char separator);

/// Whether the text looks like a table: its first two rows have the same number of short fields, at least
/// two, with commas, semicolons or tabs between them.
bool looks_like_table(std::string_view text);

/// Text as UTF-8 without a byte order mark, from UTF-8, UTF-16 of either byte order (with a mark, or known by
/// its zeros), else Windows-1252, in which older programs write.
std::string text_of(std::string_view bytes);

}  // namespace vitrine::cv::formats
