#pragma once
// Finds the client's address behind proxies.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/message/message.hpp"
#include "net/networks.hpp"

namespace vitrine::http {

/// Networks of proxies whose X-Forwarded-For is believed.
class TrustedProxies {
 public:
  /// "10.0.0.0/8", "::1" …; a lone address is a network of one. `invalid` names the one that is none.
  static Result<TrustedProxies> parse(const std::vector<std::string>& networks);

  /// The client's address: the rightmost of X-Forwarded-For that no trusted proxy has, read from the right
  /// for as long as trusted proxies wrote it; else the other end of the connection. What a client claims of
  /// itself is never reached.
  [[nodiscard]] std::string client(const Request& request) const;

  /// Whether that address is one of theirs.
  [[nodiscard]] bool has(std::string_view address) const;

 private:
  net::Networks networks_;
};

}  // namespace vitrine::http
