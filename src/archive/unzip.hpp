#pragma once
// Reads ZIP archives in memory, with limits on their size.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vitrine::archive {

/// Limits for reading an archive. Sizes in bytes, unpacked.
struct UnzipLimits {
  std::size_t entries = 2000;
  std::size_t entry_bytes = std::size_t{8} * 1024 * 1024;
  std::size_t total_bytes = std::size_t{32} * 1024 * 1024;
};

/// A file of an archive.
struct ZipEntry {
  std::string name;     ///< with its folders, as in the archive; never use it as a path
  std::string content;  ///< unpacked; only its beginning if `is_cut`
  bool is_cut = false;  ///< longer than UnzipLimits::entry_bytes
};

/// Whether the bytes begin like a ZIP archive.
bool is_zip(std::string_view bytes);

/// Returns the archive's files whose names satisfy `wants`, in the archive's order, without folders. It does
/// not trust the size that an entry states. Returns `too_large` if the archive has more entries, or unpacks
/// to more, than `limits` allow; `invalid` if it is damaged or needs a password.
Result<std::vector<ZipEntry>> unzip(std::string_view bytes,
                                    const std::function<bool(std::string_view)>& wants,
                                    const UnzipLimits& limits = {});

}  // namespace vitrine::archive
