#pragma once
// A QR code of a CV's URL.

#include <string>
#include <string_view>

namespace vitrine::render::html {

/// A QR code (ISO/IEC 18004, error correction M, else L where the address is long) of `url` as an SVG picture
/// with a title; black on white with the quiet zone of four modules, so that it can be read on any ground.
/// The picture of an address longer than a QR code can hold (2953 bytes) shows nothing but its title. `name`
/// is whose CV it is, plain text.
std::string qr_svg(std::string_view url, std::string_view name);

}  // namespace vitrine::render::html
