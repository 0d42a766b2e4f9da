#pragma once
// The store in a SQLite file.

#include <filesystem>
#include <memory>

#include "store/common/store.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

/// Opens the store in `file`, creating it and its folder where they are missing, mode 0600 and 0700.
/// Write-ahead log with `synchronous=FULL`: an acknowledged save survives the loss of power. Several
/// processes may have the same file open.
///
/// `invalid` where the file is not a Vitrine store, or one of a newer version (the message says which);
/// `unavailable` where it cannot be opened (permissions, full disk).
Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file,
                                                 const Summarizer& summarizer = {});

/// Opens a file that is there in one of the two modes that only read; what would write fails with
/// `unavailable`. A file that an earlier version wrote is read as it is. Errors as open_sqlite_store(). Not
/// checked: see open_sqlite_backup().
Result<std::unique_ptr<Store>> open_sqlite_file(const std::filesystem::path& file, Database::Mode mode,
                                                const Summarizer& summarizer = {});

}  // namespace vitrine::store::sqlite
