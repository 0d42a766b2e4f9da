#include "base/resources.hpp"

#include <algorithm>

namespace vitrine::base {

std::optional<std::string_view> find_resource(std::string_view name) {
  const auto all = all_resources();
  const auto at = std::ranges::lower_bound(all, name, {}, &Resource::name);
  if (at == all.end() || at->name != name) return std::nullopt;
  return at->bytes;
}

}  // namespace vitrine::base
