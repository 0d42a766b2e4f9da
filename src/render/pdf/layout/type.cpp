#include "render/pdf/layout/type.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace vitrine::render::pdf {

namespace {

/// Only Debian's Noto fonts, without rules of the machine or its user. A bitmap font, which has only one
/// size, is scaled to the size of the text.
constexpr const char* kFontconfig =
    R"(<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/noto</dir><dir>/usr/share/fonts/opentype/noto</dir>
<match target="font"><test name="outline"><bool>false</bool></test>
<edit name="pixelsize" mode="assign"><name target="pattern">pixelsize</name></edit></match>
<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>)";

/// Loaded once; fontconfig's own locks guard it.
FcConfig* fontconfig() {
  static FcConfig* const config = [] {
    auto* made = FcConfigCreate();
    const auto* text = reinterpret_cast<const FcChar8*>(kFontconfig);
    if (!FcConfigParseAndLoadFromMemory(made, text, FcTrue) || !FcConfigBuildFonts(made)) {
      throw std::logic_error("fontconfig does not take the built-in list of font folders");
    }
    return made;
  }();
  return config;
}

struct FreeSet {
  void operator()(FcCharSet* set) const { FcCharSetDestroy(set); }
};
using CharSet = std::unique_ptr<FcCharSet, FreeSet>;

/// Pango's fonts must not be shared between threads.
PangoFontMap* font_map() {
  static thread_local const Owned<PangoFontMap> map = [] {
    Owned<PangoFontMap> made(pango_ft2_font_map_new());
    constexpr double kPointsPerInch = 72;
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(made.get()), kPointsPerInch, kPointsPerInch);
    pango_fc_font_map_set_default_substitute(
        PANGO_FC_FONT_MAP(made.get()),
        [](FcPattern* pattern, gpointer) { FcPatternAddBool(pattern, FC_HINTING, FcFalse); }, nullptr,
        nullptr);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(made.get()), fontconfig());
    return made;
  }();
  return map.get();
}

std::string cjk(const std::string& language) {
  if (language.starts_with("ja")) return "JP";
  if (language.starts_with("ko")) return "KR";
  const bool is_traditional =
      language.find("Hant") != std::string::npos || language.ends_with("TW") || language.ends_with("HK");
  return is_traditional ? "TC" : "SC";
}

Owned<PangoContext> context(PangoDirection direction, const std::string& language) {
  Owned<PangoContext> made(pango_font_map_create_context(font_map()));
  pango_context_set_base_dir(made.get(), direction);
  pango_context_set_language(made.get(), pango_language_from_string(language.c_str()));
  pango_context_set_round_glyph_positions(made.get(), FALSE);
  return made;
}

constexpr unsigned kIdBits = 16;

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
  attribute->start_index = static_cast<guint>(begin);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

/// Text for a line: control characters, which no font has, become spaces.
std::string printable(const std::string& text) {
  auto out = text;
  std::ranges::replace_if(
      out, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; }, ' ');
  return out;
}

/// Sets the spaces after emoji in the text's own font. Pango keeps a space in the font before it, and the
/// space of a bitmap font is as wide as a picture.
void free_spaces(PangoAttrList* list, const std::string& text) {
  for (auto at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
    if (at == 0 || static_cast<unsigned char>(text[at - 1]) < 0x80) continue;
    const auto before = static_cast<UChar32>(g_utf8_get_char(g_utf8_prev_char(text.data() + at)));
    const bool is_emoji = u_hasBinaryProperty(before, UCHAR_EMOJI) != 0 ||
                          u_hasBinaryProperty(before, UCHAR_EMOJI_COMPONENT) != 0;
    const auto end = std::min(text.find_first_not_of(' ', at), text.size());
    if (is_emoji) add(list, pango_attr_fallback_new(FALSE), at, end);
    at = end - 1;
  }
}

/// The gaps at the end of lines: their marks would be visible there.
std::vector<std::size_t> gaps_at_ends(const Paragraph& paragraph, const Lines& lines) {
  std::vector<std::size_t> out;
  std::size_t end = 0;  // end of the span in the text of the layout
  std::size_t line = 0;
  for (std::size_t i = 0; i < paragraph.spans.size() && line + 1 < lines.lines.size(); ++i) {
    const auto begin = end;
    end += paragraph.spans[i].text.size();
    while (line + 1 < lines.lines.size()) {
      const auto* next = lines.lines[line + 1].glyphs.get();
      const auto break_at = static_cast<std::size_t>(next->start_index);
      if (break_at > end) break;
      ++line;
      if (paragraph.spans[i].is_gap && paragraph.spans[i].text != "\n" && break_at > begin) out.push_back(i);
    }
  }
  return out;
}

}  // namespace

