#include "http/message/local_names.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/ascii.hpp"

namespace vitrine::http {

namespace {

namespace ip = boost::asio::ip;

constexpr std::string_view kLocalhost = "localhost";

/// The host of an authority, in lower case, without brackets and the root dot; nothing if the authority is
/// malformed.
std::optional<std::string> host_of(std::string_view authority) {
  const bool is_bracketed = authority.starts_with('[');
  const auto end = is_bracketed ? authority.find(']') : authority.find(':');
  auto host = authority.substr(is_bracketed ? 1 : 0, end - (is_bracketed ? 1 : 0));
  auto rest = end == std::string_view::npos ? std::string_view{} : authority.substr(end);
  if (is_bracketed) {
    if (rest.empty()) return std::nullopt;
    rest.remove_prefix(1);
  }
  if (!rest.empty() && rest.front() != ':') return std::nullopt;
  if (rest.find_first_not_of("0123456789", 1) != std::string_view::npos) return std::nullopt;
  if (host.ends_with('.') && !is_bracketed) host.remove_suffix(1);
  std::string out(host);
  std::ranges::transform(out, out.begin(), [](char c) { return base::ascii_lower(c); });
  const bool is_v6 = out.find(':') != std::string::npos;
  return out.empty() || is_v6 != is_bracketed ? std::nullopt : std::optional(std::move(out));
}

/// Converts an IPv4-mapped IPv6 address to IPv4 (RFC 4291 section 2.5.5.2).
ip::address plain(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

}  // namespace

bool LocalNames::has(std::string_view authority) const {
  const auto host = host_of(authority);
  if (!host) return false;
  if (*host == kLocalhost) return true;
  const auto suffix = "." + std::string(kLocalhost);
  if (host->size() > suffix.size() && host->ends_with(suffix)) return true;
  boost::system::error_code failed;
  const auto address = ip::make_address(*host, failed);
  if (failed) return false;
  return plain(address).is_loopback() || listening_.is_unspecified() || plain(address) == plain(listening_);
}

bool LocalNames::admit(const Request& request) const {
  if (!has(request.field("host"))) return false;
  const auto scheme = request.target.find("://");
  if (request.target.starts_with('/') || scheme == std::string_view::npos) return true;
  const auto rest = request.target.substr(scheme + 3);
  return has(rest.substr(0, rest.find_first_of("/?")));
}

}  // namespace vitrine::http
