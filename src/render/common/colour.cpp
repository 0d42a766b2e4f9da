#include "render/common/colour.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vitrine::render {

namespace {

constexpr double kMaxChannel = 255.0;

std::optional<double> channel(std::string_view digits) {
  unsigned value = 0;
  constexpr int kHex = 16;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value, kHex);
  if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value / kMaxChannel;
}

/// WCAG 2.2, "relative luminance".
double luminance(const Colour& colour) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

Colour mix(const Colour& from, const Colour& to, double share) {
  const auto between = [&](double a, double b) { return a + (b - a) * share; };
  return {between(from.red, to.red), between(from.green, to.green), between(from.blue, to.blue)};
}

}  // namespace

std::optional<Colour> parse_colour(std::string_view text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  const auto red = channel(text.substr(1, 2));
  const auto green = channel(text.substr(3, 2));
  const auto blue = channel(text.substr(5, 2));
  if (!red || !green || !blue) return std::nullopt;
  return Colour{*red, *green, *blue};
}

std::string to_hex(const Colour& colour) {
  const auto byte = [](double c) {
    return static_cast<unsigned>(std::lround(std::clamp(c, 0.0, 1.0) * kMaxChannel));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", byte(colour.red), byte(colour.green), byte(colour.blue));
}

double contrast(const Colour& one, const Colour& other) {
  const double first = luminance(one);
  const double second = luminance(other);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Colour readable_on(const Colour& paper, const Colour& colour, double ratio) {
  constexpr double kStep = 0.02;
  const bool is_light = contrast(paper, {1, 1, 1}) < contrast(paper, {0, 0, 0});
  const Colour towards = is_light ? Colour{0, 0, 0} : Colour{1, 1, 1};
  for (double share = 0; share < 1; share += kStep) {
    const auto candidate = parse_colour(to_hex(mix(colour, towards, share))).value_or(towards);
    if (contrast(paper, candidate) >= ratio) return candidate;
  }
  return towards;
}

}  // namespace vitrine::render
