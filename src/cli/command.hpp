#pragma once
// Shared by all subcommands: exit codes, settings, registration.

#include <CLI/App.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "site/documents/summaries.hpp"
#include "store/common/store.hpp"

namespace vitrine::cli {

/// The exit codes of the program.
enum class Exit : int {
  fine = 0,
  input = 1,   ///< the input is at fault
  usage = 2,   ///< the command line, an environment variable or the configuration file is at fault
  system = 3,  ///< the system is at fault: disk, permissions, network
};

/// Settings shared by all subcommands.
struct Settings {
  std::filesystem::path data;  ///< the data folder
  std::string store = "sqlite";
  std::string table;     ///< table name for DynamoDB
  std::string endpoint;  ///< address of DynamoDB; empty: the region's own
  std::string region;    ///< AWS region; empty: from AWS's variables
  std::string log_format = "text";
  std::string log_level = "info";
};

/// The action of a subcommand, run once its options are parsed.
using Run = std::function<Exit()>;

/// The command line: collects the subcommands, then parses and runs one of them.
class CommandLine {
 public:
  CommandLine();

  /// Adds a subcommand; `run` is called if the command line names it. Add its options to the returned app,
  /// which lives as long as this object.
  CLI::App& add(const std::string& name, const std::string& help, Run run);

  /// Parses the command line, reads the settings that it does not give from the environment and the
  /// configuration file, and runs the subcommand. Prints every message about wrong usage to standard error.
  Exit run(int argc, const char* const* argv);

  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const CLI::App& app() const { return app_; }

 private:
  CLI::App app_;
  Settings settings_;
  std::string config_;
  std::vector<std::pair<CLI::App*, Run>> commands_;
};

/// Prints `vitrine: …` to standard error; returns the matching exit code.
Exit report(const Error& error);

/// Prints `vitrine: …` to standard error, about wrong usage of the command; returns Exit::usage.
Exit misused(const Message& message);

/// The message in the language of the person (messages::language_of_environment()).
std::string said(const Message& message);

/// The name of the configured kind of store ("SQLite"). Defined in store.cpp.
std::string_view store_name(const Settings& settings);

/// Opens the configured store; without summaries if it is only copied from. Defined in store.cpp.
Result<std::unique_ptr<store::Store>> open_store(const Settings& settings,
                                                 const store::Summarizer& summarizer = site::cv_summarizer());

// Each is defined in the file with its name.
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
void add_mcp(CommandLine& line);
void add_about(CommandLine& line);
void add_health(CommandLine& line);
void add_completions(CommandLine& line);

}  // namespace vitrine::cli
