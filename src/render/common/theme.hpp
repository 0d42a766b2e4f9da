#pragma once
// Themes: each is a folder under assets/themes/ with a manifest and a style sheet. C++ names only the
// default.

#include <string>
#include <string_view>
#include <vector>

#include "cv/document/settings.hpp"

namespace vitrine::render {

/// A theme's manifest (manifest.json).
struct Theme {
  std::string name;          ///< of its folder
  std::string title;         ///< shown to people
  std::string description;   ///< shown to people
  cv::ThemeChoice defaults;  ///< accent, font, density, page
  std::string paper_light;   ///< "#rrggbb": background in light and in dark
  std::string paper_dark;
  std::vector<std::string> aside;  ///< sections of the second column
  std::string css;
};

/// Every theme, the default first, the others by name.
const std::vector<Theme>& themes();

/// The theme of that name; the default if there is none.
const Theme& find_theme(std::string_view name);

/// The whole style sheet of a page: the shared part, the theme, and the choices as custom properties. The
/// accent is darkened or lightened until text in it is readable on the theme's papers.
std::string style_sheet(const Theme& theme, const cv::ThemeChoice& choice);

}  // namespace vitrine::render
