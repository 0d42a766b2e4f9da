#include "render/pdf/file/photo.hpp"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "base/digest.hpp"

namespace vitrine::render::pdf {

namespace {

Error refused(const Message& why, ErrorCode code = ErrorCode::invalid) {
  return {code, "basics.image: {0}; the PDF is without a photo"_msg(why)};
}

/// Rows from the top, three bytes a pixel.
struct Pixels {
  std::size_t width = 0, height = 0;
  std::vector<unsigned char> rgb;
};

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<Error> wrong_size(std::size_t width, std::size_t height) {
  if (width == 0 || height == 0) return refused("a picture of no size"_msg);
  if (width <= kMaxPhotoPixels / height) return std::nullopt;
  return refused(
      "a picture of {0} × {1} pixels, at most {2} million; make it smaller, 600 × 600 are "
      "enough"_msg(width, height, kMaxPhotoPixels / 1'000'000),
      ErrorCode::too_large);
}

/// The orientation in a TIFF header with its first directory (Exif 2.3 section 4.6.4), 1 to 8; 1 if it has
/// none.
unsigned tiff_orientation(std::string_view tiff) {
  const bool is_little = tiff.starts_with("II");
  const auto byte = [&](std::size_t at) -> unsigned {
    return at < tiff.size() ? static_cast<unsigned char>(tiff[at]) : 0U;
  };
  const auto two = [&](std::size_t at) {
    return is_little ? byte(at) | byte(at + 1) << 8U : byte(at) << 8U | byte(at + 1);
  };
  const auto four = [&](std::size_t at) -> std::size_t {
    return is_little ? two(at) | two(at + 2) << 16U : two(at) << 16U | two(at + 2);
  };
  const auto directory = four(4);
  for (unsigned i = 0; i < two(directory); ++i) {
    constexpr std::size_t kEntry = 12;
    const auto entry = directory + 2 + kEntry * i;
    if (entry + kEntry > tiff.size()) break;
    constexpr unsigned kOrientation = 0x0112;
    const auto value = two(entry + 8);
    if (two(entry) == kOrientation && value >= 1 && value <= 8) return value;
  }
  return 1;
}

/// Searches the segments before the image data for Exif.
unsigned orientation(std::string_view jpeg) {
  std::size_t at = 2;
  const auto byte = [&](std::size_t offset) -> std::size_t {
    return static_cast<unsigned char>(jpeg[offset]);
  };
  while (at + 4 <= jpeg.size() && byte(at) == 0xFF && byte(at + 1) != 0xDA) {
    const auto length = byte(at + 2) << 8U | byte(at + 3);
    const auto segment = jpeg.substr(at + 4, std::max<std::size_t>(length, 2) - 2);
    constexpr std::string_view kExif{"Exif\0\0", 6};
    if (byte(at + 1) == 0xE1 && segment.starts_with(kExif)) {
      return tiff_orientation(segment.substr(kExif.size()));
    }
    at += 2 + length;
  }
  return 1;
}

struct CloseJpeg {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Jpeg = std::unique_ptr<void, CloseJpeg>;

/// The smallest size that the library can decode to at which the square is still sharp.
tjscalingfactor scaling(std::size_t shorter) {
  tjscalingfactor best{1, 1};
  int count = 0;
  const auto* all = tjGetScalingFactors(&count);
  for (int i = 0; i < count; ++i) {
    const auto& one = all[i];
    const bool is_smaller = one.num * best.denom < best.num * one.denom;
    const auto scaled = shorter * static_cast<std::size_t>(one.num) / static_cast<std::size_t>(one.denom);
    if (is_smaller && scaled >= kPhotoSide) best = one;
  }
  return best;
}

Result<Pixels> read_jpeg(const std::string& bytes) {
  const Jpeg jpeg(tjInitDecompress());
  if (!jpeg) return Error{ErrorCode::internal, Message::as_is("no memory to read the photo")};
  int width = 0;
  int height = 0;
  int sampling = 0;
  int space = 0;
  const auto size = static_cast<unsigned long>(bytes.size());
  const auto broken = [&] { return refused("a broken JPEG: {0}"_msg(tjGetErrorStr2(jpeg.get()))); };
  if (tjDecompressHeader3(jpeg.get(), bytes_of(bytes), size, &width, &height, &sampling, &space) != 0) {
    return broken();
  }
  if (const auto wrong = wrong_size(static_cast<std::size_t>(width), static_cast<std::size_t>(height))) {
    return *wrong;
  }
  const auto scale = scaling(static_cast<std::size_t>(std::min(width, height)));
  width = TJSCALED(width, scale);
  height = TJSCALED(height, scale);
  Pixels out{static_cast<std::size_t>(width), static_cast<std::size_t>(height), {}};
  const bool is_cmyk = space == TJCS_CMYK || space == TJCS_YCCK;
  std::vector<unsigned char> raw(out.width * out.height * (is_cmyk ? 4 : 3));
  const int done = tjDecompress2(jpeg.get(), bytes_of(bytes), size, raw.data(), width, 0, height,
                                 is_cmyk ? TJPF_CMYK : TJPF_RGB, TJFLAG_LIMITSCANS);
  // A truncated or partly damaged picture is shown as far as it can be decoded, as browsers do.
  if (done != 0 && tjGetErrorCode(jpeg.get()) == TJERR_FATAL) return broken();
  if (!is_cmyk) {
    out.rgb = std::move(raw);
    return out;
  }
  // Adobe writes CMYK into JPEGs inverted, as the amount of remaining light, and other programs do the same.
  out.rgb.reserve(out.width * out.height * 3);
  for (std::size_t i = 0; i < raw.size(); i += 4) {
    for (std::size_t k = 0; k < 3; ++k) {
      out.rgb.push_back(static_cast<unsigned char>(raw[i + k] * raw[i + 3] / 255));
    }
  }
  return out;
}

Result<Pixels> read_png(const std::string& bytes) {
  // The library's simplified reader: no long jumps, and every form of PNG gives the same pixel layout.
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, decltype(&png_image_free)> close(&image, &png_image_free);
  const auto broken = [&] { return refused("a broken PNG: {0}"_msg(std::string(image.message))); };
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return broken();
  if (const auto wrong = wrong_size(image.width, image.height)) return *wrong;
  image.format = PNG_FORMAT_RGB;
  Pixels out{image.width, image.height, {}};
  out.rgb.resize(PNG_IMAGE_SIZE(image));
  const png_color paper{255, 255, 255};
  if (png_image_finish_read(&image, &paper, out.rgb.data(), 0, nullptr) == 0) return broken();
  return out;
}

/// The square in the middle, turned upright. Each pixel is the mean of the source pixels that it covers.
Pixels square(const Pixels& from, unsigned turn) {
  const auto shorter = std::min(from.width, from.height);
  const auto left = (from.width - shorter) / 2;
  const auto top = (from.height - shorter) / 2;
  const auto side = std::min(shorter, kPhotoSide);
  Pixels out{side, side, std::vector<unsigned char>(side * side * 3)};
  const auto last = side - 1;
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      // Exif's eight orientations: the source position of the pixel shown at x, y.
      const bool is_turned = turn >= 5;
      auto column = is_turned ? y : x;
      auto row = is_turned ? x : y;
      if (turn == 2 || turn == 3 || turn == 7 || turn == 8) column = last - column;
      if (turn == 3 || turn == 4 || turn == 6 || turn == 7) row = last - row;
      const auto x0 = left + column * shorter / side;
      const auto x1 = std::max(x0 + 1, left + (column + 1) * shorter / side);
      const auto y0 = top + row * shorter / side;
      const auto y1 = std::max(y0 + 1, top + (row + 1) * shorter / side);
      std::size_t sum[3] = {0, 0, 0};
      for (auto v = y0; v < y1; ++v) {
        for (auto u = x0; u < x1; ++u) {
          const auto* pixel = &from.rgb[(v * from.width + u) * 3];
          for (std::size_t k = 0; k < 3; ++k) sum[k] += pixel[k];
        }
      }
      const auto count = (x1 - x0) * (y1 - y0);
      for (std::size_t k = 0; k < 3; ++k) {
        out.rgb[(y * side + x) * 3 + k] = static_cast<unsigned char>((sum[k] + count / 2) / count);
      }
    }
  }
  return out;
}

Result<Photo> written(const Pixels& pixels) {
  const Jpeg jpeg(tjInitCompress());
  if (!jpeg) return Error{ErrorCode::internal, Message::as_is("no memory to write the photo")};
  constexpr int kQuality = 90;
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const auto side = static_cast<int>(pixels.width);
  const int done = tjCompress2(jpeg.get(), pixels.rgb.data(), side, 0, side, TJPF_RGB, &bytes, &size,
                               TJSAMP_444, kQuality, TJFLAG_ACCURATEDCT);
  const std::unique_ptr<unsigned char, decltype(&tjFree)> owned(bytes, &tjFree);
  if (done != 0) return Error{ErrorCode::internal, Message::as_is("the photo cannot be written")};
  return Photo{std::string(reinterpret_cast<const char*>(bytes), size), pixels.width};
}

std::optional<std::string> decoded(std::string_view base64) {
  std::string text;
  text.reserve(base64.size());
  for (const char c : base64) {
    if (c != '=') text += c == '+' ? '-' : c == '/' ? '_' : c;
  }
  return base::base64url_decode(text);
}

}  // namespace

