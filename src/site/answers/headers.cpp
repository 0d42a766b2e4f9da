#include "site/answers/headers.hpp"

#include <algorithm>

namespace vitrine::site {

void add_common_fields(http::Fields& fields, bool is_https) {
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(fields, [&](const auto& field) { return field.first == name; });
  };
  const auto set = [&](std::string_view name, std::string_view value) {
    if (!has(name)) fields.emplace_back(name, value);
  };
  set("X-Content-Type-Options", "nosniff");
  set("X-Frame-Options", "DENY");
  set("Referrer-Policy", "strict-origin-when-cross-origin");
  set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  set("Cross-Origin-Opener-Policy", "same-origin");
  set("Cross-Origin-Resource-Policy", "same-origin");
  if (is_https) set("Strict-Transport-Security", "max-age=31536000");
  set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
}

}  // namespace vitrine::site
