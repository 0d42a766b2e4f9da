#include "cli/settings.hpp"

#include <unistd.h>

#include <CLI/Config.hpp>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string_view>

#include "base/log.hpp"
#include "cv/check/spelling.hpp"

namespace vitrine::cli {

namespace {

std::string option_name(const CLI::Option& option) {
  return option.get_lnames().empty() ? std::string{} : option.get_lnames().front();
}

/// Calls `visit` for each named option of each command.
template <class Visit>
void each_option(const CLI::App& root, Visit visit) {
  const auto go_through = [&](const CLI::App& app) {
    for (const auto* option : app.get_options()) {
      if (!option_name(*option).empty()) visit(*option);
    }
  };
  go_through(root);
  for (const auto* sub : root.get_subcommands({})) go_through(*sub);
}

Result<std::map<std::string, std::string>> read_config(const std::string& path) {
  std::map<std::string, std::string> values;
  if (path.empty()) return values;
  std::ifstream file(path);
  if (!file) return Error{ErrorCode::invalid, "cannot read the configuration file '{0}'"_msg(path)};
  try {
    for (const auto& item : CLI::ConfigTOML().from_config(file)) {
      if (item.name == "++" || item.name == "--")
        continue;  // CLI11's marks for the begin and end of a
                   // section
      const auto name = item.fullname();
      if (item.inputs.size() != 1) {
        return Error{ErrorCode::invalid,
                     "{0}: '{1}' needs one value, as in: {2} = \"…\""_msg(path, name, name)};
      }
      values[name] = item.inputs.front();
    }
  } catch (const CLI::Error& error) {
    return Error{ErrorCode::invalid, "{0}: {1}; each line is: name = \"value\""_msg(path, error.what())};
  }
  return values;
}

Result<void> check_names(const std::map<std::string, std::string>& values, const CLI::App& root,
                         const std::string& path) {
  std::set<std::string> known;
  each_option(root, [&](const CLI::Option& option) {
    if (is_setting(option)) known.insert(option_name(option));
  });
  for (const auto& [name, value] : values) {
    if (known.contains(name)) continue;
    std::string all;
    for (const auto& one : known) all += (all.empty() ? "" : ", ") + one;
    return Error{ErrorCode::invalid, "{0}: there is no setting '{1}'; there are: {2}"_msg(path, name, all)};
  }
  return {};
}

Result<void> give(CLI::Option& option, const std::string& value, const std::string& source) {
  try {
    option.add_result(value);
    option.run_callback();
  } catch (const CLI::Error& error) {
    return Error{ErrorCode::invalid, "{0}: {1}"_msg(source, error.what())};
  }
  return {};
}

}  // namespace

bool is_setting(const CLI::Option& option) {
  return option.get_configurable() && !option_name(option).empty();
}

std::string environment_name(const CLI::Option& option) {
  std::string name = "VITRINE_" + option_name(option);
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
  return name;
}

void warn_of_strays(const CLI::App& root) {
  constexpr std::string_view kPrefix = "VITRINE_";
  std::set<std::string> settings{"VITRINE_CONFIG"};
  std::set<std::string> others;
  each_option(root, [&](const CLI::Option& option) {
    (is_setting(option) ? settings : others).insert(environment_name(option));
  });
  const std::vector<std::string_view> known(settings.begin(), settings.end());
  for (auto** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    const auto name = variable.substr(0, variable.find('='));
    if (!name.starts_with(kPrefix) || settings.contains(std::string(name))) continue;
    const auto near = cv::check::nearest(name, known);
    const bool is_option = others.contains(std::string(name));
    if (near.empty() && !is_option) continue;  // a variable of another program
    base::log_warning(
        "this variable of the environment is no setting and has no effect",
        {{"name", std::string(name)},
         {"hint", is_option ? "say it on the command line" : "did you mean " + std::string(near) + "?"}});
  }
}

Result<void> apply_settings(const std::vector<CLI::App*>& apps, const CLI::App& root,
                            const std::string& config) {
  const auto values = read_config(config);
  if (!values) return values.error();
  if (auto checked = check_names(*values, root, config); !checked) return checked;
  for (auto* app : apps) {
    for (auto* option : app->get_options()) {
      if (!is_setting(*option) || option->count() > 0) continue;
      const auto variable = environment_name(*option);
      const auto entry = values->find(option_name(*option));
      Result<void> given;
      if (const char* value = std::getenv(variable.c_str()); value != nullptr && *value != '\0') {
        given = give(*option, value, variable);
      } else if (entry != values->end()) {
        given = give(*option, entry->second, config);
      }
      if (!given) return given;
    }
  }
  return {};
}

}  // namespace vitrine::cli
