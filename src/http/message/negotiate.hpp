#pragma once
// Proactive negotiation (RFC 9110 section 12): which of the offered forms a client prefers. All functions are
// pure, linear in the field's length, and read a malformed member as if it were not there.

#include <span>
#include <string>
#include <string_view>

namespace vitrine::http {

/// The content coding of `offered` (server's preference first) that an Accept-Encoding value prefers
/// (section 12.5.3). "identity" is acceptable unless it is excluded; an empty value accepts it alone. Empty
/// where nothing is acceptable. The result is a view into `offered`.
std::string_view choose_encoding(std::string_view accept_encoding, std::span<const std::string_view> offered);

/// The media type of `offered` (server's preference first, without parameters) that an Accept value prefers,
/// by the most specific range for each (section 12.5.1). An empty value accepts the first. Empty where
/// nothing is acceptable.
std::string_view choose_media_type(std::string_view accept, std::span<const std::string_view> offered);

/// The language tag of `offered` (the default first) that an Accept-Language value prefers (section 12.5.4):
/// each range is looked up as RFC 4647 section 3.4 says, cut from its end until it fits; an offered tag that
/// narrows a range fits as well. The first where nothing fits. Empty where nothing is offered.
std::string choose_language(std::string_view accept_language, std::span<const std::string> offered);

}  // namespace vitrine::http
