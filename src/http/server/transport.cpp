#include "http/server/transport.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <utility>

#include "base/log.hpp"

namespace vitrine::http {

namespace {

void free_session(SSL* session) {
  SSL_free(session);
}

std::string openssl_reason() {
  const auto code = ERR_get_error();
  ERR_clear_error();
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : "unknown reason";
}

/// Only HTTP/1.1 is supported; a client that offers only other protocols is refused (RFC 7301 section 3.2).
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
                    unsigned int in_size, void*) {
  static constexpr std::array<unsigned char, 9> kOurs{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_size, kOurs.data(), kOurs.size(), in, in_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Result<std::unique_ptr<TlsContext>> TlsContext::load(const TlsFiles& files) {
  std::unique_ptr<TlsContext> out(new TlsContext(files));
  out->stamp_ = out->stamp();
  auto context = out->read();
  if (!context) return context.error();
  out->context_ = std::move(*context);
  return out;
}

Result<TlsContext::Context> TlsContext::read() const {
  Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  const auto wrong = [](const std::string& file, Template what) {
    return Error{ErrorCode::invalid, what(file, openssl_reason())};
  };
  SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  if (SSL_CTX_use_certificate_chain_file(context.get(), files_.certificate.c_str()) != 1)
    return wrong(files_.certificate, "TLS: '{0}' is no certificate in PEM form: {1}"_msg);
  if (SSL_CTX_use_PrivateKey_file(context.get(), files_.key.c_str(), SSL_FILETYPE_PEM) != 1)
    return wrong(files_.key, "TLS: '{0}' is no private key of that certificate, in PEM form: {1}"_msg);
  return context;
}

std::string TlsContext::stamp() const {
  std::string out;
  for (const auto& file : {files_.certificate, files_.key}) {
    std::error_code failed;
    const auto time = std::filesystem::last_write_time(file, failed);
    out += std::to_string(time.time_since_epoch().count()) + '/';
    out += std::to_string(std::filesystem::file_size(file, failed)) + ' ';
  }
  return out;
}

std::unique_ptr<SSL, void (*)(SSL*)> TlsContext::session() const {
  const auto context = [this] {
    const std::scoped_lock lock(mutex_);
    return context_;
  }();
  return {SSL_new(context.get()), free_session};  // the session keeps its context alive
}

void TlsContext::refresh() {
  const auto now = stamp();
  {
    const std::scoped_lock lock(mutex_);
    if (now == stamp_) return;
    stamp_ = now;
  }
  auto context = read();
  if (!context) {
    base::log_error("the changed certificate is not used", {{"reason", context.error().text()}});
    return;
  }
  base::log_info("the changed certificate is used from now on");
  const std::scoped_lock lock(mutex_);
  context_ = std::move(*context);
}

Transport::Transport(int socket, const TlsContext* tls)
    : socket_(socket), tls_(tls != nullptr ? tls->session() : decltype(tls_)(nullptr, free_session)) {
  if (tls_ == nullptr) return;
  SSL_set_fd(tls_.get(), socket_);
  SSL_set_accept_state(tls_.get());
}

Transport::~Transport() {
  close();
}

void Transport::close() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

Moved Transport::explain(int result) {
  const int error = SSL_get_error(tls_.get(), result);
  ERR_clear_error();
  const bool waits = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
  return {.state = waits ? Moved::State::wait : Moved::State::ended};
}

Moved Transport::read(std::span<char> into) {
  if (tls_ != nullptr) {
    const int result =
        SSL_read(tls_.get(), into.data(), static_cast<int>(std::min<std::size_t>(into.size(), INT_MAX)));
    if (result > 0) return {.bytes = static_cast<std::size_t>(result)};
    return explain(result);
  }
  while (true) {
    const auto result = ::recv(socket_, into.data(), into.size(), 0);
    if (result > 0) return {.bytes = static_cast<std::size_t>(result)};
    if (result == 0) return {.state = Moved::State::ended};
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {.state = Moved::State::wait};
    if (errno != EINTR) return {.state = Moved::State::ended};
  }
}

Moved Transport::write(std::string_view head, std::string_view body) {
  if (tls_ != nullptr) {
    const auto part = head.empty() ? body : head;
    const int result =
        SSL_write(tls_.get(), part.data(), static_cast<int>(std::min<std::size_t>(part.size(), INT_MAX)));
    if (result > 0) return {.bytes = static_cast<std::size_t>(result)};
    return explain(result);
  }
  std::array<iovec, 2> parts{};
  // sendmsg's interface is not const-correct; it does not write to the sent data.
  parts[0] = {.iov_base = const_cast<char*>(head.data()), .iov_len = head.size()};
  parts[1] = {.iov_base = const_cast<char*>(body.data()), .iov_len = body.size()};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  while (true) {
    const auto result = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
    if (result >= 0) return {.bytes = static_cast<std::size_t>(result)};
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {.state = Moved::State::wait};
    if (errno != EINTR) return {.state = Moved::State::ended};
  }
}

void Transport::end_writing() {
  if (tls_ != nullptr) {
    SSL_shutdown(tls_.get());
    ERR_clear_error();
  }
  ::shutdown(socket_, SHUT_WR);
}

}  // namespace vitrine::http
