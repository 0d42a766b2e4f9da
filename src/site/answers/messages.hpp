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

/// The values for {0}, {1} and so on in a text.
using Values = std::initializer_list<std::string_view>;

/// The languages of the texts, English first. Live as long as the program.
const std::vector<std::string>& message_languages();

/// The best of these languages for the client (Accept-Language, RFC 9110 section 12.5.4); else English.
std::string_view language_for(const http::Request& request);

/// The best of these languages for the tag ("de" for "de-AT"); else English.
std::string_view message_language(std::string_view tag);

/// A text in the language; English if this language lacks it.
std::string text(Text key, std::string_view language, Values values = {});

struct TitleAndDetail {
  std::string title;
  std::string detail;
};

/// A notice: what is wrong, and what to do. A part that this language lacks is in English.
TitleAndDetail notice(Notice key, std::string_view language, Values values = {});

/// The English message of an Error in the language; the message itself if it has no translation. "errors" in
/// the files has the patterns of such messages; the first pattern of the English file that matches is used.
std::string error_text(std::string_view message, std::string_view language);

/// `text` with the values in place of {0}, {1} and so on. Placeholders inside a value are not replaced.
std::string filled(std::string_view text, Values values);

}  // namespace vitrine::site
