#pragma once
// A file as a store of one document: what a writer previews while editing it.

#include <filesystem>
#include <functional>
#include <mutex>

#include "store/common/store.hpp"

namespace vitrine::store::files {

/// Gives the file's content, converted where it is another program's, as the one document "preview"; each
/// content of the file is a version. A file that is not valid at the moment keeps the last valid content, and
/// its problems are logged: the page does not go away while a bracket is missing. Read-only: what would write
/// gives `invalid`.
class FileStore : public store::Store {
 public:
  static constexpr std::string_view kSlug = "preview";

  /// Gives the bytes of a file, or of a folder that stands for one; nothing while it cannot be read.
  using ReadFile = std::function<std::optional<std::string>(const std::filesystem::path&)>;

  FileStore(std::filesystem::path file, ReadFile read_file);

  Result<store::Stored> read(std::string_view slug) override;
  Result<std::string> newest() override;
  Result<std::vector<std::optional<store::Revision>>> revisions(
      const std::vector<std::string>& slugs) override;
  Result<std::vector<std::uint64_t>> change_counts() override;

  Result<store::Revision> create(std::string_view, std::string_view, std::string_view) override {
    return read_only();
  }
  Result<store::Revision> save(std::string_view, std::string_view, store::Version,
                               std::string_view) override {
    return read_only();
  }
  Result<std::vector<store::Revision>> history(std::string_view, store::Version, std::size_t) override {
    return read_only();
  }
  Result<void> adopt(const store::Listed&, std::string_view) override { return read_only(); }
  Result<void> put_record(const store::Record&) override { return read_only(); }
  Result<void> replace_record(const store::Record&, std::optional<std::string_view>) override {
    return read_only();
  }
  Result<store::Record> read_record(std::string_view, std::string_view) override {
    return Error{ErrorCode::not_found, "a previewed file has no records"};
  }
  Result<std::vector<store::Record>> list_records(std::string_view, std::string_view, std::size_t) override {
    return std::vector<store::Record>{};
  }
  Result<void> remove_record(std::string_view, std::string_view) override { return read_only(); }
  Result<store::Stored> read_version(std::string_view, store::Version) override { return read_only(); }
  Result<store::Revision> restore(std::string_view, store::Version, store::Version) override {
    return read_only();
  }
  Result<std::vector<store::Listed>> list(std::string_view, std::size_t) override { return read_only(); }
  Result<void> remove(std::string_view, store::Version) override { return read_only(); }

 private:
  static Error read_only() {
    return {ErrorCode::invalid, "a previewed file has no history and is not written"};
  }
  void look();

  const std::filesystem::path file_;
  const ReadFile read_file_;
  std::mutex mutex_;
  store::Stored current_;  ///< guarded by mutex_
  std::string last_seen_;  ///< the file's content at the last look, valid or not
};

}  // namespace vitrine::store::files
