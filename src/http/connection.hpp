#pragma once
// One connection: reads requests, has them answered, writes the answers, in order.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/request_head.hpp"
#include "http/server.hpp"

namespace vitrine::http {

/// Lives on one thread. Its owner calls sweep() now and then, so that no timer is set for each request.
class Connection {
 public:
  using Socket =
      boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
  using Clock = std::chrono::steady_clock;

  /// `options` and `handler` must outlive the connection.
  Connection(Socket socket, const ServerOptions& options, const Handler& handler);

  /// Serves until the connection ends; closes it.
  boost::asio::awaitable<void> serve();

  /// Answers 503 without reading a request, and closes: for a connection that is one too many.
  boost::asio::awaitable<void> turn_away();

  /// Ends what has waited for too long.
  void sweep(Clock::time_point now);

  /// Lets the request that has begun be answered, and then closes; at once where none has begun.
  void finish();

  /// Closes at once.
  void cut();

 private:
  /// What the connection waits for; each has a time limit of its own.
  enum class Phase { idle, head, body, handler, write, linger };

  void enter(Phase phase);
  boost::asio::awaitable<bool> read_more();
  boost::asio::awaitable<std::optional<std::size_t>> read_head();
  boost::asio::awaitable<bool> read_body(std::string& chunked);
  boost::asio::awaitable<bool> read_chunked(std::string& content);
  boost::asio::awaitable<Response> ask_handler();
  boost::asio::awaitable<bool> write(const Response& response, bool keep_alive);
  boost::asio::awaitable<void> refuse(HeadError error);
  boost::asio::awaitable<void> answer_last(Response response);
  boost::asio::awaitable<void> linger();
  void make_head(const Response& response, bool keep_alive);
  [[nodiscard]] bool sends_body(const Response& response) const;
  void log(const Response& response, Clock::time_point begun) const;
  [[nodiscard]] std::string_view buffered() const;

  Socket socket_;
  const ServerOptions& options_;
  const Handler& handler_;
  std::string buffer_;  ///< bytes read and not yet used begin at begin_
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string request_head_;   ///< what request_'s views point into
  std::string response_head_;  ///< of the response that is being written
  Request request_;
  Framing framing_;
  Phase phase_ = Phase::idle;
  Clock::time_point deadline_;
  bool timed_out_ = false;
  bool finishing_ = false;
};

}  // namespace vitrine::http
