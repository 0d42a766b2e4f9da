// Tests every option of every command: only the documented settings come from the environment or a file.

#include "cli/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "cli/command.hpp"

namespace vitrine::cli::settings_test {
namespace {

void add_all(CommandLine& line) {
  for (auto* add : {add_serve,    add_preview,      add_import,     add_export,       add_build,   add_pdf,
                    add_validate, add_translations, add_list,       add_history,      add_restore, add_delete,
                    add_backup,   add_copy,         add_store,      add_sign_in_link, add_share,   add_token,
                    add_about,    add_health,       add_completions})
    add(line);
}

/// The names in the first column of the manual's table of settings.
std::set<std::string> documented() {
  const auto file = std::filesystem::path(VITRINE_SOURCE) / "docs" / "operating.md";
  std::ifstream in(file);
  EXPECT_TRUE(in) << file;
  std::set<std::string> names;
  bool is_in_table = false;
  const std::regex quoted("`([a-z-]+)`");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("| setting |")) is_in_table = true;
    if (!is_in_table) continue;
    if (!line.starts_with("|")) break;
    const auto first = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator at(first.begin(), first.end(), quoted); at != std::sregex_iterator(); ++at)
      names.insert((*at)[1]);
  }
  return names;
}

/// Code that declares options can modify them; the command line only returns them as const.
CLI::App& app_of(const CommandLine& line) {
  return const_cast<CLI::App&>(line.app());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

TEST(Settings, AreThoseOfTheTable) {
  CommandLine line;
  add_all(line);
  std::set<std::string> found;
  const auto collect = [&](const CLI::App& app) {
    for (const auto* option : app.get_options()) {
      if (is_setting(*option)) found.insert(option->get_lnames().front());
    }
  };
  collect(line.app());
  for (const auto* sub : line.app().get_subcommands({})) collect(*sub);
  EXPECT_EQ(found, documented());
  EXPECT_GT(found.size(), 30U);
}

/// The options that take a value from the environment, or from a file with a line for only that option.
TEST(Settings, NoOtherOptionReactsToEnvironmentOrFile) {
  const auto table = documented();
  const auto file =
      std::filesystem::temp_directory_path() / ("vitrine-settings-" + std::to_string(::getpid()));
  std::size_t options = 0;
  for (const bool by_file : {false, true}) {
    CommandLine names;
    add_all(names);
    for (const auto* sub : names.app().get_subcommands({})) {
      for (const auto* option : sub->get_options()) {
        if (option->get_lnames().empty() || option->check_lname("help")) continue;
        const auto name = option->get_lnames().front();
        CommandLine line;  // new each time: options keep their values
        add_all(line);
        auto& app = app_of(line);
        auto* fresh = app.get_subcommand(sub->get_name())->get_option("--" + name);
        const auto variable = environment_name(*fresh);
        if (by_file) {
          std::ofstream(file) << name << " = \"1\"\n";
        } else {
          ::setenv(variable.c_str(), "1", 1);
        }
        const auto applied =
            apply_settings({app.get_subcommand(sub->get_name())}, app, by_file ? file.string() : "");
        ::unsetenv(variable.c_str());
        if (table.contains(name)) {
          EXPECT_TRUE(!applied || fresh->count() > 0) << sub->get_name() << " --" << name;
        } else {
          EXPECT_EQ(fresh->count(), 0U) << sub->get_name() << " --" << name;
          EXPECT_EQ(applied.has_value(), !by_file) << sub->get_name() << " --" << name;
        }
        ++options;
      }
    }
  }
  std::filesystem::remove(file);
  EXPECT_GT(options, 100U);
}

}  // namespace
}  // namespace vitrine::cli::settings_test
