#pragma once
// Shared by all subcommands: exit codes, settings, registration.

#include <CLI/App.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::cli {

/// What a process of this program ends with.
enum class Exit : int {
  fine = 0,
  input = 1,   ///< the input is at fault
  usage = 2,   ///< the command line, an environment variable or the configuration file is
  system = 3,  ///< the system is: disk, permissions, network
};

/// Settings that all subcommands share.
struct Settings {
  std::filesystem::path data;  ///< the data folder
  std::string store = "sqlite";
  std::string table;     ///< of DynamoDB
  std::string endpoint;  ///< of DynamoDB; empty: the region's own
  std::string region;    ///< of AWS; empty: as its variables say
  std::string log_format = "text";
  std::string log_level = "info";
};

/// What a subcommand does once its options are read.
using Run = std::function<Exit()>;

/// The command line: collects the subcommands, then parses and runs one of them.
class CommandLine {
 public:
  CommandLine();

  /// Adds a subcommand; `run` is called when it was named. Its options are added to the returned app,
  /// whose lifetime is this object's.
  CLI::App& add(const std::string& name, const std::string& help, Run run);

  /// Parses, reads environment and configuration file for what the command line leaves open, runs.
  /// Every message about wrong usage goes to standard error.
  Exit run(int argc, const char* const* argv);

  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const CLI::App& app() const { return app_; }

 private:
  CLI::App app_;
  Settings settings_;
  std::string config_;
  std::vector<std::pair<CLI::App*, Run>> commands_;
};

/// Prints `vitrine: …` to standard error; gives the exit code that fits.
Exit report(const Error& error);

/// Prints `vitrine: …` to standard error, of what is wrong with how the command was called; gives
/// Exit::usage.
Exit misused(const Message& message);

/// The message in the language of the person (messages::language_of_environment()).
std::string said(const Message& message);

/// What the settings' store is called ("SQLite"). Defined in store.cpp.
std::string_view store_name(const Settings& settings);

/// The store that the settings name, opened. Defined in store.cpp.
Result<std::unique_ptr<store::Store>> open_store(const Settings& settings);

// Each is defined in the file of its name.
void add_serve(CommandLine& line);
void add_preview(CommandLine& line);
void add_import(CommandLine& line);
void add_export(CommandLine& line);
void add_build(CommandLine& line);
void add_pdf(CommandLine& line);
void add_validate(CommandLine& line);
void add_translations(CommandLine& line);
void add_list(CommandLine& line);
void add_history(CommandLine& line);
void add_restore(CommandLine& line);
void add_copy(CommandLine& line);
void add_backup(CommandLine& line);
void add_delete(CommandLine& line);
void add_store(CommandLine& line);
void add_sign_in_link(CommandLine& line);
void add_share(CommandLine& line);
void add_token(CommandLine& line);
void add_about(CommandLine& line);
void add_health(CommandLine& line);
void add_completions(CommandLine& line);

}  // namespace vitrine::cli
