#include "net/public_address.hpp"

#include <algorithm>
#include <array>

#include "net/networks.hpp"

namespace vitrine::net {

namespace ip = boost::asio::ip;

namespace {

/// The IPv4 networks that are not public.
const Networks& special_v4() {
  static const Networks networks =
      Networks::parse({
                          "0.0.0.0/8",         // this network, RFC 791
                          "10.0.0.0/8",        // private, RFC 1918
                          "100.64.0.0/10",     // carriers' NAT, RFC 6598
                          "127.0.0.0/8",       // loopback, RFC 1122
                          "168.63.129.16/32",  // Azure's own service for virtual machines
                          "169.254.0.0/16",    // link-local, RFC 3927
                          "172.16.0.0/12",     // private, RFC 1918
                          "192.0.0.0/24",      // protocols, RFC 6890
                          "192.0.2.0/24",      // documentation, RFC 5737
                          "192.88.99.0/24",    // 6to4 relays, RFC 7526
                          "192.168.0.0/16",    // private, RFC 1918
                          "198.18.0.0/15",     // benchmarks, RFC 2544
                          "198.51.100.0/24",   // documentation, RFC 5737
                          "203.0.113.0/24",    // documentation, RFC 5737
                          "224.0.0.0/4",       // multicast, RFC 5771
                          "240.0.0.0/4",       // reserved and broadcast, RFC 1112
                      })
          .value();
  return networks;
}

/// The IPv6 networks within 2000::/3, the only allocated space, that are not public.
const Networks& special_v6() {
  static const Networks networks = Networks::parse({
                                                       "2001::/23",      // protocols, Teredo, RFC 2928
                                                       "2001:db8::/32",  // documentation, RFC 3849
                                                       "2002::/16",      // 6to4, RFC 3056
                                                       "3fff::/20",      // documentation, RFC 9637
                                                   })
                                       .value();
  return networks;
}

ip::address_v4 last_four(const ip::address_v6::bytes_type& bytes) {
  return ip::address_v4({bytes[12], bytes[13], bytes[14], bytes[15]});
}

bool is_nat64(const ip::address_v6::bytes_type& bytes) {
  constexpr std::array<unsigned char, 12> kPrefix{0x00, 0x64, 0xff, 0x9b};
  return std::equal(kPrefix.begin(), kPrefix.end(), bytes.begin());
}

}  // namespace

bool is_public(const ip::address& address) {
  if (address.is_v4()) return !special_v4().has(address);
  const auto six = address.to_v6();
  const auto bytes = six.to_bytes();
  if (six.is_v4_mapped() || is_nat64(bytes)) return !special_v4().has(last_four(bytes));
  const bool is_given_out = (bytes[0] & 0xE0U) == 0x20U;
  return is_given_out && !special_v6().has(address);
}

}  // namespace vitrine::net
