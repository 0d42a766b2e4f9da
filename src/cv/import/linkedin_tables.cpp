#include "cv/import/linkedin_tables.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/ascii.hpp"
#include "cv/formats/csv.hpp"
#include "cv/formats/loose_text.hpp"

namespace vitrine::cv::importing {

namespace {

/// Columns that identify a table: one of each group, in lower case.
struct TableKind {
  std::string_view name;
  std::vector<std::vector<std::string_view>> groups;
  bool is_only = false;  ///< whether it has no other column
};

/// The first match wins.
const std::vector<TableKind>& table_kinds() {
  static const std::vector<TableKind> all{
      {"Recommendations",
       {{"first name"}, {"last name"}, {"text"}, {"creation date", "status", "job title"}}},
      {"Profile",
       {{"first name"},
        {"last name"},
        {"headline", "summary", "industry", "geo location", "maiden name", "zip code"}}},
      {"Profile Summary", {{"profile summary"}}},
      {"Positions", {{"company name"}, {"title"}, {"started on", "finished on", "location", "description"}}},
      {"Volunteering", {{"company name"}, {"role"}}},
      {"Education", {{"school name"}, {"degree name", "start date", "end date", "notes", "activities"}}},
      {"Certifications", {{"name"}, {"authority", "license number"}}},
      {"Publications", {{"name"}, {"published on", "publisher"}}},
      {"Languages", {{"name"}, {"proficiency"}}},
      {"Test Scores", {{"name"}, {"score"}}},
      {"Organizations", {{"name"}, {"position"}}},
      {"Courses", {{"name"}, {"number"}}},
      {"Patents",
       {{"title"},
        {"patent number", "number", "application number", "filed on", "filing date", "patent status"}}},
      {"Honors", {{"title"}, {"issued on"}}},
      {"Projects", {{"title"}, {"description", "url"}, {"started on", "finished on"}}},
      {"Email Addresses", {{"email address"}, {"confirmed", "primary"}}},
      {"Phone Numbers", {{"number"}, {"extension", "type"}}},
      {"Skills", {{"name"}}, true},
  };
  return all;
}

std::string column_name(std::string_view field) {
  return std::string(base::trimmed(field));
}

const TableKind* table_kind(const std::vector<std::string>& header) {
  std::set<std::string, std::less<>> columns;
  for (const auto& field : header) {
    if (auto name = base::ascii_lower(column_name(field)); !name.empty()) columns.insert(std::move(name));
  }
  const auto fits = [&](const TableKind& kind) {
    if (kind.is_only && columns.size() != kind.groups.size()) return false;
    return std::ranges::all_of(kind.groups, [&](const auto& group) {
      return std::ranges::any_of(group, [&](std::string_view name) { return columns.contains(name); });
    });
  };
  const auto at = std::ranges::find_if(table_kinds(), fits);
  return columns.contains("connected on") || at == table_kinds().end() ? nullptr : &*at;
}

struct Table {
  const TableKind* kind = nullptr;
  std::size_t header = 0;  ///< the row with the column names
  formats::CsvRows rows;
};

/// The beginning of the text: enough for notes and a header row.
std::string_view beginning_of(std::string_view text) {
  constexpr std::size_t kEnough = std::size_t{16} * 1024;
  return text.substr(0, kEnough);
}

std::optional<Table> find_table(std::string_view text, bool wants_rows) {
  constexpr std::size_t kMostNotes = 10;
  for (const char separator : {',', ';', '\t'}) {
    auto rows = formats::parse_csv(beginning_of(text), separator);
    for (std::size_t i = 0; i < std::min(rows.size(), kMostNotes); ++i) {
      const auto* kind = table_kind(rows[i]);
      if (kind == nullptr) continue;
      if (wants_rows) rows = formats::parse_csv(text, separator);
      return Table{kind, i, std::move(rows)};
    }
  }
  return std::nullopt;
}

Json row_object(const std::vector<std::string>& header, const std::vector<std::string>& row) {
  auto out = Json::object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (column_name(row[i]).empty()) continue;
    auto name = i < header.size() ? column_name(header[i]) : std::string{};
    if (name.empty()) name = "column " + std::to_string(i + 1);
    out[std::move(name)] = row[i];
  }
  return out;
}

std::string file_name(std::string_view path) {
  return std::string(path.substr(path.find_last_of("/\\") + 1));
}

/// Recommendations that the owner wrote have the same columns as received ones.
bool is_about_others(std::string_view path) {
  return base::ascii_lower(file_name(path)).find("given") != std::string::npos;
}

}  // namespace

bool is_linkedin_table(std::string_view bytes) {
  const auto text = formats::text_of(beginning_of(bytes));
  return find_table(text, false).has_value();
}

Result<Json> read_linkedin(const std::vector<archive::ZipEntry>& files) {
  constexpr std::size_t kMaxColumns = 100;
  auto out = Json::object();
  std::vector<std::string> others;
  for (const auto& file : files) {
    const auto text = formats::text_of(file.content);
    const auto table = find_table(text, true);
    if (!table || is_about_others(file.name) || table->rows[table->header].size() > kMaxColumns) {
      others.push_back(file_name(file.name));
      continue;
    }
    const std::string kind(table->kind->name);
    if (file.is_cut)
      return Error{ErrorCode::too_large, "{0} is too large for a part of a CV"_msg(file_name(file.name))};
    auto& list = out[kind];
    if (!list.is_array()) list = Json::array();
    for (auto i = table->header + 1; i < table->rows.size(); ++i) {
      auto row = table->rows[i];
      row.resize(std::min(row.size(), kMaxColumns));
      if (auto object = row_object(table->rows[table->header], row); !object.empty())
        list.push_back(std::move(object));
    }
    if (kind == "Profile" && list.size() > 1)
      return Error{ErrorCode::invalid,
                   "more than one LinkedIn profile is in it; give the files of one person at a time"_msg};
  }
  for (const auto& name : others) {
    if (!name.empty() && !out.contains(name)) out[name] = kNotOfAProfile;
  }
  return Result<Json>(boost::system::in_place_value, std::move(out));
}

}  // namespace vitrine::cv::importing
