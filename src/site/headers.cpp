#include "site/headers.hpp"

#include <algorithm>

namespace vitrine::site {

void add_common_fields(http::Response& response, bool is_https) {
  response.set("X-Content-Type-Options", "nosniff");
  response.set("X-Frame-Options", "DENY");
  response.set("Referrer-Policy", "strict-origin-when-cross-origin");
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  if (is_https) response.set("Strict-Transport-Security", "max-age=31536000");
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(response.fields, [&](const auto& field) { return field.first == name; });
  };
  if (!has("Content-Security-Policy")) {
    response.set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  }
}

}  // namespace vitrine::site
