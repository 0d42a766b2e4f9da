#pragma once
// Tells public IP addresses from others. Guards the requests that the service sends for strangers (SSRF).

#include <boost/asio/ip/address.hpp>

namespace vitrine::net {

/// Whether anyone on the Internet can reach `address`. False for loopback, private, shared, link-local (where
/// clouds have their metadata), unique-local, multicast, reserved and documentation addresses, by IANA's
/// registries of special-purpose addresses (RFC 6890, RFC 8190). An IPv6 address that contains an IPv4 one
/// (mapped, RFC 4291; NAT64's 64:ff9b::/96, RFC 6052) is judged by that one. Addresses of retired or
/// tunnelled kinds (compatible, 6to4, Teredo, site-local) are not public, whatever they contain.
bool is_public(const boost::asio::ip::address& address);

}  // namespace vitrine::net
