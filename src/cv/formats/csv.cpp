#include "cv/formats/csv.hpp"

#include <unicode/unistr.h>

#include <algorithm>

#include "base/encoding.hpp"

namespace vitrine::cv::formats {

namespace {

class CsvReader {
 public:
  explicit CsvReader(char separator) : separator_(separator) {}

  CsvRows read(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (is_quoted_) {
        const bool is_doubled = c == '"' && i + 1 < text.size() && text[i + 1] == '"';
        if (is_doubled) ++i;
        if (c == '"' && !is_doubled) {
          is_quoted_ = false;
        } else {
          field_ += c;
        }
      } else if (c == '"' && field_.empty()) {
        is_quoted_ = true;
      } else if (c == separator_) {
        end_field();
      } else if (c == '\n' || c == '\r') {
        end_row();
      } else {
        field_ += c;
      }
    }
    end_row();
    return std::move(rows_);
  }

 private:
  void end_field() {
    row_.push_back(std::move(field_));
    field_.clear();
  }

  void end_row() {
    if (row_.empty() && field_.find_first_not_of(" \t") == std::string::npos) {
      field_.clear();
      return;
    }
    end_field();
    rows_.push_back(std::move(row_));
    row_.clear();
  }

  char separator_;
  bool is_quoted_ = false;
  std::string field_;
  std::vector<std::string> row_;
  CsvRows rows_;
};

std::string decode_text(std::string_view bytes, const char* encoding) {
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), encoding);
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

CsvRows parse_csv(std::string_view text, char separator) {
  return CsvReader(separator).read(text);
}

bool looks_like_table(std::string_view text) {
  constexpr std::size_t kEnough = std::size_t{16} * 1024;
  constexpr std::size_t kLongest = 60;
  for (const char separator : {',', ';', '\t'}) {
    const auto rows = parse_csv(text.substr(0, kEnough), separator);
    if (rows.size() < 2 || rows[0].size() < 2 || rows[0].size() != rows[1].size()) continue;
    const auto is_short = [](const std::string& field) { return field.size() <= kLongest; };
    if (std::ranges::all_of(rows[0], is_short)) return true;
  }
  return false;
}

std::string text_of(std::string_view bytes) {
  constexpr std::size_t kMaxBytes = std::size_t{64} * 1024 * 1024;  // ICU counts in 32 bits
  bytes = bytes.substr(0, kMaxBytes);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE")) return decode_text(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return decode_text(bytes.substr(2), "UTF-16BE");
  if (bytes.size() >= 2 && bytes[0] != '\0' && bytes[1] == '\0') return decode_text(bytes, "UTF-16LE");
  if (bytes.size() >= 2 && bytes[0] == '\0' && bytes[1] != '\0') return decode_text(bytes, "UTF-16BE");
  return base::find_invalid_utf8(bytes) ? decode_text(bytes, "windows-1252") : std::string(bytes);
}

}  // namespace vitrine::cv::formats
