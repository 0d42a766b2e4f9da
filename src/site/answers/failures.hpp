#pragma once
// Errors as the client reads them: a page for people, a problem (RFC 9457) for programs.

#include <string_view>

#include "base/result.hpp"
#include "http/message/message.hpp"

namespace vitrine::site {

/// Whether the client would rather see a page than a machine-readable answer.
bool wants_html(const http::Request& request);

/// An error in the form that the client reads; kept by nobody. `value` stands for "{0}" in the detail.
http::Response failure(const http::Request& request, unsigned status, std::string_view title,
                       std::string_view detail, std::string_view value = {});

/// The answer where a CV cannot be read. One that there is not, one that is kept from this visitor and one
/// that could never be look alike.
http::Response failure(const http::Request& request, const Error& error);

/// What a program gets for a failed call of the API: the status that fits the error's kind, and its message.
http::Response api_failure(const Error& error);

/// An answer of the API: JSON, kept by nobody.
http::Response api_answer(unsigned status, std::string json);

/// A page with its policy; kept by nobody.
http::Response html_answer(unsigned status, std::string html, std::string_view policy);

/// A page that says something to a person, with a link to the start page: in the language that the address
/// names, else in theirs, where both texts are there in it (words.hpp), else in English. Kept by nobody.
/// `value` stands for "{0}" in the detail.
http::Response message(const http::Request& request, unsigned status, std::string_view title,
                       std::string_view detail, std::string_view value = {});

}  // namespace vitrine::site
