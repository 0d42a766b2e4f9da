#include "site/address.hpp"

#include <algorithm>

#include "base/encoding.hpp"

namespace vitrine::site {

Leaf parse_leaf(std::string_view segment) {
  const auto dot = segment.rfind('.');
  if (dot != std::string_view::npos && dot > 0) {
    const auto suffix = segment.substr(dot + 1);
    const auto known = std::ranges::find(formats(), suffix, &FormatInfo::suffix);
    if (!suffix.empty() && known != formats().end()) {
      return {std::string(segment.substr(0, dot)), known->format};
    }
  }
  return {std::string(segment), std::nullopt};
}

std::string page_path(const Place& place) {
  std::string path = place.is_home ? "" : "/cv/" + std::string(place.slug);
  if (!place.variant.empty()) path += "/v/" + base::percent_encode(place.variant);
  if (!place.language.empty()) path += "/" + std::string(place.language);
  if (place.format != Format::html) {
    const auto info = std::ranges::find(formats(), place.format, &FormatInfo::format);
    if (path.empty()) path = "/" + std::string(kHomeName);
    path += "." + std::string(info->suffix);
  }
  return path.empty() ? "/" : path;
}

}  // namespace vitrine::site
