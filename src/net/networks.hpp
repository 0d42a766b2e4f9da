#pragma once
// Lists of IP networks in CIDR form, and membership in them.

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace vitrine::net {

/// Networks of IPv4 and IPv6.
class Networks {
 public:
  /// "10.0.0.0/8", "::1" …; a lone address is a network of one. Returns `invalid` with the first malformed
  /// entry.
  static Result<Networks> parse(const std::vector<std::string>& networks);

  /// Whether `address` is in one of them. An IPv4-mapped IPv6 address (::ffff:0:0/96, RFC 4291 section
  /// 2.5.5.2) counts as its IPv4 address.
  [[nodiscard]] bool has(boost::asio::ip::address address) const;

 private:
  std::vector<boost::asio::ip::network_v4> v4_;
  std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace vitrine::net
