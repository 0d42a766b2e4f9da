#include "cli/command.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdlib>
#include <iostream>

#include "base/log.hpp"
#include "base/version.hpp"
#include "cli/settings.hpp"
#include "messages/catalogue.hpp"

namespace vitrine::cli {

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

/// From the XDG Base Directory Specification; empty if neither variable is set.
std::filesystem::path default_data_folder() {
  if (const auto xdg = environment("XDG_DATA_HOME"); !xdg.empty())
    return std::filesystem::path(xdg) / "vitrine";
  if (const auto home = environment("HOME"); !home.empty()) {
    return std::filesystem::path(home) / ".local" / "share" / "vitrine";
  }
  return {};
}

Exit wrong_usage(const Message& message, const std::string& command) {
  return misused("{0}\nSee: vitrine {1}--help"_msg(message, command.empty() ? "" : command + " "));
}

/// An unknown word in the place of a subcommand; empty if there is none.
std::string unknown_command(const CLI::App& app, int argc, const char* const* argv) {
  if (argc < 2 || argv[1][0] == '-') return {};
  for (const auto* sub : app.get_subcommands({})) {
    if (sub->get_name() == argv[1]) return {};
  }
  return argv[1];
}

}  // namespace

CommandLine::CommandLine() : app_("Vitrine keeps CVs and serves them as web pages.", "vitrine") {
  settings_.data = default_data_folder();
  // Only options with configurable() at their declaration are settings (settings.hpp); subcommands inherit
  // this.
  app_.option_defaults()->configurable(false);
  app_.set_version_flag("--version", "vitrine " + std::string(version()), "Print the version and exit");
  app_.set_help_flag("--help,-h", "Print this help and exit");
  app_.fallthrough();
  app_.get_formatter()->column_width(34);
  app_.add_option("--data", settings_.data,
                  "Folder that holds the store (default: " + settings_.data.string() + ")")
      ->type_name("DIR")
      ->configurable();
  app_.add_option("--store", settings_.store, "Kind of store: sqlite or dynamodb")
      ->check(CLI::IsMember({"sqlite", "dynamodb"}))
      ->type_name("KIND")
      ->configurable();
  app_.add_option("--table", settings_.table, "Table of the DynamoDB store")
      ->type_name("NAME")
      ->configurable();
  app_.add_option("--endpoint", settings_.endpoint, "Address of DynamoDB (default: the region's)")
      ->type_name("URL")
      ->configurable();
  app_.add_option("--region", settings_.region, "AWS region of the table (default: from AWS_REGION)")
      ->type_name("NAME")
      ->configurable();
  app_.add_option("--log-format", settings_.log_format, "Form of the log: text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORM")
      ->configurable();
  app_.add_option("--log-level", settings_.log_level, "Least level that is logged: debug, info, warn, error")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->type_name("LEVEL")
      ->configurable();
  app_.add_option("--config", config_, "Configuration file with lines of the form: name = \"value\"")
      ->type_name("FILE");
  app_.footer(
      "Each setting can also stand in the environment (VITRINE_DATA for --data) or in the configuration "
      "file;\n"
      "the command line goes before the environment, the environment before the file.\n"
      "Exit codes: 0 fine, 1 the input is at fault, 2 wrong usage, 3 the system is at fault.");
}

CLI::App& CommandLine::add(const std::string& name, const std::string& help, Run run) {
  auto* sub = app_.add_subcommand(name, help);
  sub->set_help_flag("--help,-h", "Print this help and exit");
  sub->get_formatter()->column_width(34);
  sub->footer([this] {
    const auto shared = std::as_const(app_).get_options([](const CLI::Option* option) {
      return option->nonpositional() && !option->check_lname("help") && !option->check_lname("version");
    });
    return CLI::Formatter().make_group("Settings of every command (also as VITRINE_… in the environment)",
                                       false, shared);
  });
  commands_.emplace_back(sub, std::move(run));
  return *sub;
}

Exit CommandLine::run(int argc, const char* const* argv) {
  if (const auto word = unknown_command(app_, argc, argv); !word.empty()) {
    return wrong_usage("there is no command '{0}'"_msg(word), "");
  }
  try {
    app_.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help and --version
    app_.exit(asked);
    return Exit::fine;
  } catch (const CLI::ParseError& error) {
    const auto named = app_.get_subcommands();
    return wrong_usage(Message::as_is(error.what()), named.empty() ? "" : named.front()->get_name());
  }
  for (const auto& [sub, run_command] : commands_) {
    if (!sub->parsed()) continue;
    if (config_.empty()) config_ = environment("VITRINE_CONFIG");
    if (auto applied = apply_settings({&app_, sub}, app_, config_); !applied) {
      return wrong_usage(applied.error().message, sub->get_name());
    }
    base::set_up_logging(settings_.log_format == "json" ? base::LogFormat::json : base::LogFormat::text,
                         settings_.log_level);
    warn_of_strays(app_);
    return run_command();
  }
  return wrong_usage("a command is needed"_msg, "");
}

std::string said(const Message& message) {
  return messages::text(message, messages::language_of_environment());
}

Exit misused(const Message& message) {
  std::cerr << "vitrine: " << said(message) << '\n';
  return Exit::usage;
}

Exit report(const Error& error) {
  std::cerr << "vitrine: " << said(error.message) << '\n';
  const bool is_system = error.code == ErrorCode::unavailable || error.code == ErrorCode::internal;
  return is_system ? Exit::system : Exit::input;
}

}  // namespace vitrine::cli
