#pragma once
// Errors of HTTP itself, in the language of the client.

#include <string_view>

#include "base/message.hpp"
#include "http/message/message.hpp"

namespace vitrine::http {

/// The language of the program's texts that the client prefers (Accept-Language, RFC 9110 section 12.5.4);
/// else English. Lives as long as the program.
std::string_view answer_language(const Request& request);

/// The same of the bytes of a head, which may be malformed.
std::string_view answer_language(std::string_view head);

/// make_problem() with the standard phrase of the status for its title, both in the language.
Response make_problem(unsigned status, const Message& detail, std::string_view language);

/// The same in the language of the client.
Response make_problem(const Request& request, unsigned status, const Message& detail);

}  // namespace vitrine::http
