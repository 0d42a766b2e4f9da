#pragma once
// The texts of the service itself, by key, one file per language (src/messages/assets/). The keys are
// enumerators made from the English file: a wrong key does not compile.

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/message.hpp"
#include "http/message/message.hpp"
#include "messages/catalogue.hpp"
#include "site/answers/message_keys.hpp"

namespace vitrine::site {

/// The values for {0}, {1} and so on in a text.
using Values = std::initializer_list<std::string_view>;

/// The best language of the texts for the client (Accept-Language, RFC 9110 section 12.5.4); else English.
std::string_view language_for(const http::Request& request);

/// A text in the language; English if this language lacks it.
std::string text(Text key, std::string_view language, Values values = {});

struct TitleAndDetail {
  std::string title;
  std::string detail;
};

/// A notice: what is wrong, and what to do. A part that this language lacks is in English.
TitleAndDetail notice(Notice key, std::string_view language, Values values = {});

/// `text` with the values in place of {0}, {1} and so on. Placeholders inside a value are not replaced.
std::string filled(std::string_view text, Values values);

}  // namespace vitrine::site
