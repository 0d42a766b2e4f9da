#pragma once
// What copy, backup and restore have in common: opening a named store, copying with a progress bar.

#include <filesystem>
#include <memory>
#include <string>

#include "cli/command.hpp"
#include "store/copy.hpp"

namespace vitrine::cli {

/// Opens `sqlite:PATH` (a file, or the data folder that holds it) or `dynamodb:TABLE` (with the endpoint and
/// region of the settings). With `must_exist`, a missing file is `not_found` instead of made.
Result<std::unique_ptr<store::Store>> open_named_store(const std::string& name, const Settings& settings,
                                                       bool must_exist);

/// Copies with a progress bar on standard error, and reports on standard output; documents that differ in the
/// target are an error that names them.
Result<void> copy_with_progress(store::Store& from, store::Store& to);

}  // namespace vitrine::cli
