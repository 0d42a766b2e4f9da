#pragma once
// Reads CSV (RFC 4180), also in the variants that spreadsheets save.

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// Rows of fields. Fields are UTF-8.
using CsvRows = std::vector<std::vector<std::string>>;

/// Returns `text` (UTF-8) as rows. A quoted field may hold separators, line breaks and doubled quotes (RFC
/// 4180, section 2). Also accepted: line ends of any system, a quote within an unquoted field, a missing last
/// quote. Blank lines are skipped.
CsvRows parse_csv(std::string_view text, char separator);

/// Whether the text looks like a table: its first two rows have the same number of short fields, at least
/// two, separated by commas, semicolons or tabs.
bool looks_like_table(std::string_view text);

/// Text as UTF-8 without a byte order mark. Reads UTF-8, UTF-16 of either byte order (with a mark, or
/// recognised by its zero bytes), else Windows-1252, which older programs write.
std::string text_of(std::string_view bytes);

}  // namespace vitrine::cv::formats
