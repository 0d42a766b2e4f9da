#include "http/message/cookie.hpp"

namespace vitrine::http {

namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view cookie(const Request& request, std::string_view name) {
  std::string_view found;
  for (const auto& [field, value] : request.fields) {
    if (field != "cookie") continue;
    auto rest = value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto pair = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (pair.size() <= name.size() || pair[name.size()] != '=' || !pair.starts_with(name)) continue;
      const auto one = pair.substr(name.size() + 1);
      if (!found.empty() && found != one) return {};
      found = one;
    }
  }
  return found;
}

std::string set_cookie(const NewCookie& cookie) {
  return cookie.name + '=' + cookie.value + "; Path=/; Max-Age=" + std::to_string(cookie.lifetime.count()) +
         "; HttpOnly; SameSite=Lax" + (cookie.is_secure ? "; Secure" : "");
}

}  // namespace vitrine::http
