#include "site/answers/messages.hpp"

#include <array>
#include <map>

#include "http/message/negotiate.hpp"
#include "http/message/problem.hpp"

namespace vitrine::site {

namespace {

using LanguageFile = nlohmann::ordered_json;

/// The texts of a language; missing ones are in English.
struct Catalogue {
  std::vector<std::string> texts;       ///< indexed by Text
  std::vector<TitleAndDetail> notices;  ///< indexed by Notice
};

/// The text with that key in the language's file, else in the English one.
std::string text_at(const LanguageFile& file, const std::string& place) {
  const LanguageFile::json_pointer pointer(place);
  const auto& english = messages::file_of(messages::kEnglish);
  return (file.contains(pointer) ? file : english).at(pointer).get<std::string>();
}

Catalogue read_catalogue(const LanguageFile& file) {
  Catalogue out;
  for (const auto key : kTextNames) out.texts.push_back(text_at(file, "/texts/" + std::string(key)));
  for (const auto key : kNoticeNames) {
    const auto place = "/notices/" + std::string(key);
    out.notices.push_back({text_at(file, place + "/title"), text_at(file, place + "/detail")});
  }
  return out;
}

const std::map<std::string, Catalogue, std::less<>>& catalogues() {
  static const auto all = [] {
    std::map<std::string, Catalogue, std::less<>> out;
    for (const auto& language : messages::languages())
      out.emplace(language, read_catalogue(messages::file_of(language)));
    return out;
  }();
  return all;
}

const Catalogue& catalogue(std::string_view language) {
  const auto at = catalogues().find(language);
  return at == catalogues().end() ? catalogues().find(messages::kEnglish)->second : at->second;
}

}  // namespace

std::string_view language_for(const http::Request& request) {
  return http::answer_language(request);
}

std::string filled(std::string_view text, Values values) {
  return vitrine::filled(text, {values.begin(), values.end()});
}

std::string text(Text key, std::string_view language, Values values) {
  return filled(catalogue(language).texts.at(static_cast<std::size_t>(key)), values);
}

TitleAndDetail notice(Notice key, std::string_view language, Values values) {
  const auto& made = catalogue(language).notices.at(static_cast<std::size_t>(key));
  return {made.title, filled(made.detail, values)};
}

}  // namespace vitrine::site
