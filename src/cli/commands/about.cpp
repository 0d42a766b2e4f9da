#include <iostream>

#include "cli/command.hpp"
#include "cli/input.hpp"
#include "site/records/about_texts.hpp"
#include "site/records/audit.hpp"

namespace vitrine::cli {

namespace {

struct AboutOptions {
  std::string language;
  std::string file;
  bool reset = false;
};

Exit print(store::Store& store, const AboutOptions& options) {
  const auto own = site::read_about_texts(store);
  if (!own) return report(own.error());
  const auto& texts = *own ? **own : site::shipped_about_texts();
  if (options.language.empty()) {
    for (const auto& [language, text] : texts)
      std::cout << language << "  " << said(*own ? "your own"_msg : "as it came with the program"_msg)
                << '\n';
    return Exit::fine;
  }
  const auto text = texts.find(options.language);
  if (text == texts.end())
    return report(
        {ErrorCode::not_found, "there is no text in '{0}'; see: vitrine about"_msg(options.language)});
  std::cout << text->second;
  return Exit::fine;
}

Exit set(store::Store& store, const AboutOptions& options) {
  auto text = read_input(options.file);
  if (!text) return report(text.error());
  auto own = site::read_about_texts(store);
  if (!own) return report(own.error());
  auto texts = own->value_or(site::AboutTexts());
  texts[options.language] = std::move(*text);
  if (auto done = site::put_about_texts(store, texts); !done) return report(done.error());
  site::audit(store, {.what = "settings", .detail = "about"});
  std::string languages;
  for (const auto& [language, its_text] : texts) languages += (languages.empty() ? "" : ", ") + language;
  const auto words = languages.empty() ? Message("/about shows your text"_msg)
                                       : "/about shows your text in {0}"_msg(languages);
  std::cout << said(words) << '\n';
  return Exit::fine;
}

Exit reset(store::Store& store) {
  if (auto done = site::remove_about_texts(store); !done) return report(done.error());
  site::audit(store, {.what = "settings", .detail = "about"});
  std::cout << said("/about shows the texts that came with the program"_msg) << '\n';
  return Exit::fine;
}

Exit run(const Settings& settings, const AboutOptions& options) {
  if (!options.file.empty() && options.language.empty()) {
    return misused("say which language the text is in: vitrine about de --set {0}"_msg(options.file));
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  if (options.reset) return reset(**store);
  return options.file.empty() ? print(**store, options) : set(**store, options);
}

}  // namespace

void add_about(CommandLine& line) {
  const auto options = std::make_shared<AboutOptions>();
  auto& sub = line.add("about", "Print the text of the page /about, or put your own there",
                       [&line, options] { return run(line.settings(), *options); });
  sub.add_option("LANGUAGE", options->language, "Whose text (default: list the languages)")->type_name("");
  auto* file = sub.add_option("--set", options->file,
                              "File with your text in Markdown, in place of all that came with the program; "
                              "- is standard input")
                   ->type_name("FILE");
  sub.add_flag("--reset", options->reset, "Remove your texts: those of the program come back")
      ->excludes(file);
}

}  // namespace vitrine::cli
