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

/// One font file of which glyphs are used. Codes in the page's streams are glyph numbers of the font
/// (Identity-H; CID-keyed CFF fonts whose CIDs are glyph numbers, as Noto's are).
struct Face {
  hb_face_t* face = nullptr;  ///< the font map's
  hb_font_t* unscaled = nullptr;
  unsigned units_per_em = 1000;
  bool has_pictures = false;  ///< its glyphs are those of Pictures, not of this face
  /// Each used glyph with the text that it stands for, UTF-8; empty: none of its own.
  std::map<hb_codepoint_t, std::string> glyphs;

  /// Width in thousandths of the size.
  [[nodiscard]] int width(hb_codepoint_t glyph) const;
};

/// What goes into a font descriptor (ISO 32000-1 section 9.8), thousandths of the size.
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

  /// The index of the face that `font` draws with; 0 is the first that was asked for.
  std::size_t index(PangoFont* font);

  Pictures pictures;  ///< those of faces whose glyphs are pictures

  [[nodiscard]] Face& face(std::size_t index) { return faces_[index]; }
  [[nodiscard]] const Face& face(std::size_t index) const { return faces_[index]; }
  [[nodiscard]] std::size_t size() const { return faces_.size(); }

 private:
  std::vector<Face> faces_;
  std::map<PangoFont*, std::size_t> by_font_;
};

/// The embedded form of what is used of a face. `internal` where the font cannot be cut.
Result<FontProgram> subset(const Face& face);

/// The ToUnicode CMap of a face (section 9.10.3).
std::string to_unicode(const Face& face);

}  // namespace vitrine::render::pdf
