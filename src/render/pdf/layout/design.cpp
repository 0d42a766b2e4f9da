#include "render/pdf/layout/design.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/resources.hpp"
#include "render/common/theme.hpp"

namespace vitrine::render::pdf {

namespace {

using nlohmann::json;

constexpr double kTextContrast = 4.5;
constexpr Colour kInk{0.11, 0.11, 0.12};
constexpr Colour kSoft{0.35, 0.35, 0.37};
constexpr Colour kLine{0.8, 0.8, 0.8};

json part(const json& file, const char* key) {
  const auto at = file.find(key);
  return at == file.end() ? json::object() : *at;
}

TextStyle style(const json& part, double size, const Colour& accent) {
  return {.size = part.value("size", size),
          .bold = part.value("bold", false),
          .italic = part.value("italic", false),
          .colour = part.value("accent", false) ? accent : kInk};
}

Rule rule(const json& part) {
  const auto name = part.value("rule", "none");
  if (name == "above") return Rule::above;
  if (name == "thick") return Rule::thick;
  if (name == "below") return Rule::below;
  if (name == "sides") return Rule::sides;
  if (name == "around") return Rule::around;
  return Rule::none;
}

Dates dates(const json& file) {
  const auto name = file.value("dates", "above");
  if (name == "margin") return Dates::margin;
  return name == "end" ? Dates::end : Dates::above;
}

PhotoPlace photo_place(const json& part) {
  const auto name = part.value("place", "end");
  if (name == "above") return PhotoPlace::above;
  return name == "start" ? PhotoPlace::start : PhotoPlace::end;
}

double density(const std::string& name) {
  if (name == "compact") return 0.8;
  return name == "airy" ? 1.15 : 1;
}

}  // namespace

Design design(const cv::ThemeChoice& choice, const std::string& page) {
  const auto& theme = find_theme(choice.name);
  const auto actual = cv::merge(choice, theme.defaults);
  const auto bytes = base::find_resource("src/render/assets/themes/" + theme.name + "/pdf.json");
  const auto file = json::parse(bytes.value_or("{}"));
  const Colour white{1, 1, 1};
  const auto wanted = parse_colour(actual.accent).value_or(*parse_colour(theme.defaults.accent));
  Design out{.accent = readable_on(white, wanted, kTextContrast), .line = kLine};
  if ((page.empty() ? actual.page : page) == "Letter") {
    out.width = 612;
    out.height = 792;
  }
  const auto margin = part(file, "margin");
  out.margin_top = margin.value("top", 18.0) * kMillimetre;
  out.margin_side = margin.value("side", 20.0) * kMillimetre;
  out.margin_bottom = margin.value("bottom", 18.0) * kMillimetre;
  out.font = actual.font;
  out.leading = file.value("leading", 1.4);
  // A density that is not the theme's default is relative to that default.
  out.space = density(actual.density) / density(theme.defaults.density);
  const auto text = file.value("text", 10.0);
  const auto heading = part(file, "heading");
  const auto entry = part(file, "entry");
  out.text = {.size = text, .colour = kInk};
  out.soft = {.size = text * 0.93, .colour = kSoft};
  out.name = style(part(file, "name"), 22, out.accent);
  out.label = style(part(file, "label"), 12, out.accent);
  out.heading = style(heading, 11, out.accent);
  out.entry = style(entry, 11, out.accent);
  out.organization = style(part(file, "organization"), text, out.accent);
  out.dates_style = out.soft;
  if (entry.value("accent_dates", false)) {
    out.dates_style.colour = out.accent;
    out.dates_style.bold = true;
  }
  const auto masthead = part(file, "masthead");
  out.is_centred = masthead.value("align", "start") == "center";
  out.masthead_rule = rule(masthead);
  out.heading_rule = rule(heading);
  out.heading_before = heading.value("before", 5.0) * kMillimetre * out.space;
  out.heading_after = heading.value("after", 2.0) * kMillimetre * out.space;
  out.entry_gap = entry.value("gap", 3.0) * kMillimetre * out.space;
  out.has_bar = entry.value("bar", false);
  out.has_pills = file.value("words", "plain") == "pills";
  out.dates = dates(file);
  out.date_column = file.value("date_column", 34.0) * kMillimetre;
  out.indent_terms = file.value("indent_terms", false);
  out.term_columns = file.value("terms", 1);
  out.short_term_columns = file.value("short_terms", out.term_columns);
  const auto photo = part(file, "photo");
  out.photo_place = photo_place(photo);
  out.photo_side = photo.value("side", 28.0) * kMillimetre;
  out.photo_round = photo.value("round", 0.5);
  out.aside_width = file.value("aside_width", 0.0) * kMillimetre;
  if (out.aside_width > 0) out.aside = theme.aside;
  return out;
}

}  // namespace vitrine::render::pdf
