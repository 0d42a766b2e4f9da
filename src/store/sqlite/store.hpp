#pragma once
// The store in a SQLite file.

#include <filesystem>
#include <memory>

#include "store/common/store.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

/// Opens the store in `file`, and creates it and its folder if they are missing, mode 0600 and 0700.
/// Write-ahead log with `synchronous=FULL`: an acknowledged save survives power loss. Several processes may
/// have the same file open.
///
/// Returns `invalid` if the file is not a Vitrine store, or one of a newer version (the message says which);
/// `unavailable` if it cannot be opened (permissions, full disk).
Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file,
                                                 const Summarizer& summarizer = {});

/// Opens an existing file in one of the two read-only modes; writes fail with `unavailable`. A file of an
/// earlier version is read as it is. Errors as open_sqlite_store(). Not checked: see open_sqlite_backup().
Result<std::unique_ptr<Store>> open_sqlite_file(const std::filesystem::path& file, Database::Mode mode,
                                                const Summarizer& summarizer = {});

}  // namespace vitrine::store::sqlite
