#pragma once
// Reads a CV's photo (JPEG or PNG in a data URI) for the PDF, and crops it to a square as the page does.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::render::pdf {

/// A square picture as a baseline JPEG in RGB, sRGB taken for granted. It was drawn anew from the pixels: no
/// metadata (Exif, XMP, comments, colour profiles) and nothing outside the square of what came in is in it.
struct Photo {
  std::string jpeg;
  std::size_t side = 0;  ///< pixels
};

/// Larger data URIs are refused, in bytes.
inline constexpr std::size_t kMaxPhotoBytes = std::size_t{12} << 20U;
/// Larger pictures are refused, in pixels, by their headers alone: a few kilobytes can stand for any number,
/// and decoding takes time in proportion, for each of up to 500 scans of a progressive JPEG.
inline constexpr std::size_t kMaxPhotoPixels = 4'000'000;
/// A photo is made smaller to this many pixels a side: 400 dpi at 38 mm.
inline constexpr std::size_t kPhotoSide = 600;

/// Reads `data:image/jpeg;base64,…` or `data:image/png;base64,…` (RFC 2397). JPEGs in grey and CMYK become
/// RGB, Exif's orientation is followed, what is transparent in a PNG becomes white. `invalid` or `too_large`
/// with a message that names basics.image for everything else, an address on the web among it: nothing is
/// fetched. Needs at most about 30 MB while it runs.
Result<Photo> photo(std::string_view uri);

}  // namespace vitrine::render::pdf
