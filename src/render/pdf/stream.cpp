#include "render/pdf/stream.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "render/pdf/file/objects.hpp"

namespace vitrine::render::pdf {

namespace {

void append_colour(std::string& out, const Colour& colour, const char* operation) {
  append_number(out, colour.red);
  append_number(out, colour.green);
  append_number(out, colour.blue);
  out.append(operation).append("\n");
}

double points(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE;
}

/// A cluster: the glyphs that represent one piece of text together.
struct Cluster {
  int first = 0, end = 0;  ///< glyphs
  std::string text;
};

/// Pango separates marks from the letter that they belong to.
void join_marks(std::vector<Cluster>& clusters) {
  std::vector<Cluster> joined;
  for (auto& one : clusters) {
    const bool is_mark = !one.text.empty() && g_unichar_ismark(g_utf8_get_char(one.text.c_str()));
    if (is_mark && !joined.empty() && joined.back().end == one.first) {
      joined.back().end = one.end;
      joined.back().text += one.text;
    } else {
      joined.push_back(std::move(one));
    }
  }
  clusters = std::move(joined);
}

std::vector<Cluster> clusters(PangoGlyphItem* item, const char* text) {
  std::vector<Cluster> out;
  PangoGlyphItemIter at;
  for (auto more = pango_glyph_item_iter_init_start(&at, item, text); more;
       more = pango_glyph_item_iter_next_cluster(&at)) {
    Cluster cluster{.text = std::string(text + at.start_index, text + at.end_index)};
    // In right-to-left text the iterator counts glyphs down.
    const bool is_forward = at.start_glyph < at.end_glyph;
    cluster.first = is_forward ? at.start_glyph : at.end_glyph + 1;
    cluster.end = is_forward ? at.end_glyph : at.start_glyph + 1;
    out.push_back(std::move(cluster));
  }
  std::ranges::sort(out, {}, &Cluster::first);
  if ((item->item->analysis.level & 1) == 0) join_marks(out);
  return out;
}

class Writer {
 public:
  Writer(const Layout& layout, Content& content, const Design& design, Fonts& fonts)
      : layout_(layout), content_(content), design_(design), fonts_(fonts) {}

  std::vector<PageStream> write() {
    std::vector<PageStream> out;
    for (page_ = 0; page_ < layout_.sheets.size(); ++page_) {
      const auto& sheet = layout_.sheets[page_];
      stream_ = {};
      text_.clear();
      decoration_.clear();
      header_.clear();
      open_.reset();
      colour_.reset();
      if (page_ == 0 && content_.photo) photo();
      for (const auto& box : sheet.boxes) fill(box);
      for (const auto& placed : sheet.lines) line(placed, false);
      close();
      colour_.reset();
      std::swap(text_, header_);
      for (std::size_t i = 0; page_ > 0 && i < 2; ++i) line(layout_.header_lines[2 * (page_ - 1) + i], true);
      std::swap(text_, header_);
      if (!decoration_.empty()) stream_.content += "/Artifact BMC\nq\n" + decoration_ + "Q\nEMC\n";
      if (!header_.empty()) {
        stream_.content += "/Artifact <</Type /Pagination /Subtype /Header>> BDC\nq\n" + header_ + "Q\nEMC\n";
      }
      stream_.content += text_;
      out.push_back(std::move(stream_));
    }
    return out;
  }

 private:
  void fill(const Box& box) {
    append_colour(decoration_, box.colour, "rg");
    append_number(decoration_, box.x);
    append_number(decoration_, design_.height - box.y - box.height);
    append_number(decoration_, box.width);
    append_number(decoration_, box.height);
    decoration_ += "re f\n";
  }

  /// Writes the numbers before an operator.
  static void put(std::string& out, std::initializer_list<double> numbers, const char* operation) {
    for (const auto number : numbers) append_number(out, number);
    out.append(operation).append("\n");
  }

  /// The outline of a rectangle with round corners: cubic curves for the circles, in PDF coordinates.
  static void rounded(std::string& out, double x0, double y0, double x1, double y1, double r) {
    const double k = r * 0.5523;
    put(out, {x0 + r, y0}, "m");
    put(out, {x1 - r, y0}, "l");
    put(out, {x1 - r + k, y0, x1, y0 + r - k, x1, y0 + r}, "c");
    put(out, {x1, y1 - r}, "l");
    put(out, {x1, y1 - r + k, x1 - r + k, y1, x1 - r, y1}, "c");
    put(out, {x0 + r, y1}, "l");
    put(out, {x0 + r - k, y1, x0, y1 - r + k, x0, y1 - r}, "c");
    put(out, {x0, y0 + r}, "l");
    put(out, {x0, y0 + r - k, x0 + r - k, y0, x0 + r, y0}, "c");
  }

