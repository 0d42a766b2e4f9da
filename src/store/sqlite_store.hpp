#pragma once
// Documents in one SQLite file.

#include <filesystem>
#include <memory>

#include "store/store.hpp"

namespace vitrine::store {

/// Opens the store in `file`, creating it and its folder where they are missing, mode 0600 and 0700.
/// Write-ahead log with `synchronous=FULL`: an acknowledged save survives the loss of power. Several
/// processes may have the same file open.
///
/// `invalid` where the file is not a Vitrine store, or one of a newer version (the message says which);
/// `unavailable` where it cannot be opened (permissions, full disk).
Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file);

}  // namespace vitrine::store
