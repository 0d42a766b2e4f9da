#include "store/store.hpp"

#include <algorithm>

namespace vitrine::store {

bool is_slug(std::string_view slug) {
  constexpr std::size_t kMaxLength = 64;
  if (slug.empty() || slug.size() > kMaxLength || slug.front() == '-' || slug.back() == '-') return false;
  if (slug.find("--") != std::string_view::npos) return false;
  return std::ranges::all_of(
      slug, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace vitrine::store
