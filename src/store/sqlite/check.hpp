#pragma once
// Checks a SQLite store file for damage, missing rows and foreign content. Also the manifest of a backup,
// which proves that it is complete.

#include <filesystem>
#include <stop_token>

#include "base/result.hpp"
#include "store/common/store.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

/// Checks the file that `database` has open, in one snapshot, without changes. Its tables must be a store's,
/// SQLite must find no damage, every CV must have each of its versions, and nothing else may exist. If the
/// file has a manifest, compares with it. `Depth::quick` leaves out SQLite's comparison of indexes and the
/// manifest's digest.
///
/// Returns `internal` with the damaged or missing part, `invalid` if it is no store (see file.hpp),
/// `unavailable` if it could not be read to its end, also once `stop` is requested. Reads the whole file.
Result<void> check_sqlite_file(Database& database, const std::filesystem::path& file, Depth depth,
                               const std::stop_token& stop);

/// Whether a backup's file has the length stated in its first page. Returns `invalid` if it is empty, no
/// regular file or no SQLite file; `internal` if it is truncated or too long; `not_found`. Opens only regular
/// files.
Result<void> check_backup_size(const std::filesystem::path& file);

/// Marks a new store as an unfinished backup: until end_manifest(), check_sqlite_file() refuses it.
Result<void> begin_manifest(Database& database);

/// Writes the number of CVs, versions and records, and a digest of all of them.
Result<void> end_manifest(Database& database);

/// Removes the manifest from a file that becomes a store in use.
Result<void> drop_manifest(Database& database);

}  // namespace vitrine::store::sqlite
