#include "site/identity/relying_party.hpp"

#include <boost/asio/ip/address.hpp>

#include "base/ascii.hpp"

namespace vitrine::site {

namespace {

struct Authority {
  std::string host;  ///< without brackets
  std::string port;  ///< with its colon; or ""
};

Authority parse_authority(std::string_view text) {
  const auto bracket = text.find(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  Authority out{.host = std::string(text.substr(0, colon)), .port = {}};
  if (colon != std::string_view::npos) out.port = text.substr(colon);
  if (out.host.starts_with('[') && out.host.ends_with(']'))
    out.host = out.host.substr(1, out.host.size() - 2);
  return out;
}

std::optional<boost::asio::ip::address> address_of(const std::string& host) {
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(host, failed);
  return failed ? std::nullopt : std::optional(address);
}

}  // namespace

bool is_address(std::string_view authority) {
  return address_of(parse_authority(authority).host).has_value();
}

std::optional<RelyingParty> relying_party(std::string_view public_url) {
  constexpr std::string_view kLocalhost = "localhost";
  const auto url = base::ascii_lower(public_url);
  const auto end = url.find("://");
  if (end == std::string::npos) return std::nullopt;
  const auto scheme = url.substr(0, end);
  auto [host, port] = parse_authority(std::string_view(url).substr(end + 3));
  if (port == (scheme == "https" ? ":443" : ":80") || port == ":") port.clear();
  const auto address = address_of(host);
  if (address && !address->is_loopback()) return std::nullopt;
  if (address) host = kLocalhost;
  const bool is_local = host == kLocalhost || host.ends_with(".localhost");
  if (host.empty() || (scheme != "https" && !is_local)) return std::nullopt;
  return RelyingParty{.id = host, .origin = scheme + "://" + host + port};
}

}  // namespace vitrine::site