  void photo() {
    const auto& area = layout_.photo;
    const double bottom = design_.height - area.y - area.side;
    open(content_.figure);
    text_ += "q\n";
    rounded(text_, area.x, bottom, area.x + area.side, bottom + area.side, design_.photo_round * area.side);
    text_ += "h W n\n";
    put(text_, {area.side, 0, 0, area.side, area.x, bottom}, "cm");
    text_ += "/Photo Do\nQ\n";
    close();
  }

  /// A frame around a word.
  void frame(double left, double right, const Placed& placed, double size) {
    constexpr double kPadding = 4.5;
    append_colour(decoration_, design_.line, "RG");
    const double x0 = left - kPadding;
    const double x1 = right + kPadding;
    const double y0 = design_.height - placed.baseline - size * 0.42;
    const double y1 = design_.height - placed.baseline + size * 1.05;
    put(decoration_, {0.9}, "w");
    rounded(decoration_, x0, y0, x1, y1, (y1 - y0) / 2);
    decoration_ += "s\n";
  }

  void close() {
    if (open_) text_ += "EMC\n";
    open_.reset();
  }

  /// Adds an element to its parent's kids when it gets its first text.
  void attach(std::size_t index) {
    auto& element = content_.elements[index];
    if (element.is_attached) return;
    element.is_attached = true;
    attach(element.parent);
    content_.elements[element.parent].kids.push_back({.kind = Kid::Kind::element, .index = index});
  }

  void open(std::size_t index) {
    if (open_ == index) return;
    close();
    attach(index);
    const auto number = stream_.owners.size();
    auto& element = content_.elements[index];
    stream_.owners.push_back(index);
    element.kids.push_back({.kind = Kid::Kind::content, .index = number, .page = page_});
    text_ += "/" + element.tag + " <</MCID " + std::to_string(number) + ">> BDC\n";
    open_ = index;
  }

  void line(const Placed& placed, bool is_artifact) {
    double x = placed.x;
    const auto* text = pango_layout_get_text(placed.line->glyphs->layout);
    const Span* pill = nullptr;
    double pill_left = 0;
    double pill_right = 0;
    const auto finish_pill = [&] {
      if (pill != nullptr) frame(pill_left, pill_right, placed, pill->style.size);
      pill = nullptr;
    };
    for (auto* at = placed.line->glyphs->runs; at != nullptr; at = at->next) {
      auto* item = static_cast<PangoGlyphItem*>(at->data);
      const auto index = std::min(Typesetter::span_of(*item->item), placed.paragraph->spans.size() - 1);
      const auto& span = placed.paragraph->spans[index];
      if (!is_artifact) open(span.element);
      const double begin = x;
      run(item, text, span.style, x, design_.height - placed.baseline);
      if (span.is_pill) {
        if (pill != &span) {
          finish_pill();
          pill = &span;
          pill_left = begin;
        }
        pill_right = x;
      } else {
        finish_pill();
      }
      if (!span.url.empty()) link(span, begin, x, placed);
    }
    finish_pill();
  }

  void link(const Span& span, double begin, double end, const Placed& placed) {
    const double top = placed.baseline - span.style.size;
    auto& links = stream_.links;
    if (!links.empty() && links.back().element == span.element && links.back().top == top) {
      links.back().left = std::min(links.back().left, begin);
      links.back().right = std::max(links.back().right, end);
      return;
    }
    links.push_back({.left = begin,
                     .top = top,
                     .right = end,
                     .bottom = placed.baseline + span.style.size * 0.3,
                     .element = span.element,
                     .url = span.url,
                     .text = span.text});
  }

