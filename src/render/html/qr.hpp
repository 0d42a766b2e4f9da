#pragma once
// A QR code of a CV's URL.

#include <string>
#include <string_view>

namespace vitrine::render::html {

/// A QR code (ISO/IEC 18004, error correction M, or L for long addresses) of `url` as an SVG picture with a
/// title. It is black on white with the quiet zone of four modules, so that readers can scan it on any
/// background. For an address longer than a QR code can hold (2953 bytes) the picture shows only its title.
/// `name` is the person's name, plain text.
std::string qr_svg(std::string_view url, std::string_view name);

}  // namespace vitrine::render::html
