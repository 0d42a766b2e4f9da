#pragma once
// The texts for people in each language, one file per language (src/messages/assets/): by the keys of the
// service's own texts, and by the English template of a Message.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"

namespace vitrine::messages {

constexpr std::string_view kEnglish = "en";

/// The languages of the texts, English first. Live as long as the program.
const std::vector<std::string>& languages();

/// The one of them that fits the language tag ("de" for "de-AT"); else English.
std::string_view language_of(std::string_view tag);

/// The language of a process by its environment (POSIX, Base Definitions section 8.2): of LC_ALL, LC_MESSAGES
/// and LANG the first that is set and not empty ("de_AT.UTF-8" gives "de"); else English.
std::string_view language_of_environment();

/// The file of the language; of English where there is none.
const nlohmann::ordered_json& file_of(std::string_view language);

/// The translation of a template; the template itself where the language lacks it. Lives as long as the
/// program, or as `words`.
std::string_view translated(std::string_view words, std::string_view language);

/// translated() into the language, for Message::text(). `language` must be one of languages().
Message::Translate into(std::string_view language);

/// The message in the language.
std::string text(const Message& message, std::string_view language);

}  // namespace vitrine::messages
