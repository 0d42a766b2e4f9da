#pragma once
// Colour contrast: keeps text readable on its background.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::render {

/// An sRGB colour, channels 0 to 1.
struct Colour {
  double red = 0, green = 0, blue = 0;
};

/// Reads "#rrggbb".
std::optional<Colour> parse_colour(std::string_view text);

/// Writes "#rrggbb".
std::string to_hex(const Colour& colour);

/// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
double contrast(const Colour& one, const Colour& other);

/// Returns `colour`, darkened on a light `paper` or lightened on a dark one, until text in it has a contrast
/// of at least `ratio` (4.5: WCAG 2.2 success criterion 1.4.3).
Colour readable_on(const Colour& paper, const Colour& colour, double ratio);

}  // namespace vitrine::render
