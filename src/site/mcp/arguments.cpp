#include "site/mcp/arguments.hpp"

#include <algorithm>

#include "base/encoding.hpp"

namespace vitrine::site::mcp {

Arguments::Arguments(const Json& given, std::initializer_list<std::string_view> names) : given_(given) {
  if (!given.is_object()) {
    wrong("arguments", "expected an object");
    return;
  }
  for (const auto& [name, value] : given.items()) {
    if (std::ranges::find(names, name) == names.end())
      wrong(base::utf8_truncate(name, 40), "there is no such argument");
  }
}

const Json* Arguments::value(const char* name) const {
  if (!given_.is_object()) return nullptr;
  const auto at = given_.find(name);
  return at == given_.end() ? nullptr : &*at;
}

std::string Arguments::text(const char* name, std::size_t most) {
  const auto* at = value(name);
  if (at == nullptr) return {};
  if (!at->is_string() || base::utf8_length(at->get_ref<const std::string&>()) > most) {
    wrong(name, "expected a text of at most " + std::to_string(most) + " characters");
    return {};
  }
  return at->get<std::string>();
}

std::string Arguments::required_text(const char* name, std::size_t most) {
  const auto before = faults_.size();
  auto out = text(name, most);
  if (out.empty() && faults_.size() == before) wrong(name, "expected a text");
  return out;
}

std::uint64_t Arguments::number(const char* name, std::uint64_t fallback, std::uint64_t least,
                                std::uint64_t most) {
  const auto* at = value(name);
  if (at == nullptr) return fallback;
  const auto number = at->is_number_unsigned() ? std::optional(at->get<std::uint64_t>()) : std::nullopt;
  if (!number || *number < least || *number > most) {
    wrong(name, "expected an integer from " + std::to_string(least) + " to " + std::to_string(most));
    return fallback;
  }
  return *number;
}

bool Arguments::flag(const char* name) {
  const auto* at = value(name);
  if (at == nullptr) return false;
  if (!at->is_boolean()) {
    wrong(name, "expected true or false");
    return false;
  }
  return at->get<bool>();
}

void Arguments::wrong(std::string_view name, std::string_view expected) {
  faults_ += (faults_.empty() ? "" : "; ") + std::string(name) + ": " + std::string(expected);
}

}  // namespace vitrine::site::mcp
