#pragma once
// Finds the client's address behind proxies.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/message/message.hpp"
#include "net/networks.hpp"

namespace vitrine::http {

/// Networks of proxies whose X-Forwarded-For is trusted.
class TrustedProxies {
 public:
  /// "10.0.0.0/8", "::1" …; a lone address is a network of one. Returns `invalid` with the first malformed
  /// entry.
  static Result<TrustedProxies> parse(const std::vector<std::string>& networks);

  /// The client's address. Reads X-Forwarded-For from the right while trusted proxies wrote it, and returns
  /// the first address that is no trusted proxy; else the other end of the connection. Values that the client
  /// itself sent are never reached.
  [[nodiscard]] std::string client(const Request& request) const;

  /// Whether that address belongs to a trusted proxy.
  [[nodiscard]] bool has(std::string_view address) const;

 private:
  net::Networks networks_;
};

}  // namespace vitrine::http
