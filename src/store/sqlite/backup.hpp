#pragma once
// Backups: a store in one file, written once, then read-only.

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::store::sqlite {

/// A backup while it is written. It gets its name only once it is complete and on disk. Until then it is
/// "FILE.part", which this object's destruction removes; if this process was killed, the next backup with
/// that name replaces it.
class BackupWriter {
 public:
  /// Returns `conflict` if `file` already exists, in any form, or another process is writing a backup with
  /// that name; `unavailable` if it cannot be created.
  static Result<std::unique_ptr<BackupWriter>> begin(const std::filesystem::path& file);

  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;
  ~BackupWriter();

  /// The target of the copy. Do not use it after finish().
  [[nodiscard]] Store& store() { return *store_; }

  /// Writes the manifest, syncs everything to disk, and gives the file its name; never replaces another file.
  Result<void> finish();

 private:
  BackupWriter(std::filesystem::path file, int lock);

  const std::filesystem::path file_;
  const std::filesystem::path part_;
  const int lock_;  ///< descriptor of part_, locked during the lifetime of this object
  std::unique_ptr<Store> store_;
};

/// Opens a backup, or another store's file, for reading. Neither the file nor anything beside it is created
/// or changed. If SQLite's log is beside it, the file is in use, and is read as its users see it. The call
/// checks the file completely; one without a manifest, from an earlier program, as far as possible.
///
/// Returns `not_found`; `invalid` if it is no store (a folder, empty, another program's …); `internal` if it
/// is damaged, truncated or incomplete. The message names the file.
Result<std::unique_ptr<Store>> open_sqlite_backup(const std::filesystem::path& file);

}  // namespace vitrine::store::sqlite
