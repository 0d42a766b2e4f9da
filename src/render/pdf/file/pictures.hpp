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

/// A glyph of a cluster and where its pen is, in thousandths of the size.
struct PictureGlyph {
  hb_codepoint_t glyph = 0;
  int pen = 0;
};

/// The clusters of pictures that one file uses.
class Pictures {
 public:
  static constexpr std::size_t kCodes = 255;  ///< of a Type 3 font, whose codes are one byte from 1 on

  /// Whether the glyphs of a face are pictures.
  static bool has(hb_face_t* face);

  /// The number of a cluster, the same for the same one. `font` has no scale and outlives this object;
  /// `width` is in thousandths of the size, `text` UTF-8.
  std::size_t number(hb_font_t* font, std::vector<PictureGlyph> glyphs, int width, const std::string& text);

  /// How many fonts there are; cluster n is code n % kCodes + 1 of font n / kCodes.
  [[nodiscard]] std::size_t fonts() const { return (clusters_.size() + kCodes - 1) / kCodes; }

  /// Writes a font (ISO 32000-1 section 9.6.5) with its images into the file. `internal` where a picture of
  /// the font cannot be read.
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
