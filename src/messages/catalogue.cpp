#include "messages/catalogue.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <unordered_map>

#include "base/resources.hpp"

namespace vitrine::messages {

namespace {

constexpr std::string_view kFolder = "src/messages/assets/";
constexpr std::string_view kSuffix = ".json";

struct Language {
  nlohmann::ordered_json file;
  std::unordered_map<std::string_view, std::string_view> templates;  ///< into `file`
};

const std::map<std::string, Language, std::less<>>& files() {
  static const auto all = [] {
    std::map<std::string, Language, std::less<>> out;
    for (const auto& resource : base::all_resources()) {
      if (!resource.name.starts_with(kFolder) || !resource.name.ends_with(kSuffix)) continue;
      auto name = resource.name.substr(kFolder.size());
      name.remove_suffix(kSuffix.size());
      auto& language = out[std::string(name)];
      language.file = nlohmann::ordered_json::parse(resource.bytes);
      if (!language.file.contains("messages")) continue;
      for (const auto& [words, translation] : language.file["messages"].items())
        language.templates.emplace(words, translation.get_ref<const std::string&>());
    }
    return out;
  }();
  return all;
}

const Language& of(std::string_view language) {
  const auto at = files().find(language);
  return (at == files().end() ? files().find(kEnglish) : at)->second;
}

}  // namespace

const std::vector<std::string>& languages() {
  static const auto all = [] {
    std::vector<std::string> out{std::string(kEnglish)};
    for (const auto& [language, file] : files()) {
      if (language != kEnglish) out.push_back(language);
    }
    return out;
  }();
  return all;
}

std::string_view language_of(std::string_view tag) {
  const auto& all = languages();
  auto at = std::ranges::find(all, tag);
  if (at == all.end()) at = std::ranges::find(all, tag.substr(0, tag.find_first_of("-_.@")));
  return at == all.end() ? kEnglish : std::string_view(*at);
}

std::string_view language_of_environment() {
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return language_of(value);
  }
  return kEnglish;
}

const nlohmann::ordered_json& file_of(std::string_view language) {
  return of(language).file;
}

std::string_view translated(std::string_view words, std::string_view language) {
  const auto& all = of(language).templates;
  const auto at = all.find(words);
  return at == all.end() ? words : at->second;
}

Message::Translate into(std::string_view language) {
  return [language](std::string_view words) { return translated(words, language); };
}

std::string text(const Message& message, std::string_view language) {
  return message.text(into(language));
}

}  // namespace vitrine::messages
