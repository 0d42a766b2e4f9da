#pragma once
// Error responses: a page for people, problem details (RFC 9457) for programs.

#include <string_view>

#include "base/result.hpp"
#include "http/message/message.hpp"
#include "site/answers/messages.hpp"

namespace vitrine::site {

/// Whether the client would rather see a page than a machine-readable answer.
bool wants_html(const http::Request& request);

/// An error in the form that the client reads; kept by nobody. A page is as message() says; a problem is as
/// problem() says at the addresses of the API, and elsewhere in English.
http::Response failure(const http::Request& request, unsigned status, Notice what, Values values = {});

/// An error as a problem in the language that the client prefers; kept by nobody.
http::Response problem(const http::Request& request, unsigned status, Notice what, Values values = {});

/// The answer where a CV cannot be read. One that there is not, one that is kept from this visitor and one
/// that could never be look alike.
http::Response failure(const http::Request& request, const Error& error);

/// What a program gets for a failed call of the API: the status that fits the error's kind, and its message
/// in the language that the client prefers.
http::Response api_failure(const http::Request& request, const Error& error);

/// An answer of the API: JSON, kept by nobody.
http::Response api_answer(unsigned status, std::string json);

/// A page with its policy; kept by nobody.
http::Response html_answer(unsigned status, std::string html, std::string_view policy);

/// A page that says something to a person, with a link to the start page: in the language that the address
/// names, else in the one that the client prefers. Kept by nobody.
http::Response message(const http::Request& request, unsigned status, Notice what, Values values = {});

}  // namespace vitrine::site
