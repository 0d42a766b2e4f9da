#pragma once
// The texts of the service itself, by key, one file per language (src/site/assets/messages/). The keys are
// enumerators made from the English file: a wrong key does not compile.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "http/message/message.hpp"
#include "site/answers/message_keys.hpp"

namespace vitrine::site {

/// What stands for {0}, {1} and so on in a text.
using Values = std::initializer_list<std::string_view>;

/// The languages of the texts, English first. Live as long as the program.
const std::vector<std::string>& message_languages();

/// The one of them that the client prefers (Accept-Language, RFC 9110 section 12.5.4); else English.
std::string_view language_for(const http::Request& request);

/// The one of them that fits the language tag ("de" for "de-AT"); else English.
std::string_view message_language(std::string_view tag);

/// A text in the language. A text that this language lacks is in English.
std::string text(Text key, std::string_view language, Values values = {});

struct TitleAndDetail {
  std::string title;
  std::string detail;
};

/// A notice: what is wrong, and what to do. A part that this language lacks is in English.
TitleAndDetail notice(Notice key, std::string_view language, Values values = {});

/// The message of an Error, which is in English, in the language; the message itself where that has no
/// translation. "errors" in the files has the patterns of such messages; the first of the English file that
/// fits counts.
std::string error_text(std::string_view message, std::string_view language);

/// `text` with the values in the places of {0}, {1} and so on. What a value itself contains stays as it is.
std::string filled(std::string_view text, Values values);

}  // namespace vitrine::site