bool has_font_for(char32_t character) {
  static const auto all = [] {
    CharSet made(FcCharSetCreate());
    const auto* fonts = FcConfigGetFonts(fontconfig(), FcSetSystem);
    for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
      FcCharSet* own = nullptr;
      if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &own) == FcResultMatch) {
        FcCharSetMerge(made.get(), own, nullptr);
      }
    }
    return made;
  }();
  return FcCharSetCount(all.get()) == 0 || FcCharSetHasChar(all.get(), character) != FcFalse;
}

Typesetter::Typesetter(const std::string& font, const std::string& language)
    : ltr_(context(PANGO_DIRECTION_LTR, language)), rtl_(context(PANGO_DIRECTION_RTL, language)) {
  // Naskh in all designs: it draws lam-alef as two glyphs. Poppler and MuPDF reverse a right-to-left line
  // letter by letter, and would read one glyph for two letters in the wrong order.
  const auto sans = "Noto Sans,Noto Naskh Arabic,Noto Sans Hebrew,Noto Sans CJK " + cjk(language);
  families_ = font == "serif" ? "Noto Serif,Noto Naskh Arabic,Noto Serif Hebrew,Noto Serif CJK " +
                                    cjk(language) + "," + sans
                              : sans;
  mono_families_ = "Noto Sans Mono," + sans;
  if (font == "mono") families_ = mono_families_;
}

Lines Typesetter::set(const Paragraph& paragraph, double width) const {
  auto lines = set_once(paragraph, width);
  const auto gaps = gaps_at_ends(paragraph, lines);
  if (gaps.empty()) return lines;
  auto mended = paragraph;
  for (const auto i : gaps) mended.spans[i].text = "\n";
  return set(mended, width);  // the next breaks may change; each round has fewer gaps
}

Lines Typesetter::set_once(const Paragraph& paragraph, double width) const {
  Lines out;
  out.layout.reset(pango_layout_new(paragraph.is_rtl ? rtl_.get() : ltr_.get()));
  auto* layout = out.layout.get();
  std::string text;
  auto* list = pango_attr_list_new();
  for (std::size_t i = 0; i < paragraph.spans.size(); ++i) {
    const auto& span = paragraph.spans[i];
    const auto begin = text.size();
    text += printable(span.text);
    const auto& style = span.style;
    auto* font = pango_font_description_new();
    pango_font_description_set_family(font, (style.mono ? mono_families_ : families_).c_str());
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    add(list, pango_attr_font_desc_new(font), begin, text.size());
    pango_font_description_free(font);
    if (span.is_whole) add(list, pango_attr_allow_breaks_new(FALSE), begin, text.size());
    // The colour encodes the number of the span: glyph runs never cross a change of colour.
    add(list,
        pango_attr_foreground_new(static_cast<guint16>(i & 0xFFFFU), static_cast<guint16>(i >> kIdBits), 0),
        begin, text.size());
    out.size = std::max(out.size, style.size);
  }
  free_spaces(list, text);
  // No ligatures and hyphens, so that programs read whole words.
  add(list, pango_attr_font_features_new("liga=0,clig=0,dlig=0"), 0, text.size());
  add(list, pango_attr_insert_hyphens_new(FALSE), 0, text.size());
  if (!paragraph.language.empty()) {
    add(list, pango_attr_language_new(pango_language_from_string(paragraph.language.c_str())), 0,
        text.size());
  }
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width(layout, width < 0 ? -1 : static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  out.height = out.size * paragraph.leading;
  const auto count = pango_layout_get_line_count(layout);
  for (int i = 0; i < count; ++i) {
    Line line{.glyphs =
                  Owned<PangoLayoutLine>(pango_layout_line_ref(pango_layout_get_line_readonly(layout, i)))};
    PangoRectangle logical;
    pango_layout_line_get_extents(line.glyphs.get(), nullptr, &logical);
    line.width = static_cast<double>(logical.width) / PANGO_SCALE;
    out.lines.push_back(std::move(line));
  }
  return out;
}

std::size_t Typesetter::span_of(const PangoItem& item) {
  for (const auto* at = item.analysis.extra_attrs; at != nullptr; at = at->next) {
    auto* attribute = static_cast<PangoAttribute*>(at->data);
    if (attribute->klass->type != PANGO_ATTR_FOREGROUND) continue;
    const auto& colour = pango_attribute_as_color(attribute)->color;
    return static_cast<std::size_t>(colour.red) | (static_cast<std::size_t>(colour.green) << kIdBits);
  }
  return 0;
}

}  // namespace vitrine::render::pdf
