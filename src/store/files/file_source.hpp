#pragma once
// A file as a source of one document: for previews while its author edits it.

#include <filesystem>
#include <functional>
#include <mutex>

#include "store/common/store.hpp"

namespace vitrine::store::files {

/// Gives the file's content, converted where it is another program's, as the one document "preview"; each
/// content of the file is a version. A file that is not valid at the moment keeps the last valid content, and
/// its problems are logged: the page does not go away while a bracket is missing.
class FileSource : public DocumentSource {
 public:
  static constexpr std::string_view kSlug = "preview";

  /// Gives the bytes of a file, or of a folder that stands for one; nothing while it cannot be read.
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
  std::string last_seen_;  ///< the file's content at the last look, valid or not
};

}  // namespace vitrine::store::files