  void run(PangoGlyphItem* item, const char* text, const TextStyle& style, double& x, double y) {
    if (!colour_ || colour_->red != style.colour.red || colour_->green != style.colour.green ||
        colour_->blue != style.colour.blue) {
      append_colour(text_, style.colour, "rg");
      colour_ = style.colour;
    }
    const auto font = fonts_.index(item->item->analysis.font);
    if (fonts_.face(font).has_pictures) return pictures(item, text, fonts_.face(font), style.size, x, y);
    Shown shown{.font = font, .style = &style, .pen = x, .at = x, .baseline = y};
    const bool is_rtl = (item->item->analysis.level & 1) != 0;
    for (const auto& cluster : clusters(item, text)) show(item, cluster, shown, is_rtl);
    finish(shown);
    if (shown.rise != 0) text_ += "0 Ts\n";
    if (shown.is_begun) text_ += "ET\n";
    x = shown.pen;
  }

  /// A run of emoji: each cluster is one code of a picture font.
  void pictures(PangoGlyphItem* item, const char* text, const Face& face, double size, double& x, double y) {
    for (const auto& cluster : clusters(item, text)) {
      std::vector<PictureGlyph> glyphs;
      double pen = 0;
      const auto thousandths = [&](double width) {
        return static_cast<int>(std::lround(width * 1000 / size));
      };
      for (int i = cluster.first; i < cluster.end; ++i) {
        const auto& at = item->glyphs->glyphs[i];
        const bool is_drawn = at.glyph != PANGO_GLYPH_EMPTY && (at.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
        if (is_drawn) glyphs.push_back({at.glyph, thousandths(pen + points(at.geometry.x_offset))});
        pen += points(at.geometry.width);
      }
      if (!glyphs.empty()) {
        // On a right-to-left page poppler reverses lines code point by code point; marks of direction
        // (U+200F, U+200E) around a sequence keep its order.
        const bool is_kept = content_.is_rtl && g_utf8_strlen(cluster.text.c_str(), -1) > 1;
        const auto number =
            fonts_.pictures.number(face.unscaled, std::move(glyphs), thousandths(pen),
                                   is_kept ? "\u200F" + cluster.text + "\u200E" : cluster.text);
        text_ += "BT\n/E" + std::to_string(number / Pictures::kCodes) + " ";
        append_number(text_, size);
        text_ += "Tf\n";
        put(text_, {1, 0, 0, 1, x, y}, "Tm");
        text_ += "<";
        append_hex(text_, number % Pictures::kCodes + 1, 2);
        text_ += "> Tj\nET\n";
      }
      x += pen;
    }
  }

  /// The state of one text object.
  struct Shown {
    std::size_t font = 0;
    const TextStyle* style = nullptr;
    double pen = 0;  ///< correct position of the next glyph
    double at = 0;   ///< position at which a viewer would draw it
    double rise = 0;
    double baseline = 0;
    bool is_begun = false;  ///< whether the text object has begun; a run that draws nothing has none
    bool is_open = false;
    bool is_hex = false;
  };

  /// Begins the text object. Only runs that draw glyphs name their font: a face without used glyphs is not in
  /// the file, for example one that supplied only invisible bidi controls.
  void begin(Shown& shown) {
    if (shown.is_begun) return;
    shown.is_begun = true;
    text_ += "BT\n/F" + std::to_string(shown.font) + " ";
    append_number(text_, shown.style->size);
    text_ += "Tf\n1 0 0 1 ";
    append_number(text_, shown.at);
    append_number(text_, shown.baseline);
    text_ += "Tm\n";
  }

  void finish(Shown& shown) {
    if (shown.is_hex) text_ += ">";
    if (shown.is_open) text_ += "] TJ\n";
    shown.is_hex = shown.is_open = false;
  }

  /// Drawn in place of a glyph that is in no font.
  static constexpr std::string_view kMissing = "\u25A1";

  void show(PangoGlyphItem* item, const Cluster& cluster, Shown& shown, bool is_rtl) {
    auto& face = fonts_.face(shown.font);
    std::vector<hb_codepoint_t> drawn;
    bool is_missing = false;
    for (int i = cluster.first; i < cluster.end; ++i) {
      auto glyph = item->glyphs->glyphs[i].glyph;
      if (glyph == PANGO_GLYPH_EMPTY) glyph = 0;
      if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
        is_missing = true;
        glyph = 0;
        if (hb_codepoint_t found = 0; hb_font_get_nominal_glyph(face.unscaled, 0x25A1, &found) != 0 ||
                                      hb_font_get_nominal_glyph(face.unscaled, '?', &found) != 0) {
          glyph = found;
        }
      }
      drawn.push_back(glyph);
    }
    if (std::ranges::any_of(drawn, [](auto glyph) { return glyph != 0; })) {
      if (!shown.is_begun) shown.at = shown.pen;
      begin(shown);
    }
    // Poppler begins a new word behind a mark without width, but reads a cluster with its text as a whole. In
    // right-to-left text that would reverse the letters of the cluster.
    const auto has_no_width = [&](auto glyph) { return glyph != 0 && face.width(glyph) == 0; };
    const bool has_marks = !is_rtl && drawn.size() > 1 && std::ranges::any_of(drawn, has_no_width);
    const bool needs_actual = !mean(face, drawn, cluster.text, is_missing, is_rtl) || has_marks;
    if (needs_actual) {
      finish(shown);
      text_ += "/Span <</ActualText <FEFF" + utf16_hex(cluster.text) + ">>> BDC\n";
    }
    for (int i = cluster.first; i < cluster.end; ++i) {
      const auto& geometry = item->glyphs->glyphs[i].geometry;
      if (const auto glyph = drawn[static_cast<std::size_t>(i - cluster.first)]; glyph != 0) {
        // Poppler sorts by the left edge: it would read an alef without width before the lam that it is drawn
        // into.
        const double aside = is_rtl && face.width(glyph) == 0 ? 0.003 * shown.style->size : 0;
        put(face, glyph, shown, points(geometry.x_offset) - aside, -points(geometry.y_offset));
      }
      shown.pen += points(geometry.width);
    }
    if (needs_actual) {
      finish(shown);
      text_ += "EMC\n";
    }
  }

