#include "http/conditional.hpp"

namespace vitrine::http {

bool matches_none(std::string_view if_none_match, std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  auto rest = if_none_match;
  while (true) {
    const auto begin = rest.find_first_not_of(" \t,");
    if (begin == std::string_view::npos) return true;
    rest.remove_prefix(begin);
    if (rest == "*") return false;
    if (rest.starts_with("W/")) rest.remove_prefix(2);
    const auto end = rest.starts_with('"') ? rest.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return true;  // not an entity tag: nothing from here on can be trusted
    if (rest.substr(0, end + 1) == etag) return false;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace vitrine::http
