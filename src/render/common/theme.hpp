#pragma once
// Themes: a folder each under assets/themes/, with a manifest and a style sheet. Nothing in C++ names one but
// the default.

#include <string>
#include <string_view>
#include <vector>

#include "cv/document/settings.hpp"

namespace vitrine::render {

/// A theme's manifest (manifest.json).
struct Theme {
  std::string name;          ///< of its folder
  std::string title;         ///< for a person
  std::string description;   ///< for a person
  cv::ThemeChoice defaults;  ///< accent, font, density, page
  std::string paper_light;   ///< "#rrggbb": background in light and in dark
  std::string paper_dark;
  std::vector<std::string> aside;  ///< sections that stand beside the others
  std::string css;
};

/// Every theme, the default first, the others by name.
const std::vector<Theme>& themes();

/// The theme of that name; the default where there is none.
const Theme& find_theme(std::string_view name);

/// The whole style sheet of a page: what all themes share, the theme, and the choices as custom properties.
/// The accent is darkened or lightened as far as text in it needs to be read on the theme's papers.
std::string style_sheet(const Theme& theme, const cv::ThemeChoice& choice);

}  // namespace vitrine::render
