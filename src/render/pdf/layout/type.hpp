#pragma once
// Sets text in lines of glyphs with Pango: shaping, direction, line breaks, fonts for every script. It uses
// only Noto fonts from Debian's packages, so that a CV looks the same on every machine.

#include <pango/pango.h>

#include <memory>
#include <string>
#include <vector>

#include "render/pdf/layout/model.hpp"

namespace vitrine::render::pdf {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
  void operator()(PangoLayoutLine* line) const { pango_layout_line_unref(line); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

/// Whether any font has the character; always true if there are no fonts at all. Callable from any thread;
/// the first call reads the list of fonts.
bool has_font_for(char32_t character);

/// One line of a paragraph.
struct Line {
  Owned<PangoLayoutLine> glyphs;
  double width = 0;  ///< points
};

struct Lines {
  Owned<PangoLayout> layout;  ///< keeps the text alive that the lines refer to
  std::vector<Line> lines;
  double height = 0;  ///< height of each line, points
  double size = 0;    ///< largest size in the text, points
};

/// Sets the text of one document; use it on one thread only.
class Typesetter {
 public:
  /// `font` is "sans", "serif" or "mono"; `language` decides between the Chinese, Japanese and Korean forms
  /// of letters.
  Typesetter(const std::string& font, const std::string& language);

  /// Breaks a paragraph into lines of `width` points; a negative width breaks only at the text's own line
  /// ends. A gap at the end of a line is left out.
  [[nodiscard]] Lines set(const Paragraph& paragraph, double width) const;

  /// The index in `paragraph.spans` of the span that a glyph run belongs to.
  static std::size_t span_of(const PangoItem& item);

 private:
  [[nodiscard]] Lines set_once(const Paragraph& paragraph, double width) const;

  Owned<PangoContext> ltr_, rtl_;
  std::string families_, mono_families_;
};

}  // namespace vitrine::render::pdf
