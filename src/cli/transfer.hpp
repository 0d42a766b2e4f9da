#pragma once
// Shared by copy, backup and restore: opens a named store, and copies with a progress bar.

#include <filesystem>
#include <memory>
#include <string>

#include "cli/command.hpp"
#include "store/common/copy.hpp"

namespace vitrine::cli {

/// The file that `sqlite:PATH` names: PATH, or the store's file in it if it is a data folder. Returns
/// `invalid` for any other name.
Result<std::filesystem::path> named_file(const std::string& name);

/// Opens `sqlite:PATH` or `dynamodb:TABLE` (with the endpoint and region of the settings) for reading. A file
/// is neither created nor changed, and it is checked completely (see open_sqlite_backup).
Result<std::unique_ptr<store::Store>> open_source(const std::string& name, const Settings& settings);

/// Opens such a store for writing; creates a missing file.
Result<std::unique_ptr<store::Store>> open_target(const std::string& name, const Settings& settings);

/// Whether both exist and are the same file, under any names.
bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other);

/// Copies with a progress bar on standard error, and reports on standard output. Documents that differ in the
/// target are a `conflict` that names them.
Result<void> copy_with_progress(store::Store& from, store::Store& to);

/// Adds to an error, other than `conflict`, that running the command again continues.
Result<void> resumable(Result<void> done);

}  // namespace vitrine::cli
