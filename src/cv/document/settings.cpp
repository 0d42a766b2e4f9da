#include "cv/document/settings.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "cv/document/variant_name.hpp"

namespace vitrine::cv {

namespace {

std::string text(const Json& object, std::string_view field) {
  const auto at = object.find(field);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> out;
  if (!list.is_array()) return out;
  for (const auto& one : list) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

/// `value` if it is one of `allowed`, else empty: an unknown value changes nothing.
std::string one_of(const std::string& value, std::initializer_list<std::string_view> allowed) {
  return std::ranges::find(allowed, value) == allowed.end() ? std::string{} : value;
}

std::string colour(std::string value) {
  std::ranges::transform(value, value.begin(), [](unsigned char c) { return std::tolower(c); });
  const bool is_hex = value.size() == 7 && value[0] == '#' &&
                      value.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
  return is_hex ? value : std::string{};
}

/// A theme is a string with its name, or an object.
ThemeChoice read_theme(const Json& settings) {
  const auto theme = settings.find("theme");
  if (theme == settings.end()) return {};
  if (theme->is_string()) return {.name = theme->get<std::string>()};
  if (!theme->is_object()) return {};
  return {.name = text(*theme, "name"),
          .accent = colour(text(*theme, "accent")),
          .font = one_of(text(*theme, "font"), {"sans", "serif", "mono"}),
          .density = one_of(text(*theme, "density"), {"compact", "normal", "airy"}),
          .page = one_of(text(*theme, "page"), {"A4", "Letter"})};
}

Variant read_variant(const Json& json) {
  Variant variant{.title = text(json, "title"), .summary = text(json, "summary"), .theme = read_theme(json)};
  if (const auto sections = json.find("sections"); sections != json.end())
    variant.sections = texts(*sections);
  if (const auto order = json.find("order"); order != json.end() && order->is_object()) {
    for (const auto& [section, names] : order->items()) variant.order[section] = texts(names);
  }
  return variant;
}

}  // namespace

Settings read_settings(const Json& vitrine) {
  Settings settings;
  if (!vitrine.is_object()) return settings;
  settings.theme = read_theme(vitrine);
  settings.dates = one_of(text(vitrine, "dates"), {"days", "months"});
  if (const auto sections = vitrine.find("sections"); sections != vitrine.end())
    settings.sections = texts(*sections);
  if (const auto titles = vitrine.find("titles"); titles != vitrine.end() && titles->is_object()) {
    for (const auto& [section, title] : titles->items()) {
      if (title.is_string()) settings.titles[section] = title.get<std::string>();
    }
  }
  if (const auto variants = vitrine.find("variants"); variants != vitrine.end() && variants->is_object()) {
    for (const auto& [name, variant] : variants->items()) {
      if (variant.is_object() && is_variant_name(name)) settings.variants[name] = read_variant(variant);
    }
  }
  return settings;
}

ThemeChoice merge(ThemeChoice over, const ThemeChoice& under) {
  const auto fill = [](std::string& value, const std::string& other) {
    if (value.empty()) value = other;
  };
  fill(over.name, under.name);
  fill(over.accent, under.accent);
  fill(over.font, under.font);
  fill(over.density, under.density);
  fill(over.page, under.page);
  return over;
}

}  // namespace vitrine::cv
