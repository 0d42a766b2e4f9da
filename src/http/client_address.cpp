#include "http/client_address.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace vitrine::http {

namespace ip = boost::asio::ip;

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
  TrustedProxies out;
  for (const auto& text : networks) {
    const bool is_network = text.find('/') != std::string::npos;
    const bool is_v6 = text.find(':') != std::string::npos;
    boost::system::error_code failed;
    if (is_v6) {
      out.v6_.push_back(ip::make_network_v6(is_network ? text : text + "/128", failed));
    } else {
      out.v4_.push_back(ip::make_network_v4(is_network ? text : text + "/32", failed));
    }
    if (failed) {
      return Error{ErrorCode::invalid,
                   "'" + text + "' is no address or network, as in 10.0.0.0/8 or fd00::/8"};
    }
  }
  return out;
}

bool TrustedProxies::has(std::string_view text) const {
  boost::system::error_code failed;
  auto address = ip::make_address(text, failed);
  if (failed) return false;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  if (address.is_v4()) {
    return std::ranges::any_of(v4_, [&](const ip::network_v4& one) {
      return ip::network_v4(address.to_v4(), one.prefix_length()).canonical() == one.canonical();
    });
  }
  return std::ranges::any_of(v6_, [&](const ip::network_v6& one) {
    return ip::network_v6(address.to_v6(), one.prefix_length()).canonical() == one.canonical();
  });
}

std::string TrustedProxies::client(const Request& request) const {
  if (!has(request.peer)) return request.peer;
  std::string nearest = request.peer;
  for (auto line = request.fields.rbegin(); line != request.fields.rend(); ++line) {
    if (line->first != "x-forwarded-for") continue;
    auto rest = line->second;
    while (!rest.empty()) {
      const auto comma = rest.rfind(',');
      auto one = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
      while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
      while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
      boost::system::error_code failed;
      const auto address = ip::make_address(one, failed);
      if (failed) return nearest;  // not from a proxy that writes addresses
      nearest = address.to_string();
      if (!has(nearest)) return nearest;
    }
  }
  return nearest;
}

}  // namespace vitrine::http
