#pragma once
// Backups: a store in one file, written once, then read-only.

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::store::sqlite {

/// A backup while it is written. It has its name only once it is complete and on the disk; until then it is
/// "FILE.part", which is gone when this object is, and which the next backup to that name replaces where this
/// process was killed.
class BackupWriter {
 public:
  /// `conflict` where `file` is there already, in whatever form, or another process is writing a backup of
  /// that name; `unavailable` where it cannot be made.
  static Result<std::unique_ptr<BackupWriter>> begin(const std::filesystem::path& file);

  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;
  ~BackupWriter();

  /// What is to be copied into. Not to be used after finish().
  [[nodiscard]] Store& store() { return *store_; }

  /// Writes the manifest, brings all of it to the disk, and gives the file its name; never in place of
  /// another file.
  Result<void> finish();

 private:
  BackupWriter(std::filesystem::path file, int lock);

  const std::filesystem::path file_;
  const std::filesystem::path part_;
  const int lock_;  ///< descriptor of part_, locked while this lives
  std::unique_ptr<Store> store_;
};

/// Opens a backup, or another store's file, to be read: neither it nor anything beside it is made or changed
/// (where SQLite's log stands beside it, the file is in use, and read as its users see it). It is checked
/// whole before this returns; one without a manifest, from an earlier program, as far as that goes.
///
/// `not_found`; `invalid` where it is no store (a folder, empty, another program's …); `internal` where it is
/// damaged, cut short or lacks something. The message names the file.
Result<std::unique_ptr<Store>> open_sqlite_backup(const std::filesystem::path& file);

}  // namespace vitrine::store::sqlite
