#pragma once
// What the service itself says to people, beside their CVs: written in English where it is said, and kept
// here in the other languages that the service speaks.

#include <string_view>

#include "http/message/message.hpp"

namespace vitrine::site {

/// The language, of those that the service speaks, that its client would rather read (Accept-Language, RFC
/// 9110 section 12.5.4): "en" or "de".
std::string_view language_for(const http::Request& request);

/// The text in that language; empty where there is no translation. English is always there.
std::string_view said(std::string_view english, std::string_view language);

}  // namespace vitrine::site
