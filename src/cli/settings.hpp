#pragma once
// The sources of an option's value: command line, environment, configuration file, default; the first one
// that sets it wins.

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace vitrine::cli {

/// Whether an option may come from the environment and the configuration file: if its declaration has
/// configurable(). Options for actions, and for the CV to act on, work on the command line only.
bool is_setting(const CLI::Option& option);

/// Logs a warning for each environment variable that looks like a setting but is none: the name of another
/// option, or nearly the name of a setting. Other names that begin with VITRINE_ may belong to other
/// programs.
void warn_of_strays(const CLI::App& root);

/// Name of the environment variable of an option: "--log-format" is VITRINE_LOG_FORMAT.
std::string environment_name(const CLI::Option& option);

/// Sets each setting in the options of `apps` that the command line does not give: from the environment, else
/// from the configuration file. The file has one `name = value` per line, with the names of the command line
/// without dashes (TOML's plain form); `#` begins a comment. `config` is its path, "" for none.
///
/// Returns `invalid` for a file that cannot be read or parsed, a name that no subcommand has (with the
/// nearest known one), or a value that the option refuses; the message names the source.
Result<void> apply_settings(const std::vector<CLI::App*>& apps, const CLI::App& root,
                            const std::string& config);

}  // namespace vitrine::cli
