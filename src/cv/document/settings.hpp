#pragma once
// A document's settings (meta.vitrine) for one reader.

#include <map>
#include <string>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// How a CV is dressed. Empty members are the theme's own choice.
struct ThemeChoice {
  std::string name;     ///< folder name of a theme
  std::string accent;   ///< "#rrggbb", lower case
  std::string font;     ///< "sans", "serif" or "mono"
  std::string density;  ///< "compact", "normal" or "airy"
  std::string page;     ///< "A4" or "Letter"
};

/// What a variant changes.
struct Variant {
  std::string title;                  ///< stands for basics.label; empty: no change
  std::string summary;                ///< stands for basics.summary; empty: no change
  std::vector<std::string> sections;  ///< which sections, in which order; empty: no change
  /// For a section, the names of the entries that come first, in that order.
  std::map<std::string, std::vector<std::string>, std::less<>> order;
  ThemeChoice theme;
};

struct Settings {
  std::vector<std::string> sections;                       ///< as in Variant
  std::map<std::string, std::string, std::less<>> titles;  ///< section id to its title
  std::string dates;  ///< "days" or "months": how precisely dates are shown; empty: as outline() judges
  ThemeChoice theme;
  std::map<std::string, Variant, std::less<>> variants;  ///< those that the reader may ask for
};

/// Reads the projected meta.vitrine. Total: what is of the wrong type counts as absent, and so does a variant
/// that is_variant_name() refuses. A variant's theme and the document's are merged by merge().
Settings read_settings(const Json& vitrine);

/// `over`, with what it leaves open taken from `under`.
ThemeChoice merge(ThemeChoice over, const ThemeChoice& under);

}  // namespace vitrine::cv
