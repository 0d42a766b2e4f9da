#pragma once
// A document's settings (meta.vitrine) for one reader.

#include <map>
#include <string>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// The theme of a CV and its options. Empty members use the theme's own value.
struct ThemeChoice {
  std::string name;     ///< folder name of a theme
  std::string accent;   ///< "#rrggbb", lower case
  std::string font;     ///< "sans", "serif" or "mono"
  std::string density;  ///< "compact", "normal" or "airy"
  std::string page;     ///< "A4" or "Letter"
};

/// The changes that a variant makes.
struct Variant {
  std::string title;                  ///< replaces basics.label; empty: no change
  std::string summary;                ///< replaces basics.summary; empty: no change
  std::vector<std::string> sections;  ///< the sections to show, in this order; empty: no change
  /// For a section, the names of the entries that come first, in that order.
  std::map<std::string, std::vector<std::string>, std::less<>> order;
  ThemeChoice theme;
};

struct Settings {
  std::vector<std::string> sections;                       ///< as in Variant
  std::map<std::string, std::string, std::less<>> titles;  ///< section id to its title
  std::string dates;  ///< "days" or "months": the precision of dates; empty: outline() decides
  ThemeChoice theme;
  std::map<std::string, Variant, std::less<>> variants;  ///< variants that the reader may request
};

/// Reads the projected meta.vitrine. Total: a value of the wrong type counts as absent, and so does a variant
/// that is_variant_name() refuses. Combine a variant's theme with the document's by merge().
Settings read_settings(const Json& vitrine);

/// Returns `over`; its empty members come from `under`.
ThemeChoice merge(ThemeChoice over, const ThemeChoice& under);

}  // namespace vitrine::cv
