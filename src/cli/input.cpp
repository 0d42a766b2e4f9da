#include "cli/input.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

#include "base/printable.hpp"
#include "cv/formats/pdf_attachments.hpp"

namespace vitrine::cli {

Result<std::string> read_input(const std::string& path) {
  constexpr std::size_t kMaxBytes = 32 * 1024 * 1024;
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored)) {
    return Error{ErrorCode::invalid, "{0} is a folder; name a file"_msg(path)};
  }
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file)
      return Error{ErrorCode::invalid,
                   "cannot read {0}: {1}"_msg(path, std::generic_category().message(errno))};
  }
  std::istream& in = path == "-" ? std::cin : file;
  constexpr std::size_t kStep = std::size_t{256} * 1024;
  std::string bytes;
  while (in && bytes.size() <= kMaxBytes) {
    const auto before = bytes.size();
    bytes.resize(before + kStep);
    in.read(bytes.data() + before, static_cast<std::streamsize>(kStep));
    bytes.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return Error{ErrorCode::invalid, "cannot read {0} to its end"_msg(path)};
  if (bytes.size() > kMaxBytes)
    return Error{ErrorCode::too_large, "{0} is larger than 32 MiB; a CV is not"_msg(path)};
  return bytes;
}

}  // namespace vitrine::cli
