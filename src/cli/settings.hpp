#pragma once
// Where an option's value comes from: command line, environment, configuration file, default; the first
// that has it wins.

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace vitrine::cli {

/// Whether an option may come from the environment and the configuration file: those that are declared so
/// (configurable()). What says what to do now, and to which CV, is said on the command line alone.
bool is_setting(const CLI::Option& option);

/// Logs a warning for each variable of the environment that looks like a setting and is none: the name of an
/// option that is no setting, or one that is nearly a setting's. Other names that begin with VITRINE_ may be
/// others'.
void warn_of_strays(const CLI::App& root);

/// Name of the environment variable of an option: "--log-format" is VITRINE_LOG_FORMAT.
std::string environment_name(const CLI::Option& option);

/// Gives each setting among the options of `apps` that the command line left open its value from the
/// environment, else from the configuration file. The file has one `name = value` a line, names as on the
/// command line without dashes (TOML's plain form); `#` begins a comment. `config` is its path, "" for none.
///
/// `invalid` for a file that cannot be read or parsed, a name that no subcommand has (with the nearest
/// that one has), or a value that the option refuses; the message says from which source it came.
Result<void> apply_settings(const std::vector<CLI::App*>& apps, const CLI::App& root,
                            const std::string& config);

}  // namespace vitrine::cli
