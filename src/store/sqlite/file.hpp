#pragma once
// The SQLite file: creates it, recognises it, migrates an older one.

#include <filesystem>

#include "base/result.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

/// Creates the folder and the file if they are missing, for this user only; SQLite gives its other files the
/// mode of this one. Returns `unavailable` if it cannot.
Result<void> make_sqlite_file(const std::filesystem::path& file);

/// Turns an empty file into a store, and migrates the file of an earlier version of this program. If several
/// processes do so at once, one does it and the others see the result. Returns `invalid` for another
/// program's database and for one from a later version. A backup that is opened this way is no longer a
/// backup: its manifest is removed.
Result<void> prepare_sqlite_file(Database& database, const std::filesystem::path& file);

/// The number of this program's steps in the file's tables; 0 for an empty file. Returns `invalid` for
/// another program's database and for one from a later version.
Result<std::size_t> sqlite_file_steps(Database& database, const std::filesystem::path& file);

/// `invalid`: an empty file instead of a store.
Error empty_file();

/// Creates the tables of an empty file, up to that step.
Result<void> make_sqlite_tables(Database& database, std::size_t steps);

}  // namespace vitrine::store::sqlite
