#pragma once
// For tests: a small HTTP server on loopback that stands in for one of Amazon's services. One thread per
// connection, and only the part of HTTP that libcurl's requests need.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/ascii.hpp"

namespace vitrine::store::stand_in {

struct Request {
  std::string method;
  std::string path;
  std::string head;  ///< the fields, names in lower case, each with a line end before and after it
  std::string body;

  /// A field's value; empty if it is missing.
  [[nodiscard]] std::string field(const std::string& name) const {
    const auto begin = head.find("\r\n" + name + ": ");
    if (begin == std::string::npos) return {};
    const auto from = begin + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

struct Answer {
  int status = 200;
  std::string body;
  bool hang_up = false;                ///< closes the connection without an answer
  std::chrono::milliseconds delay{0};  ///< before the answer
};

/// Answers during its lifetime. Calls of the handler never overlap.
class Server {
 public:
  using Handler = std::function<Answer(const Request&)>;

  explicit Server(Handler handler)
      : handler_(std::move(handler)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, general, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, general, &size) != 0) {
      throw std::runtime_error("the stand-in cannot listen");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::scoped_lock lock(mutex_);
      for (const int one : sockets_) ::shutdown(one, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
    for (const int one : sockets_) ::close(one);
    ::close(listener_);
  }

  [[nodiscard]] std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int connections() const { return connections_; }

  /// Changes the state that the handler reads, while it does not run.
  void change(const std::function<void()>& how) {
    const std::scoped_lock lock(handler_mutex_);
    how();
  }

  /// The requests so far.
  [[nodiscard]] std::vector<Request> requests() {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

 private:
  void accept_all() {
    while (true) {
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      ++connections_;
      const std::scoped_lock lock(mutex_);
      sockets_.push_back(socket);
      threads_.emplace_back([this, socket] {
        serve(socket);
        ::shutdown(socket, SHUT_RDWR);
      });
    }
  }

  void serve(int socket) {
    std::string unread;
    while (true) {
      auto request = receive(socket, unread);
      if (request.method.empty()) return;
      Answer answer;
      {
        const std::scoped_lock lock(handler_mutex_);
        answer = handler_(request);
      }
      {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(std::move(request));
      }
      std::this_thread::sleep_for(answer.delay);
      if (answer.hang_up) return;
      const auto text = "HTTP/1.1 " + std::to_string(answer.status) +
                        " X\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" +
                        answer.body;
      if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) return;
    }
  }

  /// Returns a request without a method if the connection has ended.
  static Request receive(int socket, std::string& unread) {
    Request request;
    const auto more = [&] {
      std::string piece(64 * 1024, '\0');
      const auto count = ::recv(socket, piece.data(), piece.size(), 0);
      if (count > 0) unread.append(piece, 0, static_cast<std::size_t>(count));
      return count > 0;
    };
    while (unread.find("\r\n\r\n") == std::string::npos) {
      if (!more()) return request;
    }
    const auto line = unread.substr(0, unread.find("\r\n"));
    const auto end = unread.find("\r\n\r\n");
    std::string head = unread.substr(line.size(), end + 2 - line.size());
    unread.erase(0, end + 4);
    bool is_name = true;
    for (char& c : head) {
      if (is_name) c = base::ascii_lower(c);
      if (c == ':') is_name = false;
      if (c == '\n') is_name = true;
    }
    Request read{.head = std::move(head)};
    const auto length = read.field("content-length");
    const auto size = length.empty() ? 0 : std::stoul(length);
    if (!read.field("expect").empty()) ::send(socket, "HTTP/1.1 100 Continue\r\n\r\n", 25, MSG_NOSIGNAL);
    while (unread.size() < size) {
      if (!more()) return request;
    }
    read.body = unread.substr(0, size);
    unread.erase(0, size);
    const auto space = line.find(' ');
    read.method = line.substr(0, space);
    read.path = line.substr(space + 1, line.rfind(' ') - space - 1);
    return read;
  }

  Handler handler_;
  std::mutex handler_mutex_;
  int listener_;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  std::vector<Request> requests_;     ///< guarded by mutex_
  std::vector<int> sockets_;          ///< guarded by mutex_
  std::vector<std::thread> threads_;  ///< guarded by mutex_ while the acceptor runs
  std::thread acceptor_;
};

}  // namespace vitrine::store::stand_in