Result<Photo> photo(std::string_view uri) {
  if (!uri.starts_with("data:"))
    return refused("an address, and nothing is fetched; a data URI is shown"_msg);
  if (uri.size() > kMaxPhotoBytes) {
    return refused("a picture of {0} MiB, at most {1}"_msg(uri.size() >> 20U, kMaxPhotoBytes >> 20U),
                   ErrorCode::too_large);
  }
  constexpr std::string_view kMark = ";base64,";
  const auto mark = uri.substr(0, 64).find(kMark);
  if (mark == std::string_view::npos) return refused("a data URI that is not in base64"_msg);
  const auto bytes = decoded(uri.substr(mark + kMark.size()));
  if (!bytes) return refused("broken base64"_msg);
  // The first bytes decide the type; the media type in the URI may be wrong.
  const bool is_jpeg = bytes->starts_with("\xFF\xD8\xFF");
  if (!is_jpeg && !bytes->starts_with("\x89PNG\r\n\x1A\n")) return refused("neither JPEG nor PNG"_msg);
  const auto pixels = is_jpeg ? read_jpeg(*bytes) : read_png(*bytes);
  if (!pixels) return pixels.error();
  return written(square(*pixels, is_jpeg ? orientation(*bytes) : 1));
}

}  // namespace vitrine::render::pdf
