// Completion scripts for shells, generated from the command line's own definition so that they always match
// it.

#include <iostream>

#include "cli/command.hpp"

namespace vitrine::cli {

namespace {

struct Word {
  std::string text;
  std::string help;
  bool takes_value = false;
};

std::vector<Word> options_of(const CLI::App& app) {
  std::vector<Word> words;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) {
      words.push_back({"--" + name, option->get_description(), option->get_items_expected_max() > 0});
    }
  }
  return words;
}

/// The options allowed behind a subcommand: its own and the common ones.
std::vector<Word> options_behind(const CLI::App& root, const CLI::App& sub) {
  auto words = options_of(sub);
  for (auto& word : options_of(root)) {
    if (word.text != "--help" && word.text != "--version") words.push_back(std::move(word));
  }
  return words;
}

std::string joined(const std::vector<Word>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

/// `text` with `before` in front of each character of `special`.
std::string escaped(const std::string& text, std::string_view special, std::string_view before) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += before;
    out += c;
  }
  return out;
}

/// Inside single quotes, for all three shells.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string bash(const CLI::App& app) {
  std::string names;
  std::string cases;
  for (const auto* sub : app.get_subcommands({})) {
    names += (names.empty() ? "" : " ") + sub->get_name();
    cases += "    " + sub->get_name() + ") words='" + joined(options_behind(app, *sub)) + "' ;;\n";
  }
  return "# bash completion for vitrine: source <(vitrine completions bash)\n"
         "_vitrine() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} command='' words='' word\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case $word in -*) ;; *) command=$word; break ;; esac\n"
         "  done\n"
         "  case $command in\n" +
         cases + "    '') words='" + names + " " + joined(options_of(app)) +
         "' ;;\n"
         "  esac\n"
         "  if [[ $command == completions ]]; then words='bash zsh fish'; fi\n"
         "  if [[ -n $command && $command != completions && $current != -* ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
         "  else\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _vitrine vitrine\n";
}

std::string zsh(const CLI::App& app) {
  const auto argument = [](const Word& word) {
    const auto help = escaped(word.help, "[]:\\", "\\");
    return quoted(word.text + "[" + help + "]" + (word.takes_value ? ":value:_files" : ""));
  };
  std::string out =
      "#compdef vitrine\n"
      "# zsh completion for vitrine: vitrine completions zsh > \"${fpath[1]}/_vitrine\"\n"
      "_vitrine() {\n"
      "  local -a commands\n  commands=(\n";
  for (const auto* sub : app.get_subcommands({})) {
    out += "    " + quoted(sub->get_name() + ":" + escaped(sub->get_description(), ":\\", "\\")) + "\n";
  }
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  case "
      "${words[2]} in\n";
  for (const auto* sub : app.get_subcommands({})) {
    out += "    " + sub->get_name() + ") _arguments";
    for (const auto& word : options_behind(app, *sub)) out += " " + argument(word);
    out += sub->get_name() == "completions" ? " '2:shell:(bash zsh fish)' ;;\n" : " '*:file:_files' ;;\n";
  }
  return out + "  esac\n}\n_vitrine \"$@\"\n";
}

std::string fish(const CLI::App& app) {
  std::string out =
      "# fish completion for vitrine: vitrine completions fish > ~/.config/fish/completions/vitrine.fish\n";
  for (const auto* sub : app.get_subcommands({})) {
    out += "complete -c vitrine -f -n __fish_use_subcommand -a " + sub->get_name() + " -d " +
           quoted(sub->get_description()) + "\n";
    for (const auto& word : options_behind(app, *sub)) {
      out += "complete -c vitrine -n '__fish_seen_subcommand_from " + sub->get_name() + "' -l " +
             word.text.substr(2) + (word.takes_value ? " -r" : "") + " -d " + quoted(word.help) + "\n";
    }
  }
  return out + "complete -c vitrine -f -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'\n";
}

}  // namespace

void add_completions(CommandLine& line) {
  const auto shell = std::make_shared<std::string>();
  auto& sub = line.add("completions", "Print a completion script for a shell", [&line, shell] {
    std::cout << (*shell == "bash" ? bash(line.app()) : *shell == "zsh" ? zsh(line.app()) : fish(line.app()));
    return Exit::fine;
  });
  sub.add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("");
}

}  // namespace vitrine::cli
