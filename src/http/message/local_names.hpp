#pragma once
// The host names that a service without sign-in answers to. This stops DNS rebinding: a foreign web page can
// make its own name resolve to this machine, but the browser still sends that name in Host.

#include <boost/asio/ip/address.hpp>

#include "http/message/message.hpp"

namespace vitrine::http {

/// Loopback names and the address of a listener. Immutable.
class LocalNames {
 public:
  /// `listening` is the listener's address. If it is unspecified (0.0.0.0, ::), the service listens on every
  /// address of the machine, and any address may be the host: only names can be redirected.
  explicit LocalNames(boost::asio::ip::address listening) : listening_(std::move(listening)) {}

  /// Whether the request addresses this machine, by its Host and, if its target is in absolute form (RFC 9112
  /// section 3.2.2), by that too. A request without Host, which HTTP/1.0 allows, is refused.
  [[nodiscard]] bool admit(const Request& request) const;

  /// Whether `authority` (RFC 3986 section 3.2, without user information) is this machine: "localhost" and
  /// names that end in ".localhost" (RFC 6761 section 6.3), 127.0.0.0/8, [::1], the listener's address.
  /// Ignores case, port and a final dot.
  [[nodiscard]] bool has(std::string_view authority) const;

 private:
  boost::asio::ip::address listening_;
};

}  // namespace vitrine::http
