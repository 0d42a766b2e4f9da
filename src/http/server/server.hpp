#pragma once
// The HTTP/1.1 server: connections, framing, limits, time-outs, graceful stop.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/message/message.hpp"
#include "http/message/problem.hpp"
#include "http/server/statistics.hpp"

namespace vitrine::http {

/// The application's decision on a request with a body, once its head has arrived.
struct Admission {
  std::size_t max_body_bytes = 0;   ///< a larger body gets 413
  std::optional<Response> refusal;  ///< sent instead of reading the body
};

/// The application that a server serves.
class Application {
 public:
  Application() = default;
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;
  virtual ~Application() = default;

  /// Answers one request. May suspend, must not block for long: a few threads do this for all connections,
  /// separate from the serving threads. An exception becomes a 500 and a line in the log.
  virtual boost::asio::awaitable<Response> answer(const Request& request) = 0;

  /// Accepts or refuses a request with a body, once its head has arrived. This happens before the body is
  /// read and before a waiting client is told to continue (RFC 9110 section 10.1.1). An accepted request goes
  /// to answer() with its body. Otherwise like answer(). By default no body is accepted.
  virtual boost::asio::awaitable<Admission> admit(const Request& request) {
    static_cast<void>(request);
    co_return Admission{};
  }

  /// The response to a body that is larger than admit() allowed, with the status 413. Called on the serving
  /// thread; it must not block.
  [[nodiscard]] virtual Response too_large(const Request& request) const {
    return make_problem(request, 413, "The body is too large."_msg);
  }

  /// Whether that address is a trusted proxy. Called once for each connection. A cached answer for requests
  /// through a proxy is never used for others.
  [[nodiscard]] virtual bool is_proxy(std::string_view peer) const {
    static_cast<void>(peer);
    return false;
  }

  /// Adds to `key` everything in a request that decides a reusable answer (Response::reusable_in) besides its
  /// target, its Accept fields and Request::is_by_proxy, such as the sender's identity. Returns false if only
  /// answer() may answer it, which is the default. Called before each lookup in the cache: must not allocate
  /// beyond `key`.
  [[nodiscard]] virtual bool add_to_key(const Request& request, std::string& key) const {
    static_cast<void>(request);
    static_cast<void>(key);
    return false;
  }

  /// Counts the changes that make reusable answers (Response::reusable_in) outdated. Read before each lookup
  /// in the cache.
  [[nodiscard]] virtual std::uint64_t epoch() const { return 1; }
};

/// Certificate and key for a server with its own TLS 1.3: PEM files, reloaded when they change.
struct TlsFiles {
  std::string certificate;  ///< the chain, the server's own certificate first; "" for no TLS
  std::string key;
};

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< an IPv4 or IPv6 address, not a name
  std::uint16_t port = 8080;          ///< 0: the system picks one
  /// A listening socket that replaces address and port: it stays open after this process ends, so that the
  /// next one misses no connection. Negative: none.
  int inherited_socket = -1;
  TlsFiles tls;
  unsigned threads = 0;  ///< serving threads; 0: one for each core
  /// A further connection replaces the one that has waited longest for its client; if none waits: 503.
  std::size_t max_connections = 10'000;
  std::size_t max_header_bytes = 16 * 1024;  ///< 431
  std::size_t max_target_bytes = 8 * 1024;   ///< 414
  std::size_t max_body_bytes = 1024 * 1024;  ///< 413; an application may allow less
  /// For all connections together: requests that arrive or are being answered, answers that clients have not
  /// taken. 503
  std::size_t body_budget = std::size_t{64} * 1024 * 1024;
  std::chrono::milliseconds header_timeout{10'000};  ///< from a request's first byte to its last header: 408
  std::chrono::milliseconds body_timeout{30'000};    ///< 408
  std::chrono::milliseconds idle_timeout{75'000};    ///< between two requests; closed silently
  std::chrono::milliseconds write_timeout{30'000};   ///< time for the client to take a response
  bool access_log = true;                            ///< access_log.hpp
  std::string secret_path;  ///< the part of a path behind this prefix is a secret: not logged; "": none
};

/// A running server. Destruction stops it at once.
class Server {
 public:
  /// Binds and listens; serves once run() is called. Returns `unavailable` with address and reason if the
  /// address cannot be bound; `invalid` for a malformed address, certificate or key.
  static Result<std::unique_ptr<Server>> create(const ServerOptions& options);

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  virtual ~Server() = default;

  /// The listening port.
  [[nodiscard]] virtual std::uint16_t port() const = 0;

  /// Serves on the calling thread and `threads - 1` others; returns once the server has stopped. Call it only
  /// once.
  virtual void run(Application& application) = 0;

  /// Counters of each thread; they live as long as the server.
  [[nodiscard]] virtual std::vector<const Statistics*> statistics() const = 0;

  /// Stops gracefully; thread-safe, returns at once. Serves connections that the system has already accepted,
  /// and no others. Every answer says `Connection: close`. Closes idle connections after a quarter of
  /// `patience`, 2 s at most: a request may be on its way. After `patience` it cuts all others.
  virtual void stop(std::chrono::milliseconds patience) = 0;

 protected:
  Server() = default;
};

}  // namespace vitrine::http
