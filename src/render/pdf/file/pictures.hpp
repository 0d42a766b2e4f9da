#pragma once
// Bitmap glyphs such as emoji: PNG images in a font (OpenType table CBDT). They become Type 3 fonts with one
// code per grapheme cluster, so that copied text is the text as written.

#include <hb.h>

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "render/pdf/file/objects.hpp"

namespace vitrine::render::pdf {

/// A glyph of a cluster and the position of its pen, in thousandths of the size.
struct PictureGlyph {
  hb_codepoint_t glyph = 0;
  int pen = 0;
};

/// The picture clusters that one file uses.
class Pictures {
 public:
  static constexpr std::size_t kCodes = 255;  ///< codes of a Type 3 font: one byte, from 1 on

  /// Whether the glyphs of a face are pictures.
  static bool has(hb_face_t* face);

  /// Returns the number of a cluster; equal clusters have the same number. `font` has no scale and outlives
  /// this object; `width` is in thousandths of the size, `text` is UTF-8.
  std::size_t number(hb_font_t* font, std::vector<PictureGlyph> glyphs, int width, const std::string& text);

  /// The number of fonts; cluster n is code n % kCodes + 1 of font n / kCodes.
  [[nodiscard]] std::size_t fonts() const { return (clusters_.size() + kCodes - 1) / kCodes; }

  /// Writes a font (ISO 32000-1 section 9.6.5) with its images into the file. Returns `internal` if a picture
  /// of the font cannot be read.
  [[nodiscard]] Result<Reference> write(std::size_t font, ObjectFile& file) const;

 private:
  struct Cluster {
    hb_font_t* font = nullptr;
    std::vector<PictureGlyph> glyphs;
    int width = 0;
    std::string text;
  };
  std::vector<Cluster> clusters_;
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace vitrine::render::pdf
