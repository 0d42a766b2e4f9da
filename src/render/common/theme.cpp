#include "render/common/theme.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/resources.hpp"
#include "render/common/colour.hpp"

namespace vitrine::render {

namespace {

constexpr std::string_view kFolder = "src/render/assets/themes/";
constexpr std::string_view kManifest = "/manifest.json";
constexpr std::string_view kDefault = "quiet";
constexpr double kTextContrast = 4.5;

Theme read_theme(const std::string& name, std::string_view manifest) {
  const auto json = nlohmann::json::parse(manifest);
  Theme theme{.name = name,
              .title = json.at("title"),
              .description = json.at("description"),
              .defaults = {.name = name,
                           .accent = json.at("accent"),
                           .font = json.at("font"),
                           .density = json.at("density"),
                           .page = json.at("page")},
              .paper_light = json.at("paper").at("light"),
              .paper_dark = json.at("paper").at("dark"),
              .aside = json.value("aside", std::vector<std::string>{})};
  const auto css = base::find_resource(std::string(kFolder) + name + "/theme.css");
  if (!css || !parse_colour(theme.defaults.accent) || !parse_colour(theme.paper_light) ||
      !parse_colour(theme.paper_dark)) {
    throw std::logic_error("theme '" + name + "' lacks its style sheet or a colour");
  }
  theme.css = *css;
  return theme;
}

/// The style sheet without comments, indentation and empty lines, since every page contains it.
std::string compact(std::string_view css) {
  std::string out;
  for (std::size_t at = 0; at < css.size();) {
    if (css.substr(at, 2) == "/*") {
      at = std::min(css.find("*/", at), css.size() - 2) + 2;
    } else if (css[at] == '\n') {
      at = std::min(css.find_first_not_of(" \n", at), css.size());
      if (!out.empty() && !out.ends_with('\n') && !out.ends_with('{') && !out.ends_with(';')) out += '\n';
    } else {
      out += css[at++];
    }
  }
  return out;
}

std::string_view font_stack(std::string_view font) {
  if (font == "serif") {
    return "\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"URW Palladio L\",P052,\"Noto Serif\",serif";
  }
  if (font == "mono") return "ui-monospace,\"Cascadia Code\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace";
  return "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Noto Sans\",Arial,sans-serif";
}

std::string_view spacing(std::string_view density) {
  if (density == "compact") return ".8";
  return density == "airy" ? "1.25" : "1";
}

}  // namespace

const std::vector<Theme>& themes() {
  static const auto all = [] {
    std::vector<Theme> out;
    for (const auto& resource : base::all_resources()) {
      if (!resource.name.starts_with(kFolder) || !resource.name.ends_with(kManifest)) continue;
      auto name = resource.name.substr(kFolder.size());
      name.remove_suffix(kManifest.size());
      out.push_back(read_theme(std::string(name), resource.bytes));
    }
    std::ranges::stable_partition(out, [](const Theme& theme) { return theme.name == kDefault; });
    if (out.empty() || out.front().name != kDefault) throw std::logic_error("the default theme is missing");
    return out;
  }();
  return all;
}

const Theme& find_theme(std::string_view name) {
  const auto at = std::ranges::find(themes(), name, &Theme::name);
  return at == themes().end() ? themes().front() : *at;
}

std::string style_sheet(const Theme& theme, const cv::ThemeChoice& choice) {
  const auto actual = cv::merge(choice, theme.defaults);
  const auto accent = parse_colour(actual.accent).value_or(*parse_colour(theme.defaults.accent));
  const auto on = [&](const std::string& paper) {
    return to_hex(readable_on(*parse_colour(paper), accent, kTextContrast));
  };
  std::string out = "@page{size:" + actual.page + "}:root{--paper:" + theme.paper_light +
                    ";--accent:" + on(theme.paper_light) + ";--font:" + std::string(font_stack(actual.font)) +
                    ";--space:" + std::string(spacing(actual.density)) + "}";
  out += "@media (prefers-color-scheme:dark){:root{--paper:" + theme.paper_dark +
         ";--accent:" + on(theme.paper_dark) +
         "}}@media print{:root{--paper:#ffffff;--accent:" + on("#ffffff") + "}}";
  static const auto shared = compact(base::find_resource("src/render/assets/base.css").value());
  return out + "\n" + shared + "\n" + compact(theme.css);
}

}  // namespace vitrine::render
