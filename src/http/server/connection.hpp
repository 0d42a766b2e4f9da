#pragma once
// One connection: reads requests, passes them to the application, writes the answers in order. A state
// machine, driven by its worker's event loop; it never blocks.

#include <array>
#include <chrono>
#include <forward_list>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/message/chunked.hpp"
#include "http/message/request_head.hpp"
#include "http/server/access_log.hpp"
#include "http/server/memory_budget.hpp"
#include "http/server/response_cache.hpp"
#include "http/server/server.hpp"
#include "http/server/transport.hpp"

namespace vitrine::http {

class Connection;

/// A request that the application handles, with all memory that its views point into. It may outlive its
/// connection.
struct Exchange {
  /// The next question to the application: whether it accepts the body, or the answer.
  enum class Stage { admission, answer };

  explicit Exchange(MemoryBudget& budget) : share(budget) {}
  bool count();

  MemoryBudget::Share share;  ///< for the members below; first, so that it is released last
  std::string head;
  std::string body;
  std::forward_list<std::string> joined;  ///< values of lists that came in several lines
  Request request;
  Framing framing;
  Stage stage = Stage::answer;
  Admission admission;             ///< for Stage::admission
  Response response;               ///< for Stage::answer
  Connection* asked_by = nullptr;  ///< null once the connection has ended
};

/// Shared by the connections of one thread.
struct WorkerContext {
  using Clock = std::chrono::steady_clock;

  WorkerContext(const ServerOptions& its_options, MemoryBudget& its_budget)
      : options(its_options), budget(its_budget) {}

  const ServerOptions& options;
  MemoryBudget& budget;
  const Application* application = nullptr;
  /// Makes the application run the exchange's stage; the worker then calls Connection::answered().
  std::function<void(const std::shared_ptr<Exchange>&)> dispatch;
  ResponseCache cache;
  AccessLog log;
  Statistics statistics;
  std::array<char, 16 * 1024> read_buffer{};  ///< data is used at once, or moved to its connection
  Request request;                            ///< the request being read; used completely before the next one
  Framing framing;
  std::string added;              ///< result of Application::add_to_key() for that request
  std::string head;               ///< head of the answer being made
  std::vector<Connection*> over;  ///< closed connections, destroyed once no event can refer to them
  Clock::time_point now;  ///< last clock reading; reading it for each use would cost more than the uses

  /// Reads the clocks.
  void tick();
  /// The time of day at `now`.
  [[nodiscard]] std::chrono::system_clock::time_point time_of_day() const;
  /// "Date: …" with the current time, updated once a second (RFC 9110 section 6.6.1).
  std::string_view date_field();

 private:
  std::chrono::system_clock::time_point day_at_tick_;
  Clock::time_point tick_;
  std::string date_;
  std::chrono::seconds date_at_{0};
};

/// Used on one thread only.
class Connection {
 public:
  using Clock = WorkerContext::Clock;

  Connection(WorkerContext& context, int socket, const TlsContext* tls, std::string peer);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// The socket can be read or written; `has_ended` if the other end has stopped sending.
  void ready(bool has_ended);
  /// The application has finished the exchange's stage.
  void answered(Exchange& exchange);
  /// Ends the connection if it has waited for too long.
  void sweep(Clock::time_point now);
  /// From now on each answer is the last one; an idle connection may send a request until `idle_until`.
  void finish(Clock::time_point idle_until);
  /// Answers 503 without reading a request, and closes: for a connection over the limit.
  void turn_away();

  /// Whether it has waited for its client at least since `then`, so that it may be closed to make room for
  /// another connection.
  [[nodiscard]] bool waits_for_client_since(Clock::time_point then) const {
    return !is_over_ && !is_with_application() && since_ <= then;
  }
  /// Whether to close it before `other`: idle connections first, then the one that has waited longest.
  [[nodiscard]] bool gives_way_before(const Connection& other) const;
  /// Like end(), but frees its socket at once.
  void give_way();
  /// Ends it without sending anything.
  void end();
  /// Whether it has ended and can be destroyed.
  [[nodiscard]] bool is_over() const { return is_over_; }
  [[nodiscard]] int socket() const { return transport_.socket(); }

 private:
  /// The event that the connection waits for; each has its own time limit.
  enum class Phase { idle, head, admission, body, handler, write, linger };
  /// Whether a step made progress, or waits for the socket.
  enum class Step { on, wait };

  void run();
  void enter(Phase phase);
  Step fill();
  void stash();
  void count_memory();
  Step step_head();
  Step step_body();
  Step step_write();
  Step step_linger();
  [[nodiscard]] bool is_with_application() const {
    return phase_ == Phase::admission || phase_ == Phase::handler;
  }
  void take_request(std::size_t head_bytes);
  void admitted();
  Asked read_question(const Request& request, const Framing& framing);
  bool answer_from_memory();
  void dispatch();
  void refuse(HeadError error, std::string_view language = {});
  void refuse_body(Exchange& exchange);
  void take_answer(Exchange& exchange);
  void answer(Exchange& exchange, const Response& response, bool is_last);
  void send(const Response& response, bool is_last);
  void send_remembered(const std::shared_ptr<const Representation>& representation, bool is_match);
  void begin_head(unsigned status);
  void end_head(bool is_last);
  void begin_write(std::string_view body, std::shared_ptr<const void> hold, bool is_last);
  void log(std::string_view method, std::string_view path, unsigned status, std::size_t bytes,
           std::string_view trace);

  WorkerContext& context_;
  Transport transport_;
  const std::string peer_;
  const bool is_by_proxy_;
  MemoryBudget::Share share_;  ///< for kept_ and a pending answer; the request has its own
  std::span<char> input_;      ///< unused input: in the thread's buffer, or in kept_
  std::string kept_;           ///< incomplete input
  std::size_t searched_ = 0;
  std::shared_ptr<Exchange> exchange_;  ///< the request that has a body or is with the application
  std::optional<ChunkedDecoder> chunks_;

  std::string out_head_;  ///< data that the socket did not accept yet, like the next members:
  std::string_view out_body_;
  std::shared_ptr<const void> out_hold_;  ///< owner of the memory of out_body_
  std::size_t out_bytes_ = 0;             ///< size of out_hold_'s memory

  Clock::time_point since_;  ///< start of phase_
  Clock::time_point deadline_;
  Clock::time_point begun_;
  std::size_t dropped_ = 0;  ///< bytes dropped while it lingers
  Phase phase_ = Phase::idle;
  bool can_read_ = true;
  bool saw_end_ = false;
  bool is_head_request_ = false;
  bool is_http_1_0_ = false;
  bool keep_alive_ = true;
  bool had_empty_line_ = false;
  bool is_last_ = false;      ///< close after this answer
  bool has_written_ = false;  ///< since the last sweep
  bool finishing_ = false;
  bool is_over_ = false;
};

}  // namespace vitrine::http
