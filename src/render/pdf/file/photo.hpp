#pragma once
// Reads a CV's photo (JPEG or PNG in a data URI) for the PDF, and crops it to a square as the page does.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::render::pdf {

/// A square picture as a baseline JPEG in RGB, assumed to be sRGB. It is encoded again from the pixels. So it
/// contains no metadata (Exif, XMP, comments, colour profiles) and nothing outside the square.
struct Photo {
  std::string jpeg;
  std::size_t side = 0;  ///< pixels
};

/// Maximum size of a data URI, in bytes.
inline constexpr std::size_t kMaxPhotoBytes = std::size_t{12} << 20U;
/// Maximum number of pixels, checked in the header. A file of a few kilobytes can declare any number, and
/// decoding takes time in proportion, for each of up to 500 scans of a progressive JPEG.
inline constexpr std::size_t kMaxPhotoPixels = 4'000'000;
/// A photo is scaled down to this many pixels a side: 400 dpi at 38 mm.
inline constexpr std::size_t kPhotoSide = 600;

/// Reads `data:image/jpeg;base64,…` or `data:image/png;base64,…` (RFC 2397). JPEGs in grey and CMYK become
/// RGB, the Exif orientation is applied, and transparent parts of a PNG become white. For everything else,
/// also for an address on the web, it returns `invalid` or `too_large` with a message that names
/// basics.image; it fetches nothing. Needs at most about 30 MB while it runs.
Result<Photo> photo(std::string_view uri);

}  // namespace vitrine::render::pdf
