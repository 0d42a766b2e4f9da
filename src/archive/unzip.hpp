#pragma once
// Reads ZIP archives in memory, with limits on their size.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vitrine::archive {

/// What reading an archive may cost. Sizes in bytes, unpacked.
struct UnzipLimits {
  std::size_t entries = 2000;
  std::size_t entry_bytes = std::size_t{8} * 1024 * 1024;
  std::size_t total_bytes = std::size_t{32} * 1024 * 1024;
};

/// A file of an archive.
struct ZipEntry {
  std::string name;     ///< with its folders, as the archive has it; never to be used as a path
  std::string content;  ///< unpacked; its beginning where `is_cut`
  bool is_cut = false;  ///< longer than UnzipLimits::entry_bytes
};

/// Whether the bytes begin as a ZIP archive does.
bool is_zip(std::string_view bytes);

/// The files of the archive whose name `wants`, in the archive's order; folders are none. What an entry says
/// of its own size is not believed. `too_large` where the archive has more entries, or unpacks to more, than
/// `limits` allow; `invalid` where it is damaged or needs a password.
Result<std::vector<ZipEntry>> unzip(std::string_view bytes,
                                    const std::function<bool(std::string_view)>& wants,
                                    const UnzipLimits& limits = {});

}  // namespace vitrine::archive
