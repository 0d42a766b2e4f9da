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

/// The result of reading or writing.
struct Moved {
  enum class State {
    ok,     ///< `bytes` were moved, perhaps fewer than requested
    wait,   ///< nothing now; the socket will signal
    ended,  ///< the other end has closed, or the connection is broken
  };
  State state = State::ok;
  std::size_t bytes = 0;
};

/// Certificate and key. Safe to use from any thread.
class TlsContext {
 public:
  /// Returns `invalid` with the name of the file if it cannot be read, is no PEM, or the key does not match
  /// the certificate.
  static Result<std::unique_ptr<TlsContext>> load(const TlsFiles& files);

  /// A session for one new connection.
  [[nodiscard]] std::unique_ptr<SSL, void (*)(SSL*)> session() const;

  /// Reloads the files if they have changed; if they cannot be used, keeps the old ones, and logs that.
  void refresh();

 private:
  using Context = std::shared_ptr<SSL_CTX>;
  explicit TlsContext(TlsFiles files) : files_(std::move(files)) {}
  [[nodiscard]] Result<Context> read() const;
  [[nodiscard]] std::string stamp() const;

  const TlsFiles files_;
  mutable std::mutex mutex_;
  Context context_;    ///< guarded by mutex_, like the next member:
  std::string stamp_;  ///< dates and sizes of the loaded files
};

/// Owns the socket; closes it on destruction.
class Transport {
 public:
  /// `tls` may be null: plain bytes.
  Transport(int socket, const TlsContext* tls);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  Moved read(std::span<char> into);
  /// Writes from the first, then from the second.
  Moved write(std::string_view head, std::string_view body);
  /// Tells the other end that no more will be written.
  void end_writing();
  /// Closes the socket; it cannot be used afterwards.
  void close();

  /// Whether a read that did not fill its buffer has read all available data.
  [[nodiscard]] bool short_read_is_all() const { return tls_ == nullptr; }
  [[nodiscard]] int socket() const { return socket_; }

 private:
  Moved explain(int result);

  int socket_;
  std::unique_ptr<SSL, void (*)(SSL*)> tls_;
};

}  // namespace vitrine::http
