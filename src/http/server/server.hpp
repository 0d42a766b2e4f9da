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

/// What is said of a request with a body once its head is there.
struct Admission {
  std::size_t max_body_bytes = 0;   ///< for a larger body: 413
  std::optional<Response> refusal;  ///< this in place of reading the body
};

/// What is served.
class Application {
 public:
  Application() = default;
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;
  virtual ~Application() = default;

  /// Answers one request. May suspend, must not block for long: a few threads do this for all connections,
  /// apart from those that read and write. An exception becomes a 500 and a line in the log.
  virtual boost::asio::awaitable<Response> answer(const Request& request) = 0;

  /// Lets a request with a body go on, or refuses it: asked when its head is there, before the body is read
  /// and before a client that waits for it is told to continue (RFC 9110 section 10.1.1). What is let through
  /// comes to answer() with its body. As answer() else. By default no body is taken.
  virtual boost::asio::awaitable<Admission> admit(const Request& request) {
    static_cast<void>(request);
    co_return Admission{};
  }

  /// Says that the body of a request is larger than admit() lets through: a response with the status 413.
  /// Asked on the thread that reads; it must not block.
  [[nodiscard]] virtual Response too_large(const Request& request) const {
    return make_problem(request, 413, "The body is too large."_msg);
  }

  /// Whether that address is a proxy whose word counts. Asked once for each connection; an answer for what
  /// comes by proxies is never given to what comes past them.
  [[nodiscard]] virtual bool is_proxy(std::string_view peer) const {
    static_cast<void>(peer);
    return false;
  }

  /// Adds to `key` all of a request that decides a reusable answer (Response::reusable_in) beside its target,
  /// its Accept fields and Request::is_by_proxy, such as who asks. False where only answer() may answer it;
  /// by default that is so. Asked before each answer from memory: allocates nothing beyond `key`.
  [[nodiscard]] virtual bool add_to_key(const Request& request, std::string& key) const {
    static_cast<void>(request);
    static_cast<void>(key);
    return false;
  }

  /// Counts what made reusable answers (Response::reusable_in) untrue. Read before each answer from memory.
  [[nodiscard]] virtual std::uint64_t epoch() const { return 1; }
};

/// Certificate and key of a server that speaks TLS 1.3 itself: PEM files, read anew when they change.
struct TlsFiles {
  std::string certificate;  ///< the chain, the server's own first; "" for no TLS
  std::string key;
};

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< an IPv4 or IPv6 address, not a name
  std::uint16_t port = 8080;          ///< 0: the system picks one
  /// A socket that listens already, in place of address and port: it stays open behind this process, so that
  /// the next one misses no connection. Negative: none.
  int inherited_socket = -1;
  TlsFiles tls;
  unsigned threads = 0;  ///< that read and write; 0: one for each core
  /// One more takes the place of the one that has waited longest for its client; where none waits: 503.
  std::size_t max_connections = 10'000;
  std::size_t max_header_bytes = 16 * 1024;  ///< 431
  std::size_t max_target_bytes = 8 * 1024;   ///< 414
  std::size_t max_body_bytes = 1024 * 1024;  ///< 413; an application may take less
  /// Of all connections together: requests that arrive or are being answered, answers that are not taken. 503
  std::size_t body_budget = std::size_t{64} * 1024 * 1024;
  std::chrono::milliseconds header_timeout{10'000};  ///< from a request's first byte to its last header: 408
  std::chrono::milliseconds body_timeout{30'000};    ///< 408
  std::chrono::milliseconds idle_timeout{75'000};    ///< between two requests; closed silently
  std::chrono::milliseconds write_timeout{30'000};   ///< for a response to be taken by the client
  bool access_log = true;                            ///< access_log.hpp
  std::string secret_path;  ///< what stands behind this prefix in a path is a secret: not logged; "": none
};

/// A running server. Destruction stops it at once.
class Server {
 public:
  /// Binds and listens; serves once run() is called. `unavailable` where the address cannot be bound:
  /// the message says which and why. `invalid` for an address, a certificate or a key that is none.
  static Result<std::unique_ptr<Server>> create(const ServerOptions& options);

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  virtual ~Server() = default;

  /// The port that it listens on.
  [[nodiscard]] virtual std::uint16_t port() const = 0;

  /// Serves on the calling thread and `threads - 1` others; returns once the server has stopped. Once only.
  virtual void run(Application& application) = 0;

  /// Counts of each thread; they live as long as the server.
  [[nodiscard]] virtual std::vector<const Statistics*> statistics() const = 0;

  /// Stops gracefully; from any thread, returns at once. Connections that the system has taken already are
  /// served, no others. Every answer says `Connection: close`. An idle connection is closed after a quarter
  /// of `patience`, 2 s at most: a request may be on its way. What has not ended after `patience` is cut.
  virtual void stop(std::chrono::milliseconds patience) = 0;

 protected:
  Server() = default;
};

}  // namespace vitrine::http
