#pragma once
// Proactive negotiation (RFC 9110 section 12): which of the offered forms a client prefers. All functions are
// pure, linear in the field's length, and ignore malformed members.

#include <span>
#include <string>
#include <string_view>

namespace vitrine::http {

/// The content coding in `offered` (server's preference first) that an Accept-Encoding value prefers (section
/// 12.5.3). "identity" is acceptable unless excluded; an empty value accepts only identity. Empty if nothing
/// is acceptable. The result is a view into `offered`.
std::string_view choose_encoding(std::string_view accept_encoding, std::span<const std::string_view> offered);

/// The media type in `offered` (server's preference first, without parameters) that an Accept value prefers,
/// by the most specific range for each (section 12.5.1). An empty value accepts the first. Empty if nothing
/// is acceptable.
std::string_view choose_media_type(std::string_view accept, std::span<const std::string_view> offered);

/// The language tag in `offered` (the default first) that an Accept-Language value prefers (section 12.5.4).
/// Each range is looked up by RFC 4647 section 3.4: shortened from its end until it matches; an offered tag
/// that is more specific than a range matches as well. The first if nothing matches. Empty if nothing is
/// offered.
std::string choose_language(std::string_view accept_language, std::span<const std::string> offered);

}  // namespace vitrine::http
