#include "site/answers/messages.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>

#include "base/resources.hpp"
#include "http/message/negotiate.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kEnglish = "en";
constexpr std::string_view kMessagesFolder = "src/site/assets/messages/";
constexpr std::string_view kMessagesSuffix = ".json";

using LanguageFile = nlohmann::ordered_json;

/// The texts of a language; missing ones are in English.
struct Catalogue {
  std::vector<std::string> texts;                           ///< indexed by Text
  std::vector<TitleAndDetail> notices;                      ///< indexed by Notice
  std::vector<std::pair<std::string, std::string>> errors;  ///< keys and texts, in the order of the file
};

const std::map<std::string, LanguageFile, std::less<>>& language_files() {
  static const auto all = [] {
    std::map<std::string, LanguageFile, std::less<>> out;
    for (const auto& resource : base::all_resources()) {
      if (!resource.name.starts_with(kMessagesFolder) || !resource.name.ends_with(kMessagesSuffix)) continue;
      auto language = resource.name.substr(kMessagesFolder.size());
      language.remove_suffix(kMessagesSuffix.size());
      out.emplace(language, LanguageFile::parse(resource.bytes));
    }
    return out;
  }();
  return all;
}

/// The text with that key in the language's file, else in the English one.
std::string text_at(const LanguageFile& file, const std::string& place) {
  const LanguageFile::json_pointer pointer(place);
  const auto& english = language_files().find(kEnglish)->second;
  return (file.contains(pointer) ? file : english).at(pointer).get<std::string>();
}

Catalogue read_catalogue(const LanguageFile& file) {
  Catalogue out;
  for (const auto key : kTextNames) out.texts.push_back(text_at(file, "/texts/" + std::string(key)));
  for (const auto key : kNoticeNames) {
    const auto place = "/notices/" + std::string(key);
    out.notices.push_back({text_at(file, place + "/title"), text_at(file, place + "/detail")});
  }
  const LanguageFile none = LanguageFile::object();
  const auto errors = file.find("errors");
  for (const auto& [key, value] : (errors == file.end() ? none : *errors).items())
    out.errors.emplace_back(key, value.get<std::string>());
  return out;
}

const std::map<std::string, Catalogue, std::less<>>& catalogues() {
  static const auto all = [] {
    std::map<std::string, Catalogue, std::less<>> out;
    for (const auto& [language, file] : language_files()) out.emplace(language, read_catalogue(file));
    return out;
  }();
  return all;
}

const Catalogue& catalogue(std::string_view language) {
  const auto at = catalogues().find(language);
  return at == catalogues().end() ? catalogues().find(kEnglish)->second : at->second;
}

std::string filled_from(std::string_view text, std::span<const std::string_view> values) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const auto number =
        text.size() > 2 && text[2] == '}' ? static_cast<std::size_t>(text[1] - '0') : values.size();
    if (number < values.size()) {
      out += values[number];
      text.remove_prefix(3);
    } else {
      out += '{';
      text.remove_prefix(1);
    }
  }
  return out;
}

/// The values with which `pattern` gives `message`; nothing if there are none. The placeholders are in order
/// in the pattern.
std::optional<std::vector<std::string_view>> values_of(std::string_view message, std::string_view pattern) {
  std::vector<std::string_view> values;
  auto open = pattern.find('{');
  if (open == std::string_view::npos) {
    if (message != pattern) return std::nullopt;
    return values;
  }
  if (!message.starts_with(pattern.substr(0, open))) return std::nullopt;
  message.remove_prefix(open);
  while (true) {
    pattern.remove_prefix(open + 3);
    open = pattern.find('{');
    const auto fixed = pattern.substr(0, open);
    const auto end = open == std::string_view::npos ? message.size() - std::min(fixed.size(), message.size())
                                                    : message.find(fixed);
    if (end == std::string_view::npos || message.substr(end, fixed.size()) != fixed) return std::nullopt;
    values.push_back(message.substr(0, end));
    message.remove_prefix(end + fixed.size());
    if (open == std::string_view::npos) return values;
  }
}

}  // namespace

const std::vector<std::string>& message_languages() {
  static const auto languages = [] {
    std::vector<std::string> out{std::string(kEnglish)};
    for (const auto& [language, file] : language_files()) {
      if (language != kEnglish) out.push_back(language);
    }
    return out;
  }();
  return languages;
}

std::string_view language_for(const http::Request& request) {
  return message_language(http::choose_language(request.field("accept-language"), message_languages()));
}

std::string_view message_language(std::string_view tag) {
  const auto& languages = message_languages();
  auto at = std::ranges::find(languages, tag);
  if (at == languages.end()) at = std::ranges::find(languages, tag.substr(0, tag.find('-')));
  return at == languages.end() ? kEnglish : std::string_view(*at);
}

std::string filled(std::string_view text, Values values) {
  return filled_from(text, values);
}

std::string text(Text key, std::string_view language, Values values) {
  return filled(catalogue(language).texts.at(static_cast<std::size_t>(key)), values);
}

TitleAndDetail notice(Notice key, std::string_view language, Values values) {
  const auto& made = catalogue(language).notices.at(static_cast<std::size_t>(key));
  return {made.title, filled(made.detail, values)};
}

std::string error_text(std::string_view message, std::string_view language) {
  if (language == kEnglish) return std::string(message);
  const auto& theirs = catalogue(language).errors;
  for (const auto& [key, pattern] : catalogue(kEnglish).errors) {
    const auto translation = std::ranges::find(theirs, key, &std::pair<std::string, std::string>::first);
    if (translation == theirs.end()) continue;
    if (const auto values = values_of(message, pattern)) return filled_from(translation->second, *values);
  }
  return std::string(message);
}

}  // namespace vitrine::site
