#include "http/message/client_address.hpp"

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <utility>

#include "base/ascii.hpp"

namespace vitrine::http {

namespace ip = boost::asio::ip;

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
  auto parsed = net::Networks::parse(networks);
  if (!parsed) return parsed.error();
  TrustedProxies out;
  out.networks_ = std::move(*parsed);
  return out;
}

bool TrustedProxies::has(std::string_view text) const {
  boost::system::error_code failed;
  const auto address = ip::make_address(text, failed);
  return !failed && networks_.has(address);
}

namespace {

/// The address in "192.0.2.1", "192.0.2.1:80", "2001:db8::1" or "[2001:db8::1]:80", the forms that proxies
/// write.
std::optional<ip::address> address_in(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    const auto rest = end == std::string_view::npos ? text : text.substr(end + 1);
    if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
    text = text.substr(1, end - 1);
  } else if (const auto colon = text.find(':'); colon == text.rfind(':')) {
    text = text.substr(0, colon);
  }
  boost::system::error_code failed;
  const auto address = ip::make_address(text, failed);
  return failed ? std::nullopt : std::optional(address);
}

}  // namespace

std::string TrustedProxies::client(const Request& request) const {
  if (!has(request.peer)) return request.peer;
  std::string nearest = request.peer;
  for (auto line = request.fields.rbegin(); line != request.fields.rend(); ++line) {
    if (line->first != "x-forwarded-for") continue;
    auto rest = line->second;
    while (!rest.empty()) {
      const auto comma = rest.rfind(',');
      const auto one = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
      const auto address = address_in(base::trimmed(one, " \t"));
      if (!address) return nearest;  // the proxy did not write an address
      nearest = address->to_string();
      if (!has(nearest)) return nearest;
    }
  }
  return nearest;
}

}  // namespace vitrine::http
