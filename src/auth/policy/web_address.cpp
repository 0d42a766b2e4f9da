#include "auth/policy/web_address.hpp"

#include <algorithm>

#include "net/http_call.hpp"

namespace vitrine::auth {

bool is_web_address(const std::string& url) {
  constexpr std::size_t kMaxBytes = 2048;
  const auto is_plain = [](char c) { return c > 0x20 && c < 0x7F && c != '#' && c != '\\'; };
  if (url.size() > kMaxBytes || !std::ranges::all_of(url, is_plain)) return false;
  const auto parts = net::parse_url(url);
  return parts && (parts->scheme == "https" || net::is_loopback(parts->host));
}

}  // namespace vitrine::auth
