#pragma once
// The byte stream of one connection, plain or TLS, over a non-blocking socket.

#include <openssl/types.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/server/server.hpp"

namespace vitrine::http {

/// How reading or writing went.
struct Moved {
  enum class State {
    ok,     ///< `bytes` were moved, perhaps fewer than asked
    wait,   ///< nothing now; the socket will say when
    ended,  ///< the other end has closed, or the connection is broken
  };
  State state = State::ok;
  std::size_t bytes = 0;
};

/// Certificate and key. Safe to use from any thread.
class TlsContext {
 public:
  /// `invalid` where a file cannot be read, is no PEM, or the key is not the certificate's; says which.
  static Result<std::unique_ptr<TlsContext>> load(const TlsFiles& files);

  /// A session for one new connection.
  [[nodiscard]] std::unique_ptr<SSL, void (*)(SSL*)> session() const;

  /// Reads the files anew where they have changed since; keeps what it has where they cannot be used, with a
  /// line in the log.
  void refresh();

 private:
  using Context = std::shared_ptr<SSL_CTX>;
  explicit TlsContext(TlsFiles files) : files_(std::move(files)) {}
  [[nodiscard]] Result<Context> read() const;
  [[nodiscard]] std::string stamp() const;

  const TlsFiles files_;
  mutable std::mutex mutex_;
  Context context_;    ///< guarded by mutex_, as is:
  std::string stamp_;  ///< what the files' dates and sizes were
};

/// Owns the socket; closes it at the end.
class Transport {
 public:
  /// `tls` may be null: plain bytes.
  Transport(int socket, const TlsContext* tls);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  Moved read(std::span<char> into);
  /// Writes of one, then of the other.
  Moved write(std::string_view head, std::string_view body);
  /// Says that nothing more will be written.
  void end_writing();
  /// Closes the socket; nothing can be read or written from then on.
  void close();

  /// Whether a read that filled less than its room has taken all that there was.
  [[nodiscard]] bool short_read_is_all() const { return tls_ == nullptr; }
  [[nodiscard]] int socket() const { return socket_; }

 private:
  Moved explain(int result);

  int socket_;
  std::unique_ptr<SSL, void (*)(SSL*)> tls_;
};

}  // namespace vitrine::http
