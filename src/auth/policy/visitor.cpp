#include "auth/policy/visitor.hpp"

#include <algorithm>

#include "auth/policy/secret.hpp"
#include "base/ascii.hpp"

namespace vitrine::auth {

std::string lower_email(std::string_view email) {
  return base::ascii_lower(email);
}

std::string person_key(std::string_view email) {
  return fingerprint(lower_email(email));
}

bool is_email(std::string_view text) {
  constexpr std::size_t kLongest = 254;
  const auto at = text.find('@');
  return text.size() <= kLongest && at != 0 && at != std::string_view::npos && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c != 0x7F; });
}

}  // namespace vitrine::auth
