#pragma once
// Error responses: a page for people, problem details (RFC 9457) for programs.

#include <string_view>

#include "base/result.hpp"
#include "http/message/message.hpp"
#include "site/answers/messages.hpp"

namespace vitrine::site {

/// Whether the client prefers a page to a machine-readable answer.
bool wants_html(const http::Request& request);

/// An error in the client's preferred form; not cached. A page is made by message(); a problem by problem()
/// at the addresses of the API, and elsewhere in English.
http::Response failure(const http::Request& request, unsigned status, Notice what, Values values = {});

/// An error as a problem in the client's preferred language; not cached.
http::Response problem(const http::Request& request, unsigned status, Notice what, Values values = {});

/// The answer for a CV that cannot be read. A missing CV, one that is hidden from this visitor and an
/// impossible one give the same answer.
http::Response failure(const http::Request& request, const Error& error);

/// The answer to a failed call of the API: the status for the error's kind, and its message in the client's
/// preferred language.
http::Response api_failure(const http::Request& request, const Error& error);

/// An answer of the API: JSON, not cached.
http::Response api_answer(unsigned status, std::string json);

/// A page with its policy; not cached.
http::Response html_answer(unsigned status, std::string html, std::string_view policy);

/// A page with a message for people and a link to the start page: in the language that the address names,
/// else in the client's preferred one. Not cached.
http::Response message(const http::Request& request, unsigned status, Notice what, Values values = {});

}  // namespace vitrine::site
