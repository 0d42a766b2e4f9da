#include "http/server.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>
#include <thread>
#include <vector>

#include "base/log.hpp"
#include "http/connection.hpp"

namespace vitrine::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

/// What the workers share.
struct Shared {
  ServerOptions options;
  Handler handler;
  std::atomic<std::size_t> connections{0};
};

/// One thread's share of the server: an event loop, a listening socket, and the connections taken from it.
class Worker {
 public:
  explicit Worker(Shared& shared)
      : shared_(shared), acceptor_(context_), sweeper_(context_), patience_(context_) {}

  boost::system::error_code listen(const tcp::endpoint& endpoint, bool share_port) {
    boost::system::error_code failed;
    acceptor_.open(endpoint.protocol(), failed);
    if (!failed) acceptor_.set_option(asio::socket_base::reuse_address(true), failed);
    if (!failed && share_port) acceptor_.set_option(ReusePort(true), failed);
    if (!failed) acceptor_.bind(endpoint, failed);
    if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
    return failed;
  }

  [[nodiscard]] std::uint16_t port() const {
    boost::system::error_code ignored;
    return acceptor_.local_endpoint(ignored).port();
  }

  void run() {
    asio::co_spawn(context_, accept(), asio::detached);
    asio::co_spawn(context_, sweep(), asio::detached);
    context_.run();
  }

  /// From any thread.
  void stop(std::chrono::milliseconds patience) {
    asio::post(context_, [this, patience] {
      stopping_ = true;
      boost::system::error_code ignored;
      acceptor_.close(ignored);
      for (auto& connection : connections_) connection.finish();
      patience_.expires_after(patience);
      patience_.async_wait([this](boost::system::error_code cancelled) {
        if (cancelled) return;
        if (!connections_.empty()) base::log_warning("cutting connections that did not end");
        for (auto* list : {&connections_, &turned_away_}) {
          for (auto& connection : *list) connection.cut();
        }
        context_.stop();
      });
      leave_if_done();
    });
  }

 private:
  asio::awaitable<void> accept() {
    while (acceptor_.is_open()) {
      auto [failed, socket] = co_await acceptor_.async_accept(kAwait);
      if (failed == asio::error::operation_aborted || stopping_) co_return;
      if (failed) {  // out of descriptors, or the client has gone: the next may do
        base::log_warning("cannot accept a connection", {{"reason", failed.message()}});
        asio::steady_timer pause(context_, std::chrono::milliseconds(50));
        co_await pause.async_wait(kAwait);
        continue;
      }
      if (shared_.connections.fetch_add(1) < shared_.options.max_connections) {
        connections_.emplace_back(std::move(socket), shared_.options, shared_.handler);
        const auto added = std::prev(connections_.end());
        asio::co_spawn(context_, added->serve(), Ended{*this, connections_, added});
        continue;
      }
      shared_.connections.fetch_sub(1);
      if (turned_away_.size() >= kMaxTurnedAway) continue;  // closed without a word
      turned_away_.emplace_back(std::move(socket), shared_.options, shared_.handler);
      const auto added = std::prev(turned_away_.end());
      asio::co_spawn(context_, added->turn_away(), Ended{*this, turned_away_, added});
    }
  }

  /// Drops a connection from its list when it has ended.
  struct Ended {
    Worker& worker;
    std::list<Connection>& list;
    std::list<Connection>::iterator connection;
    void operator()(const std::exception_ptr& fault) const {
      if (fault) base::log_error("a connection ended with a fault in the program");
      list.erase(connection);
      if (&list == &worker.connections_) worker.shared_.connections.fetch_sub(1);
      worker.leave_if_done();
    }
  };

  asio::awaitable<void> sweep() {
    const auto& o = shared_.options;
    const auto shortest = std::min({o.header_timeout, o.body_timeout, o.idle_timeout, o.write_timeout});
    const auto interval =
        std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(500));
    while (!is_done()) {  // what is still to end has its time limits while the server stops, too
      sweeper_.expires_after(interval);
      co_await sweeper_.async_wait(kAwait);
      const auto now = Connection::Clock::now();
      for (auto* list : {&connections_, &turned_away_}) {
        for (auto& connection : *list) connection.sweep(now);
      }
    }
  }

  [[nodiscard]] bool is_done() const { return stopping_ && connections_.empty() && turned_away_.empty(); }

  void leave_if_done() {
    if (!is_done()) return;
    sweeper_.cancel();
    patience_.cancel();
  }

  static constexpr std::size_t kMaxTurnedAway = 64;

  Shared& shared_;
  asio::io_context context_{1};
  std::list<Connection> connections_;  ///< behind the context, which their sockets need to the end
  std::list<Connection> turned_away_;  ///< over max_connections: being told so
  Acceptor acceptor_;
  asio::steady_timer sweeper_;
  asio::steady_timer patience_;
  bool stopping_ = false;
};

class RealServer final : public Server {
 public:
  RealServer(ServerOptions options, Handler handler) : shared_{std::move(options), std::move(handler)} {}

  Result<void> listen() {
    boost::system::error_code failed;
    const auto& options = shared_.options;
    const auto address = asio::ip::make_address(options.address, failed);
    if (failed) return Error{ErrorCode::invalid, "'" + options.address + "' is no IP address"};
    tcp::endpoint endpoint(address, options.port);
    const auto wrong = [&] {
      return Error{ErrorCode::unavailable, "cannot listen on " + options.address + " port " +
                                               std::to_string(options.port) + ": " + failed.message() +
                                               "; choose another with --listen"};
    };
    // Workers share the port; alone, a shared port would also be shared with a stranger's process.
    if (endpoint.port() != 0) {
      Worker probe(shared_);
      failed = probe.listen(endpoint, false);
      if (failed) return wrong();
    }
    const auto count =
        options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i) {
      auto worker = std::make_unique<Worker>(shared_);
      failed = worker->listen(endpoint, true);
      if (failed) return wrong();
      endpoint.port(port_ = worker->port());
      workers_.push_back(std::move(worker));
    }
    return {};
  }

  [[nodiscard]] std::uint16_t port() const override { return port_; }

  void run() override {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers_.size(); ++i) {
      threads.emplace_back([worker = workers_[i].get()] { worker->run(); });
    }
    workers_.front()->run();
  }

  void stop(std::chrono::milliseconds patience) override {
    for (const auto& worker : workers_) worker->stop(patience);
  }

 private:
  Shared shared_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::create(const ServerOptions& options, Handler handler) {
  auto server = std::make_unique<RealServer>(options, std::move(handler));
  if (auto listening = server->listen(); !listening) return listening.error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace vitrine::http
