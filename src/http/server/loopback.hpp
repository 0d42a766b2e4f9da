#pragma once
// For tests: a server on loopback with a small handler, and a client that sends raw bytes.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "http/server/server.hpp"

namespace vitrine::http::loopback {

using std::chrono::milliseconds;

inline boost::asio::awaitable<void> sleep(milliseconds time) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, time);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

/// Returns the received request; some paths are special.
inline boost::asio::awaitable<Response> answer(const Request& request) {
  if (request.path == "/throw") throw std::runtime_error("the handler's own fault");
  if (request.path == "/slow") co_await sleep(milliseconds(300));
  if (request.path == "/hang") co_await sleep(milliseconds(60'000));
  if (request.path == "/nothing") co_return Response{.status = 204};
  if (request.path == "/large") {
    constexpr std::size_t kMore = 32U << 20U;  // more than any socket buffer holds
    co_return make_response(200, "text/plain", std::string(kMore, 'x'));
  }
  if (request.path == "/page") {
    static const auto page = std::make_shared<const Representation>(
        Representation::make(std::string(std::size_t{32} << 20U, 'x'), {{"Content-Type", "text/plain"}}));
    co_return Response{.representation = page};
  }
  if (request.path == "/unsafe") {
    co_return std::move(make_response(200, "text/plain", "").set("Location", "/a\r\nSet-Cookie: b=c"));
  }
  std::string text(request.method);
  text += ' ' + request.path + '?' + std::string(request.query) + ' ' + std::string(request.body);
  co_return make_response(200, "text/plain", std::move(text));
}

class TestApplication : public Application {
 public:
  boost::asio::awaitable<Response> answer(const Request& request) override {
    return loopback::answer(request);
  }
  /// A small limit at "/small"; 403 at "/refused".
  boost::asio::awaitable<Admission> admit(const Request& request) override {
    if (request.path == "/throw") throw std::runtime_error("the application's own fault");
    if (request.path == "/refused")
      co_return Admission{.refusal = make_problem(403, "Forbidden", "Not here.")};
    constexpr std::size_t kSmall = 10;
    co_return Admission{.max_body_bytes = request.path == "/small" ? kSmall : std::size_t{1} << 20U};
  }
};

/// Short times, so that tests can wait for each; long enough for slow sanitizer builds where none is tested.
inline ServerOptions test_options() {
  return {.port = 0, .threads = 2, .access_log = false};
}

/// A server that runs during the lifetime of this object.
class RunningServer {
 public:
  explicit RunningServer(const ServerOptions& options = test_options())
      : server_(Server::create(options).value()), thread_([this] { server_->run(application_); }) {}
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;
  ~RunningServer() {
    server_->stop(milliseconds(200));
    if (thread_.joinable()) thread_.join();
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  void stop(milliseconds patience) { server_->stop(patience); }
  void wait_until_stopped() { thread_.join(); }

 private:
  TestApplication application_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

struct Answer {
  unsigned status = 0;  ///< 0: no answer
  std::string head;     ///< status line and fields, with their line ends
  std::string body;
  [[nodiscard]] bool has(std::string_view line) const {
    return head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};  // after this time a test fails instead of
                                                              // hanging
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  [[nodiscard]] int descriptor() const { return socket_; }
  [[nodiscard]] bool is_connected() const { return is_connected_; }

  /// False if the server no longer accepts it.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next response; with `to_head` it has no body whatever its Content-Length (an answer to HEAD).
  Answer receive(bool to_head = false) {
    Answer answer;
    std::size_t end = 0;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more()) return answer;
    }
    answer.head = unread_.substr(0, end + 2);
    unread_.erase(0, end + 4);
    std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
    const auto length_at = answer.head.find("\r\nContent-Length: ");
    if (to_head || length_at == std::string::npos) return answer;
    const auto length = std::stoul(answer.head.substr(length_at + 18));
    while (unread_.size() < length && read_more()) {
    }
    answer.body = unread_.substr(0, length);
    unread_.erase(0, length);
    return answer;
  }

  Answer ask(std::string_view bytes) {
    send(bytes);
    return receive();
  }

  /// Whether the server ends the connection without sending more. A reset counts as an end.
  bool is_closed() { return unread_.empty() && !read_more() && !timed_out_; }

  /// Whether it ends in order: the sent data can be read, and no reset comes.
  bool is_closed_in_order() { return is_closed() && !was_reset_; }

 private:
  bool read_more() {
    std::string piece(64 * 1024, '\0');
    const auto count = ::recv(socket_, piece.data(), piece.size(), 0);
    timed_out_ = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    was_reset_ = count < 0 && !timed_out_;
    if (count <= 0) return false;
    unread_.append(piece, 0, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  bool is_connected_ = false;
  bool timed_out_ = false;
  bool was_reset_ = false;
  std::string unread_;
};

inline std::string get(std::string_view path, std::string_view more = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "\r\n";
}

}  // namespace vitrine::http::loopback
