#pragma once
// The fonts of one PDF: the glyphs used, their text, and the embedded subset.

#include <hb.h>
#include <pango/pango.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "render/pdf/file/pictures.hpp"

namespace vitrine::render::pdf {

/// One font file and its used glyphs. Codes in the page streams are glyph numbers of the font (Identity-H; in
/// CID-keyed CFF fonts such as Noto's, CIDs equal glyph numbers).
struct Face {
  hb_face_t* face = nullptr;  ///< owned by the font map
  hb_font_t* unscaled = nullptr;
  unsigned units_per_em = 1000;
  bool has_pictures = false;  ///< its glyphs come from Pictures, not from this face
  /// Each used glyph with its text, UTF-8; empty: it has none of its own.
  std::map<hb_codepoint_t, std::string> glyphs;

  /// Width in thousandths of the size.
  [[nodiscard]] int width(hb_codepoint_t glyph) const;
};

/// The values of a font descriptor (ISO 32000-1 section 9.8), in thousandths of the size.
struct FontProgram {
  std::string bytes;
  std::string name;  ///< with its subset tag
  bool is_cff = false;
  int ascent = 0, descent = 0, box[4] = {};
  double italic_angle = 0;
};

class Fonts {
 public:
  Fonts() = default;
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  /// The index of the face that `font` draws with; the first requested face has index 0.
  std::size_t index(PangoFont* font);

  Pictures pictures;  ///< pictures of the faces whose glyphs are pictures

  [[nodiscard]] Face& face(std::size_t index) { return faces_[index]; }
  [[nodiscard]] const Face& face(std::size_t index) const { return faces_[index]; }
  [[nodiscard]] std::size_t size() const { return faces_.size(); }

 private:
  std::vector<Face> faces_;
  std::map<PangoFont*, std::size_t> by_font_;
};

/// The embedded subset of a face. Returns `internal` if the font cannot be subset.
Result<FontProgram> subset(const Face& face);

/// The ToUnicode CMap of a face (section 9.10.3).
std::string to_unicode(const Face& face);

}  // namespace vitrine::render::pdf
