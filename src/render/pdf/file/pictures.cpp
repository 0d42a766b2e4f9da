#include "render/pdf/file/pictures.hpp"

#include <hb-ot.h>
#include <png.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace vitrine::render::pdf {

namespace {

/// An image with its transparency as a soft mask (section 11.6.5.3).
Result<Reference> image(const std::string_view png, ObjectFile& file) {
  const auto broken = [] {
    return Error{ErrorCode::internal, Message::as_is("a picture of the emoji font cannot be read")};
  };
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, decltype(&png_image_free)> close(&header, &png_image_free);
  if (png_image_begin_read_from_memory(&header, png.data(), png.size()) == 0) return broken();
  constexpr unsigned kMaxSide = 1024;
  if (header.width > kMaxSide || header.height > kMaxSide) return broken();
  header.format = PNG_FORMAT_RGBA;
  std::string pixels(PNG_IMAGE_SIZE(header), '\0');
  if (png_image_finish_read(&header, nullptr, pixels.data(), 0, nullptr) == 0) return broken();
  std::string colours;
  std::string opacity;
  constexpr std::size_t kChannels = 4;
  for (std::size_t at = 0; at < pixels.size(); at += kChannels) {
    colours.append(pixels, at, kChannels - 1);
    opacity += pixels[at + kChannels - 1];
  }
  ObjectText size;
  size << "/Type /XObject /Subtype /Image /BitsPerComponent 8 /Width " << std::size_t{header.width}
       << "/Height " << std::size_t{header.height};
  const auto entries = size.take();
  const auto mask = file.add_stream(entries + "/ColorSpace /DeviceGray ", opacity);
  ObjectText out;
  out << entries << "/ColorSpace /DeviceRGB /SMask " << mask;
  return file.add_stream(out.take(), colours);
}

/// The width of code 0, which no text uses. Readers such as poppler take the size of a Type 3 font from the
/// width of its "m". With a usual width they treat emoji as as large as the text beside, and keep both in one
/// line.
constexpr int kEmWidth = 600;

double scaled(hb_font_t* font, int units) {
  return units * 1000.0 / hb_face_get_upem(hb_font_get_face(font));
}

}  // namespace

bool Pictures::has(hb_face_t* face) {
  return hb_ot_color_has_png(face) != 0;
}

std::size_t Pictures::number(hb_font_t* font, std::vector<PictureGlyph> glyphs, int width,
                             const std::string& text) {
  std::string key = text;
  for (const auto& [glyph, pen] : glyphs) key += "/" + std::to_string(glyph) + "," + std::to_string(pen);
  const auto [known, is_new] = numbers_.try_emplace(key, clusters_.size());
  if (is_new) clusters_.push_back({font, std::move(glyphs), width, text});
  return known->second;
}

Result<Reference> Pictures::write(std::size_t font, ObjectFile& file) const {
  const auto first = font * kCodes;
  const auto count = std::min(kCodes, clusters_.size() - first);
  ObjectText images;
  ObjectText procedures;
  ObjectText names;
  ObjectText widths;
  std::string rows;
  std::map<hb_codepoint_t, Reference> drawn;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& cluster = clusters_[first + i];
    ObjectText procedure;
    procedure << cluster.width << "0 d0\n";
    for (const auto& [glyph, pen] : cluster.glyphs) {
      const std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)> png(
          hb_ot_color_glyph_reference_png(cluster.font, glyph), &hb_blob_destroy);
      unsigned length = 0;
      const auto* bytes = hb_blob_get_data(png.get(), &length);
      hb_glyph_extents_t extents{};
      if (length == 0 || hb_font_get_glyph_extents(cluster.font, glyph, &extents) == 0) continue;
      if (!drawn.contains(glyph)) {
        const auto made = image({bytes, length}, file);
        if (!made) return made.error();
        drawn.emplace(glyph, *made);
        images << "/I" << std::size_t{glyph} << *made;
      }
      procedure << "q\n"
                << scaled(cluster.font, extents.width) << "0 0 " << -scaled(cluster.font, extents.height)
                << pen + scaled(cluster.font, extents.x_bearing)
                << scaled(cluster.font, extents.y_bearing + extents.height) << "cm /I" << std::size_t{glyph}
                << "Do\nQ\n";
    }
    const auto label = "/e" + std::to_string(i + 1) + " ";
    procedures << label << file.add_stream("", procedure.take());
    names << label;
    widths << cluster.width;
    rows += "<";
    append_hex(rows, i + 1, 2);
    rows += "> <" + utf16_hex(cluster.text) + ">\n";
    constexpr std::size_t kMaxInBlock = 100;  // section 9.10.3
    if ((i + 1) % kMaxInBlock == 0 && i + 1 < count)
      rows += "endbfchar\n" + std::to_string(std::min(kMaxInBlock, count - i - 1)) + " beginbfchar\n";
  }
  const auto to_unicode =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n" +
      std::to_string(std::min<std::size_t>(count, 100)) + " beginbfchar\n" + rows +
      "endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
  ObjectText empty;
  empty << kEmWidth << "0 d0\n";
  const auto em = file.add_stream("", empty.take());
  ObjectText out;
  out << "<</Type /Font /Subtype /Type3 /FontBBox [0 -300 1300 1000] /FontMatrix [0.001 0 0 0.001 0 0] "
         "/FirstChar 0 /LastChar "
      << count << "/Widths [" << kEmWidth << widths.take()
      << "] /Encoding <</Type /Encoding /Differences [0 /m " << names.take() << "]>> /CharProcs <</m " << em
      << procedures.take() << ">> /Resources <</XObject <<" << images.take() << ">> >> /ToUnicode "
      << file.add_stream("", to_unicode) << ">>";
  return file.add(out);
}

}  // namespace vitrine::render::pdf
