#pragma once
// One thread of a server: an event loop over its connections.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "http/server/connection.hpp"

namespace vitrine::http {

/// Shared by the workers of a server.
struct Shared {
  explicit Shared(const ServerOptions& its_options) : options(its_options), budget(options.body_budget) {}

  const ServerOptions options;
  MemoryBudget budget;
  Application* application = nullptr;
  std::unique_ptr<TlsContext> tls;  ///< null: no TLS
  int listening_socket = -1;        ///< non-blocking; its last user among the workers closes it
  std::atomic<std::size_t> listeners{0};
  std::atomic<std::size_t> connections{0};
  /// Makes each other worker close a connection to make room.
  std::function<void(const class Worker&)> ask_for_room;
  /// Makes the application run an exchange's stage on another thread, which then calls Worker::deliver().
  std::function<void(const std::shared_ptr<Exchange>&, class Worker&)> ask;
};

class Worker {
 public:
  /// `shared` must outlive it. Throws std::system_error if the system has no event queue left.
  explicit Worker(Shared& shared);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  /// Serves on the calling thread until it is stopped.
  void run();
  /// Closes a connection that waits for its client, so that another can be accepted. Thread-safe.
  void give_room();
  /// Like Server::stop(). Thread-safe.
  void stop(std::chrono::milliseconds patience);
  /// The application has finished the exchange's stage. Thread-safe.
  void deliver(std::shared_ptr<Exchange> exchange);

  [[nodiscard]] const Statistics& statistics() const { return context_.statistics; }

 private:
  using Clock = WorkerContext::Clock;
  struct Order {  ///< set by other threads
    std::vector<std::shared_ptr<Exchange>> answers;
    bool is_room_wanted = false;
    bool is_stop = false;
    std::chrono::milliseconds patience{0};
  };

  void watch(int descriptor, std::uint32_t events, void* what);
  void wake();
  void take_orders();
  void begin_stop(std::chrono::milliseconds patience);
  void accept(int most);
  void wait_for_room();
  void accept_one(int socket, std::string peer, bool has_place);
  bool make_room();
  void log_no_room();
  void pause_accepting();
  void sweep();
  void destroy_closed();
  [[nodiscard]] bool is_done() const { return stopping_ && connections_.empty(); }

  Shared& shared_;
  WorkerContext context_;
  int events_ = -1;
  int wake_ = -1;
  struct Held {
    std::unique_ptr<Connection> connection;
    bool is_turned_away = false;
  };
  std::unordered_map<const Connection*, Held> connections_;
  std::size_t turned_away_ = 0;
  bool stopping_ = false;
  bool is_accepting_ = false;
  Clock::time_point cut_at_ = Clock::time_point::max();
  Clock::time_point accept_again_ = Clock::time_point::max();
  Clock::time_point next_sweep_;
  Clock::time_point forget_at_;
  Clock::time_point ask_again_;   ///< earliest time of the next wait_for_room() because of too many
                                  ///< connections
  Clock::time_point note_again_;  ///< earliest time of the next log_no_room() line
  std::size_t not_noted_ = 0;     ///< number of calls since the last line
  std::chrono::milliseconds sweep_interval_{0};

  std::mutex mutex_;
  Order order_;  ///< guarded by mutex_
};

}  // namespace vitrine::http
