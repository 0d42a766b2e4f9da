#pragma once
// The HTTP/1.1 server: connections, framing, limits, time-outs, graceful stop.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "http/message.hpp"

namespace vitrine::http {

/// Answers one request. May suspend. Called on one of the server's threads; several calls run at once.
/// An exception becomes a 500 and a line in the log.
using Handler = std::function<boost::asio::awaitable<Response>(const Request&)>;

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< an IPv4 or IPv6 address, not a name
  std::uint16_t port = 8080;          ///< 0: the system picks one
  unsigned threads = 0;               ///< 0: one for each core
  std::size_t max_connections = 10'000;
  std::size_t max_header_bytes = 16 * 1024;          ///< 431
  std::size_t max_target_bytes = 8 * 1024;           ///< 414
  std::size_t max_body_bytes = 1024 * 1024;          ///< 413
  std::chrono::milliseconds header_timeout{10'000};  ///< from a request's first byte to its last header: 408
  std::chrono::milliseconds body_timeout{30'000};    ///< 408
  std::chrono::milliseconds idle_timeout{75'000};    ///< between two requests; closed silently
  std::chrono::milliseconds write_timeout{30'000};   ///< for a response to be taken by the client
  bool access_log = true;  ///< one line a request: method, path, status, bytes, microseconds; no address
};

/// A running server. Destruction stops it at once.
class Server {
 public:
  /// Binds and listens; serves once run() is called. `unavailable` where the address cannot be bound:
  /// the message says which and why.
  static Result<std::unique_ptr<Server>> create(const ServerOptions& options, Handler handler);

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  virtual ~Server() = default;

  /// The port that it listens on.
  [[nodiscard]] virtual std::uint16_t port() const = 0;

  /// Serves on the calling thread and `threads - 1` others; returns once the server has stopped.
  virtual void run() = 0;

  /// Stops gracefully; from any thread, returns at once. No new connection is taken; a request that has
  /// begun is answered with `Connection: close`; idle connections are closed. What has not ended after
  /// `patience` is cut.
  virtual void stop(std::chrono::milliseconds patience) = 0;

 protected:
  Server() = default;
};

}  // namespace vitrine::http
