#pragma once
// A file as a source of one document: for previews while its author edits it.

#include <filesystem>
#include <functional>
#include <mutex>

#include "store/common/store.hpp"

namespace vitrine::store::files {

/// Offers the file's content, converted if it is from another program, as the one document "preview"; each
/// content of the file is a version. While the file is invalid, the last valid content stays, and the
/// problems are logged: the page does not disappear because of a missing bracket.
class FileSource : public DocumentSource {
 public:
  static constexpr std::string_view kSlug = "preview";

  /// Returns the bytes of a file, or of a folder in its place; nothing while it cannot be read.
  using ReadFile = std::function<std::optional<std::string>(const std::filesystem::path&)>;

  FileSource(std::filesystem::path file, ReadFile read_file);

  Result<Stored> read(std::string_view slug) override;
  Result<std::string> newest() override;
  Result<std::vector<std::optional<Revision>>> revisions(const std::vector<std::string>& slugs) override;
  Result<std::vector<std::uint64_t>> change_counts() override;

 private:
  void look();

  const std::filesystem::path file_;
  const ReadFile read_file_;
  std::mutex mutex_;
  Stored current_;         ///< guarded by mutex_
  std::string last_seen_;  ///< the file's content at the last check, valid or not
};

}  // namespace vitrine::store::files
