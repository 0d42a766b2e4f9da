#include "render/pdf/fonts.hpp"

#include <hb-ot.h>
#include <hb-subset.h>

#include <array>
#include <cmath>
#include <memory>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "render/pdf/file/objects.hpp"

namespace vitrine::render::pdf {

namespace {

struct Free {
  void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
  void operator()(hb_face_t* face) const { hb_face_destroy(face); }
  void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
};
using Blob = std::unique_ptr<hb_blob_t, Free>;

std::string_view bytes_of(hb_blob_t* blob) {
  unsigned length = 0;
  const auto* data = hb_blob_get_data(blob, &length);
  return {data, length};
}

std::string postscript_name(hb_face_t* face) {
  std::array<char, 64> name{};
  auto length = static_cast<unsigned>(name.size());
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, name.data());
  return length == 0 ? "Font" : std::string(name.data(), length);
}

/// Six capital letters that are different for different subsets (section 9.6.4).
std::string subset_tag(const Face& face) {
  std::string key;
  for (const auto& [glyph, text] : face.glyphs) key += std::to_string(glyph) + ",";
  const auto digest = base::sha256(key);
  const auto bytes = base::as_bytes(digest);
  std::string tag;
  for (std::size_t i = 0; i < 6; ++i)
    tag += static_cast<char>('A' + static_cast<unsigned char>(bytes[i]) % 26);
  return tag;
}

int read_int16(std::string_view bytes, std::size_t at) {
  if (at + 2 > bytes.size()) return 0;
  const auto high = static_cast<unsigned char>(bytes[at]);
  const auto low = static_cast<unsigned char>(bytes[at + 1]);
  return static_cast<std::int16_t>(static_cast<std::uint16_t>((high << 8U) | low));
}

}  // namespace

int Face::width(hb_codepoint_t glyph) const {
  return static_cast<int>(std::lround(hb_font_get_glyph_h_advance(unscaled, glyph) * 1000.0 / units_per_em));
}

Fonts::~Fonts() {
  for (const auto& face : faces_) hb_font_destroy(face.unscaled);
  for (const auto& [font, index] : by_font_) g_object_unref(font);
}

std::size_t Fonts::index(PangoFont* font) {
  if (const auto known = by_font_.find(font); known != by_font_.end()) return known->second;
  auto* face = hb_font_get_face(pango_font_get_hb_font(font));
  std::size_t at = 0;
  while (at < faces_.size() && faces_[at].face != face) ++at;
  if (at == faces_.size()) {
    faces_.push_back({.face = face,
                      .unscaled = hb_font_create(face),
                      .units_per_em = hb_face_get_upem(face),
                      .has_pictures = Pictures::has(face)});
  }
  by_font_.emplace(static_cast<PangoFont*>(g_object_ref(font)), at);
  return at;
}

Result<FontProgram> subset(const Face& face) {
  const std::unique_ptr<hb_subset_input_t, Free> input(hb_subset_input_create_or_fail());
  FontProgram out{.name = subset_tag(face) + "+" + postscript_name(face.face)};
  if (!input) return Error{ErrorCode::internal, Message::as_is("no memory to cut the font " + out.name)};
  auto* glyphs = hb_subset_input_glyph_set(input.get());
  hb_set_add(glyphs, 0);
  for (const auto& [glyph, text] : face.glyphs) hb_set_add(glyphs, glyph);
  const Blob cff(hb_face_reference_table(face.face, HB_TAG('C', 'F', 'F', ' ')));
  out.is_cff = hb_blob_get_length(cff.get()) > 0;
  // Glyph numbers are kept, so that they need no table; a CID-keyed font keeps its CIDs.
  hb_subset_input_set_flags(input.get(), out.is_cff
                                             ? HB_SUBSET_FLAGS_NO_HINTING
                                             : HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_RETAIN_GIDS);
  auto* drop = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const auto tag :
       {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'), HB_TAG('V', 'O', 'R', 'G')}) {
    hb_set_add(drop, tag);
  }
  const std::unique_ptr<hb_face_t, Free> cut(hb_subset_or_fail(face.face, input.get()));
  if (!cut)
    return Error{ErrorCode::internal, Message::as_is("the font " + out.name + " cannot be cut to a subset")};
  const Blob program(out.is_cff ? hb_face_reference_table(cut.get(), HB_TAG('C', 'F', 'F', ' '))
                                : hb_face_reference_blob(cut.get()));
  out.bytes = bytes_of(program.get());
  const auto scaled = [&](int units) {
    return static_cast<int>(std::lround(units * 1000.0 / face.units_per_em));
  };
  hb_font_extents_t extents{};
  hb_font_get_h_extents(face.unscaled, &extents);
  out.ascent = scaled(extents.ascender);
  out.descent = scaled(extents.descender);
  const Blob head(hb_face_reference_table(face.face, HB_TAG('h', 'e', 'a', 'd')));
  constexpr std::size_t kBoxInHead = 36;
  for (std::size_t i = 0; i < 4; ++i) {
    out.box[i] = scaled(read_int16(bytes_of(head.get()), kBoxInHead + 2 * i));
  }
  out.italic_angle = hb_style_get_value(face.unscaled, HB_STYLE_TAG_SLANT_ANGLE);
  return out;
}

std::string to_unicode(const Face& face) {
  std::string out =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr std::size_t kMaxInBlock = 100;
  for (auto at = face.glyphs.begin(); at != face.glyphs.end();) {
    std::string rows;
    std::size_t count = 0;
    for (; at != face.glyphs.end() && count < kMaxInBlock; ++at, ++count) {
      rows += '<';
      append_hex(rows, at->first, 4);
      // A glyph that is only a part of a letter's picture has no text of its own and gets a zero width space.
      rows += "> <" + (at->second.empty() ? std::string("200B") : utf16_hex(at->second)) + ">\n";
    }
    out += std::to_string(count) + " beginbfchar\n" + rows + "endbfchar\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace vitrine::render::pdf
