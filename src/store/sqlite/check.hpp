#pragma once
// Checks a SQLite store file for damage, missing rows and foreign content. Also the manifest of a backup,
// which proves that it is complete.

#include <filesystem>
#include <stop_token>

#include "base/result.hpp"
#include "store/common/store.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

/// Checks the file that `database` has open, as of one moment, changing nothing: that its tables are a
/// store's, that SQLite finds no damage, that every CV has each of its versions and nothing else is there;
/// and against its manifest, where it has one. `Depth::quick` leaves out SQLite's comparison of indexes and
/// the manifest's digest.
///
/// `internal` says what is damaged or missing, `invalid` that it is no store (see sqlite_file.hpp),
/// `unavailable` that it could not be read to its end; that is so, too, once `stop` is requested. Reads the
/// whole file.
Result<void> check_sqlite_file(Database& database, const std::filesystem::path& file, Depth depth,
                               const std::stop_token& stop);

/// Whether a backup's file is as long as its first page says. `invalid` where it is empty, no regular file or
/// no SQLite file; `internal` where it is cut short or too long; `not_found`. Opens nothing but a regular
/// file.
Result<void> check_backup_size(const std::filesystem::path& file);

/// Marks a new store as a backup that is being written: until end_manifest(), check_sqlite_file() refuses it.
Result<void> begin_manifest(Database& database);

/// Writes how many CVs, versions and records there are, and a digest of all of them.
Result<void> end_manifest(Database& database);

/// Takes the manifest out of a file that becomes a store in use.
Result<void> drop_manifest(Database& database);

}  // namespace vitrine::store::sqlite
