#include "http/message/conditional.hpp"

namespace vitrine::http {

namespace {

enum class Comparison { strong, weak };

/// Whether a list of entity tags contains `etag`, or is "*".
bool lists(std::string_view rest, std::string_view etag, Comparison comparison) {
  while (true) {
    const auto begin = rest.find_first_not_of(" \t,");
    if (begin == std::string_view::npos) return false;
    rest.remove_prefix(begin);
    if (rest == "*") return true;
    const bool is_weak = rest.starts_with("W/");
    if (is_weak) rest.remove_prefix(2);
    const auto end = rest.starts_with('"') ? rest.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return false;  // malformed entity tag: the rest cannot be trusted
    const bool counts = !is_weak || comparison == Comparison::weak;
    if (counts && rest.substr(0, end + 1) == etag) return true;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

bool matches_none(std::string_view if_none_match, std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return !lists(if_none_match, etag, Comparison::weak);
}

bool matches_strongly(std::string_view if_match, std::string_view etag) {
  return if_match.empty() || lists(if_match, etag, Comparison::strong);
}

}  // namespace vitrine::http
