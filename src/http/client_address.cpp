#include "http/client_address.hpp"

#include <boost/asio/ip/address.hpp>
#include <utility>

namespace vitrine::http {

namespace ip = boost::asio::ip;

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
  auto parsed = base::Networks::parse(networks);
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
