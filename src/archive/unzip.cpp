#include "archive/unzip.hpp"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace vitrine::archive {

namespace {

struct UnzipCloser {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Error damaged_zip() {
  return {ErrorCode::invalid, "the ZIP archive is damaged; download or pack it once more"_msg};
}

/// At most `limit` bytes and one more, which shows that the content is longer; nothing if it is damaged.
std::optional<std::string> entry_content(zip_file_t* file, std::size_t limit) {
  constexpr std::size_t kStep = std::size_t{64} * 1024;
  std::string out;
  while (out.size() <= limit) {
    const auto before = out.size();
    out.resize(before + std::min(kStep, limit + 1 - before));
    const auto read = zip_fread(file, out.data() + before, out.size() - before);
    if (read < 0) return std::nullopt;
    out.resize(before + static_cast<std::size_t>(read));
    if (read == 0) break;
  }
  return out;
}

}  // namespace

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

Result<std::vector<ZipEntry>> unzip(std::string_view bytes,
                                    const std::function<bool(std::string_view)>& wants,
                                    const UnzipLimits& limits) {
  if (!is_zip(bytes)) return damaged_zip();
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, UnzipCloser> source(
      zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error));
  if (source == nullptr) return damaged_zip();
  const std::unique_ptr<zip_t, UnzipCloser> archive(zip_open_from_source(source.get(), ZIP_RDONLY, &error));
  if (archive == nullptr) return damaged_zip();
  zip_source_keep(source.get());  // the archive owns the other reference and frees it
  const auto count = zip_get_num_entries(archive.get(), 0);
  if (count < 0) return damaged_zip();
  if (static_cast<std::size_t>(count) > limits.entries)
    return Error{ErrorCode::too_large, "the ZIP archive has more than {0} files"_msg(limits.entries)};
  std::vector<ZipEntry> out;
  std::size_t total = 0;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    const char* raw_name = zip_get_name(archive.get(), i, ZIP_FL_ENC_GUESS);
    const std::string name = raw_name == nullptr ? "" : raw_name;
    if (name.empty() || name.ends_with('/') || !wants(name)) continue;
    const std::unique_ptr<zip_file_t, UnzipCloser> file(zip_fopen_index(archive.get(), i, 0));
    if (file == nullptr) {
      const auto code = zip_error_code_zip(zip_get_error(archive.get()));
      const bool is_locked = code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD;
      if (!is_locked) return damaged_zip();
      return Error{ErrorCode::invalid, "the ZIP archive needs a password; unpack it, and give its files"_msg};
    }
    auto content = entry_content(file.get(), std::min(limits.entry_bytes, limits.total_bytes - total));
    if (!content) return damaged_zip();
    total += content->size();
    if (total > limits.total_bytes)
      return Error{ErrorCode::too_large,
                   "the ZIP archive unpacks to more than {0} MiB"_msg(limits.total_bytes >> 20U)};
    const bool is_cut = content->size() > limits.entry_bytes;
    if (is_cut) content->resize(limits.entry_bytes);
    out.push_back({name, std::move(*content), is_cut});
  }
  return out;
}

}  // namespace vitrine::archive
