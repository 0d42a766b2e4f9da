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

std::size_t counter_of(std::string_view slug, std::size_t counters) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a, 64 bits (RFC 9923)
  for (const char c : slug) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return static_cast<std::size_t>(hash % counters);
}

}  // namespace vitrine::store
