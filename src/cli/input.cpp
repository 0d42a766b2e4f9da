#include "cli/input.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

#include "base/printable.hpp"

namespace vitrine::cli {

Result<std::string> read_input(const std::string& path) {
  constexpr std::size_t kMaxBytes = 8 * 1024 * 1024;
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored)) {
    return Error{ErrorCode::invalid, path + " is a folder; name a file"};
  }
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file)
      return Error{ErrorCode::invalid, "cannot read " + path + ": " + std::generic_category().message(errno)};
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string bytes(kMaxBytes + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return Error{ErrorCode::invalid, "cannot read " + path + " to its end"};
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kMaxBytes)
    return Error{ErrorCode::too_large, path + " is larger than 8 MiB; a CV is not"};
  return bytes;
}

std::optional<cv::Document> read_document(const std::string& path, std::ostream& out) {
  const auto bytes = read_input(path);
  if (!bytes) {
    out << "vitrine: " << base::printable(bytes.error().message) << '\n';
    return std::nullopt;
  }
  auto checked = cv::check(*bytes);
  for (const auto& problem : checked.problems) out << cv::to_line(problem, path) << '\n';
  return std::move(checked.document);
}

}  // namespace vitrine::cli
