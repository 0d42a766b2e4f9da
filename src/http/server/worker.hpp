#pragma once
// One thread's share of a server: an event loop over its connections.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "http/server/connection.hpp"

namespace vitrine::http {

/// What the workers of a server share.
struct Shared {
  explicit Shared(const ServerOptions& its_options) : options(its_options), budget(options.body_budget) {}

  const ServerOptions options;
  MemoryBudget budget;
  Application* application = nullptr;
  std::unique_ptr<TlsContext> tls;  ///< null: plain
  int listening_socket = -1;        ///< does not block; its last user among the workers closes it
  std::atomic<std::size_t> listeners{0};
  std::atomic<std::size_t> connections{0};
  /// Has each worker but that one let a connection give way.
  std::function<void(const class Worker&)> ask_for_room;
  /// Has the application do what an exchange's stage says, on some other thread, and then calls
  /// Worker::deliver().
  std::function<void(const std::shared_ptr<Exchange>&, class Worker&)> ask;
};

class Worker {
 public:
  /// `shared` must outlive it. Throws std::system_error where the system has no event queue left.
  explicit Worker(Shared& shared);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  /// Serves on the calling thread until it has stopped.
  void run();
  /// Lets a connection that waits for its client give way, so that another can be accepted. From any thread.
  void give_room();
  /// As Server::stop(). From any thread.
  void stop(std::chrono::milliseconds patience);
  /// The application has done what the exchange's stage says. From any thread.
  void deliver(std::shared_ptr<Exchange> exchange);

  [[nodiscard]] const Statistics& statistics() const { return context_.statistics; }

 private:
  using Clock = WorkerContext::Clock;
  struct Order {  ///< from other threads
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
  Clock::time_point ask_again_;   ///< wait_for_room(), where connections are too many: not before
  Clock::time_point note_again_;  ///< log_no_room(): not before
  std::size_t not_noted_ = 0;     ///< times that it was called since the last note
  std::chrono::milliseconds sweep_interval_{0};

  std::mutex mutex_;
  Order order_;  ///< guarded by mutex_
};

}  // namespace vitrine::http
