#pragma once
// The SQLite file: creates it, recognises it, migrates an older one.

#include <filesystem>

#include "base/result.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

/// Makes the folder and the file where they are missing, for this user alone; SQLite gives its other files
/// the mode of this one. `unavailable` where it cannot.
Result<void> make_sqlite_file(const std::filesystem::path& file);

/// Makes an empty file a store, and one that an earlier version of this program wrote one of today. Of
/// several processes that do so at once, one does and the others see it done. `invalid` for another program's
/// database and for one that a later version wrote.
/// A backup that is opened so is no backup any more: its manifest goes.
Result<void> prepare_sqlite_file(Database& database, const std::filesystem::path& file);

/// How many of this program's steps the file's tables have; 0 for an empty file. `invalid` for another
/// program's database and for one that a later version wrote.
Result<std::size_t> sqlite_file_steps(Database& database, const std::filesystem::path& file);

/// `invalid`: an empty file, where a store is to be read.
Error empty_file();

/// Makes the tables of an empty file, up to that step.
Result<void> make_sqlite_tables(Database& database, std::size_t steps);

}  // namespace vitrine::store::sqlite
