#include "cli/foreign_input.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "archive/zip.hpp"
#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cv/import/linkedin_tables.hpp"
#include "cv/intake/intake.hpp"
#include "messages/catalogue.hpp"
#include "render/pdf/render_notices.hpp"

namespace vitrine::cli {

namespace {

void tell_conversion(const cv::intake::Intake& taken, const std::string& path, std::ostream& out) {
  const auto words = taken.lost.empty() ? "converted from {0}; all of it is carried over"_msg
                                        : "converted from {0}; not carried over:"_msg;
  out << path << ": " << said(words(taken.source->title)) << '\n';
  for (const auto& lost : taken.lost) {
    out << "  " << lost.pointer << (lost.reason.empty() ? "" : ": " + lost.reason) << '\n';
  }
}

using Files = std::vector<std::pair<std::string, std::string>>;

/// Enough to detect that a file is longer than any table of a CV.
std::string first_megabyte(const std::filesystem::path& path) {
  constexpr std::size_t kEnough = std::size_t{1024} * 1024 + 1;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(kEnough, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

/// The tables of an unpacked LinkedIn export, as an archive.
Result<std::string> read_folder(const std::string& path) {
  constexpr std::size_t kMostFiles = 200;
  std::vector<std::filesystem::path> tables;
  std::error_code error;
  for (std::filesystem::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    const bool is_table = base::ascii_lower(at->path().extension().string()) == ".csv";
    if (is_table && at->is_regular_file(error)) tables.push_back(at->path());
  }
  std::ranges::sort(tables);
  tables.resize(std::min(tables.size(), kMostFiles));
  Files files;
  for (const auto& table : tables) files.emplace_back(table.filename().string(), first_megabyte(table));
  const bool has_any = std::ranges::any_of(
      files, [](const auto& file) { return cv::importing::is_linkedin_table(file.second); });
  if (!has_any) {
    return Error{ErrorCode::invalid,
                 "{0} is a folder; name a file, or the folder of an unpacked LinkedIn export, which "
                 "has Profile.csv or Positions.csv in it"_msg(path)};
  }
  return archive::zip(files);
}

}  // namespace

Input read_one_input(const std::string& path) {
  std::error_code ignored;
  const bool is_folder = path != "-" && std::filesystem::is_directory(path, ignored);
  return {path, is_folder ? read_folder(path) : read_input(path)};
}

std::vector<Input> read_inputs(const std::vector<std::string>& paths) {
  std::vector<Input> out;
  std::vector<std::size_t> tables;  // indexes of the tables
  for (const auto& path : paths) {
    out.push_back(read_one_input(path));
    if (out.back().bytes && cv::importing::is_linkedin_table(*out.back().bytes))
      tables.push_back(out.size() - 1);
  }
  if (tables.size() < 2) return out;
  Files files;
  std::string names;
  for (const auto index : tables) {
    const auto& input = out[index];
    files.emplace_back(std::to_string(index) + "/" + std::filesystem::path(input.name).filename().string(),
                       *input.bytes);
    names += (names.empty() ? "" : ", ") + input.name;
  }
  out[tables.front()] = {std::move(names), archive::zip(files)};
  for (auto at = tables.rbegin(); at + 1 != tables.rend(); ++at) {
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(*at));
  }
  return out;
}

std::optional<cv::Document> read_any_document(const Input& input, const std::string& from,
                                              std::ostream& out) {
  const auto& path = input.name;
  if (!input.bytes) {
    out << "vitrine: " << base::printable(said(input.bytes.error().message)) << '\n';
    return std::nullopt;
  }
  auto taken = cv::intake::take_in(*input.bytes, from, path.ends_with(".yaml") || path.ends_with(".yml"));
  render::add_render_notices(taken.checked);
  if (!taken.attachment.empty())
    out << path << ": " << said("read from {0} in the PDF"_msg(taken.attachment)) << '\n';
  if (taken.source != nullptr && taken.refusal.empty()) tell_conversion(taken, path, out);
  for (const auto& problem : taken.checked.problems)
    out << cv::to_line(problem, path, messages::into(messages::language_of_environment())) << '\n';
  if (taken.checked.document && taken.checked.unshown_texts > 0) {
    const auto count = taken.checked.unshown_texts;
    out << path << ": "
        << said(count == 1 ? Message("one text of it is shown nowhere"_msg)
                           : "{0} texts of it are shown nowhere"_msg(count))
        << '\n';
  }
  if (!taken.refusal.empty()) {
    const auto why = taken.is_unknown ? "{0} with --from"_msg(taken.refusal) : taken.refusal;
    out << "vitrine: " << base::printable(path) << ": " << base::printable(said(why)) << '\n';
  }
  return std::move(taken.checked.document);
}

std::optional<cv::Document> read_any_document(const std::string& path, std::ostream& out) {
  return read_any_document(read_one_input(path), "", out);
}

}  // namespace vitrine::cli