  /// Records the text of the glyphs of a cluster. Returns false if the same glyphs had another text before,
  /// or if glyphs and letters do not match one to one.
  static bool mean(Face& face, const std::vector<hb_codepoint_t>& drawn, const std::string& text,
                   bool is_missing, bool is_rtl) {
    std::vector<hb_codepoint_t> visible;
    std::ranges::copy_if(drawn, std::back_inserter(visible), [](auto glyph) { return glyph != 0; });
    if (visible.empty()) return true;
    if (is_missing) {
      for (const auto glyph : visible) face.glyphs.try_emplace(glyph, kMissing);
      return false;
    }
    std::vector<std::string> parts;
    if (visible.size() == 1) {
      parts.push_back(text);
    } else {
      for (const char* at = text.data(); at < text.data() + text.size(); at = g_utf8_next_char(at)) {
        parts.emplace_back(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
      }
      if (is_rtl) std::ranges::reverse(parts);
    }
    if (parts.size() != visible.size()) {
      for (const auto glyph : visible) face.glyphs.try_emplace(glyph, "");
      return false;
    }
    bool is_same = true;
    for (std::size_t i = 0; i < visible.size(); ++i) {
      auto& known = face.glyphs[visible[i]];
      if (known.empty()) known = parts[i];
      is_same = is_same && known == parts[i];
    }
    return is_same;
  }

  void put(const Face& face, hb_codepoint_t glyph, Shown& shown, double x_offset, double rise) {
    if (std::abs(rise - shown.rise) > 0.01) {
      finish(shown);
      append_number(text_, rise);
      text_ += "Ts\n";
      shown.rise = rise;
    }
    if (!shown.is_open) {
      text_ += "[";
      shown.is_open = true;
    }
    const double size = shown.style->size;
    const double shift = (shown.at - shown.pen - x_offset) * 1000 / size;
    if (std::abs(shift) >= 1) {
      if (shown.is_hex) text_ += ">";
      shown.is_hex = false;
      const auto rounded = std::lround(shift);
      text_ += std::to_string(rounded);
      shown.at -= static_cast<double>(rounded) * size / 1000;
    }
    if (!shown.is_hex) text_ += "<";
    shown.is_hex = true;
    append_hex(text_, glyph, 4);
    shown.at += face.width(glyph) * size / 1000;
  }

  const Layout& layout_;
  Content& content_;
  const Design& design_;
  Fonts& fonts_;
  std::size_t page_ = 0;
  PageStream stream_;
  std::string text_, decoration_, header_;
  std::optional<std::size_t> open_;
  std::optional<Colour> colour_;
};

}  // namespace

std::vector<PageStream> page_streams(const Layout& layout, Content& content, const Design& design,
                                     Fonts& fonts) {
  return Writer(layout, content, design, fonts).write();
}

}  // namespace vitrine::render::pdf
