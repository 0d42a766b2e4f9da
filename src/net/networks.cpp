#include "net/networks.hpp"

#include <algorithm>

namespace vitrine::net {

namespace ip = boost::asio::ip;

Result<Networks> Networks::parse(const std::vector<std::string>& networks) {
  Networks out;
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
                   "'{0}' is no address or network, as in 10.0.0.0/8 or fd00::/8"_msg(text)};
    }
  }
  return out;
}

bool Networks::has(ip::address address) const {
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

}  // namespace vitrine::net
