#pragma once
// Escapes text for HTML, and lets only safe URLs pass.

#include <optional>
#include <string>
#include <string_view>

namespace vitrine::render {

/// Appends `text`, escaped for use as text or in a quoted attribute. Characters that HTML forbids (controls,
/// noncharacters; HTML Living Standard 13.2.3.5) become U+FFFD. `text` is UTF-8.
void append_escaped(std::string& out, std::string_view text);
std::string escaped(std::string_view text);

/// Returns the address of a link: http, https, mailto or tel, as given. "example.com/x" without a scheme gets
/// "https://"; a bare DOI ("10.1000/182", "doi:10.1000/182") gets the address of its resolver. Returns
/// nothing for any other scheme, or for text that is no address.
std::optional<std::string> safe_url(std::string_view url);

/// The address of a picture: https, http, or a data URI of an image; nothing otherwise.
std::optional<std::string> safe_image(std::string_view url);

/// "tel:" with the digits and signs that a dialler needs; nothing if the number has no digit (RFC 3966).
std::optional<std::string> phone_url(std::string_view phone);

/// A short form for people: without scheme, "www." and the '/' at the end.
std::string short_url(std::string_view url);

}  // namespace vitrine::render
