#include "site/answers/address.hpp"

#include "base/encoding.hpp"

namespace vitrine::site {

Leaf parse_leaf(std::string_view segment) {
  for (const auto& info : formats()) {
    if (info.suffix.empty() || !segment.ends_with(info.suffix)) continue;
    const auto name = segment.substr(0, segment.size() - info.suffix.size());
    if (name.size() > 1 && name.ends_with('.')) {
      return {std::string(name.substr(0, name.size() - 1)), info.format};
    }
  }
  return {std::string(segment), std::nullopt};
}

std::string page_path(const Place& place) {
  const bool is_link = !place.under.empty();
  std::string path = is_link         ? std::string(place.under)
                     : place.is_home ? ""
                                     : "/cv/" + std::string(place.slug);
  if (!place.variant.empty() && !is_link) path += "/v/" + base::percent_encode(place.variant);
  if (!place.language.empty()) path += "/" + std::string(place.language);
  if (place.format != Format::html) {
    if (path.empty() || (is_link && place.language.empty())) path += "/" + std::string(kHomeName);
    path += "." + std::string(format_info(place.format).suffix);
  }
  return path.empty() ? "/" : path;
}

}  // namespace vitrine::site
