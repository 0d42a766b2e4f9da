#include "http/server/server.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cerrno>
#include <cstring>
#include <thread>

#include "base/log.hpp"
#include "http/message/problem.hpp"
#include "http/server/worker.hpp"

namespace vitrine::http {

namespace asio = boost::asio;

namespace {

/// Threads that run the application, for all workers together.
constexpr int kApplicationThreads = 2;

Response fault(const Request& request, const std::string& reason) {
  base::log_error("a handler failed", {{"path", request.path}, {"reason", reason}});
  return make_problem(request, 500, "The fault is on this side and has been logged."_msg);
}

/// Turns an exception of the application into the answer.
void give_fault(Exchange& exchange, const std::string& reason) {
  auto response = fault(exchange.request, reason);
  if (exchange.stage == Exchange::Stage::admission) {
    exchange.admission.refusal = std::move(response);
  } else {
    exchange.response = std::move(response);
  }
}

/// Fills the exchange's admission or response.
asio::awaitable<void> ask(std::shared_ptr<Exchange> exchange, Application& application) {
  std::string reason;
  try {
    if (exchange->stage == Exchange::Stage::admission) {
      exchange->admission = co_await application.admit(exchange->request);
    } else {
      exchange->response = co_await application.answer(exchange->request);
    }
    co_return;
  } catch (const std::exception& error) {
    reason = error.what();
  }
  give_fault(*exchange, reason);
}

class RealServer final : public Server {
 public:
  explicit RealServer(const ServerOptions& options) : shared_(options) {
    shared_.ask_for_room = [this](const Worker& asking) {
      for (const auto& worker : workers_) {
        if (worker.get() != &asking) worker->give_room();
      }
    };
    shared_.ask = [this](const std::shared_ptr<Exchange>& exchange, Worker& worker) {
      auto work = ask(exchange, *shared_.application);
      asio::co_spawn(context_, std::move(work), [&worker, exchange](const std::exception_ptr& failed) {
        if (failed) give_fault(*exchange, "a fault in the program");
        worker.deliver(exchange);
      });
    };
  }
  RealServer(const RealServer&) = delete;
  RealServer& operator=(const RealServer&) = delete;
  ~RealServer() override {
    context_.stop();
    if (shared_.listening_socket >= 0) ::close(shared_.listening_socket);
  }

  Result<void> start() {
    ::signal(SIGPIPE, SIG_IGN);  // a client that has gone is an error of that write, and must not end the
                                 // program
    const auto& options = shared_.options;
    if (!options.tls.certificate.empty()) {
      auto tls = TlsContext::load(options.tls);
      if (!tls) return tls.error();
      shared_.tls = std::move(*tls);
    }
    if (auto listening = listen(); !listening) return listening;
    const auto count =
        options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    workers_.reserve(count);
    for (unsigned i = 0; i < count; ++i) workers_.push_back(std::make_unique<Worker>(shared_));
    shared_.listeners = count;
    return {};
  }

  [[nodiscard]] std::uint16_t port() const override { return port_; }

  [[nodiscard]] std::vector<const Statistics*> statistics() const override {
    std::vector<const Statistics*> out;
    out.reserve(workers_.size());
    for (const auto& worker : workers_) out.push_back(&worker->statistics());
    return out;
  }

  void run(Application& application) override {
    shared_.application = &application;
    auto stay = asio::make_work_guard(context_);
    std::vector<std::jthread> answering;
    answering.reserve(kApplicationThreads);
    for (int i = 0; i < kApplicationThreads; ++i) answering.emplace_back([this] { context_.run(); });
    {
      std::vector<std::jthread> threads;
      threads.reserve(workers_.size());
      for (std::size_t i = 1; i < workers_.size(); ++i) {
        threads.emplace_back([worker = workers_[i].get()] { worker->run(); });
      }
      workers_.front()->run();
    }
    context_.stop();  // nobody waits for an answer any more
  }

  void stop(std::chrono::milliseconds patience) override {
    for (const auto& worker : workers_) worker->stop(patience);
  }

 private:
  Result<void> listen() {
    const auto& options = shared_.options;
    if (options.inherited_socket >= 0) {
      shared_.listening_socket = options.inherited_socket;
      sockaddr_storage name{};
      socklen_t size = sizeof name;
      if (::getsockname(options.inherited_socket, reinterpret_cast<sockaddr*>(&name), &size) != 0)
        return Error{ErrorCode::invalid, "the inherited socket is none"_msg};
      const auto flags = ::fcntl(options.inherited_socket, F_GETFL);
      ::fcntl(options.inherited_socket, F_SETFL, flags | O_NONBLOCK);
      port_ = port_of(name);
      return {};
    }
    boost::system::error_code failed;
    const auto address = asio::ip::make_address(options.address, failed);
    if (failed) return Error{ErrorCode::invalid, "'{0}' is no IP address"_msg(options.address)};
    if (!bind_and_listen(address)) {
      return Error{ErrorCode::unavailable,
                   "cannot listen on {0} port {1}: {2}; choose another with --listen"_msg(
                       options.address, options.port, std::strerror(errno))};
    }
    return {};
  }

  /// False with errno set.
  bool bind_and_listen(const asio::ip::address& address) {
    const asio::ip::tcp::endpoint endpoint(address, shared_.options.port);
    shared_.listening_socket =
        ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (shared_.listening_socket < 0) return false;
    const int on = 1;
    ::setsockopt(shared_.listening_socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    if (::bind(shared_.listening_socket, endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0 ||
        ::listen(shared_.listening_socket, SOMAXCONN) != 0 ||
        ::getsockname(shared_.listening_socket, reinterpret_cast<sockaddr*>(&name), &size) != 0) {
      return false;
    }
    port_ = port_of(name);
    return true;
  }

  static std::uint16_t port_of(const sockaddr_storage& name) {
    if (name.ss_family == AF_INET6) {
      sockaddr_in6 v6{};
      std::memcpy(&v6, &name, sizeof v6);
      return ntohs(v6.sin6_port);
    }
    sockaddr_in v4{};
    std::memcpy(&v4, &name, sizeof v4);
    return ntohs(v4.sin_port);
  }

  Shared shared_;
  asio::io_context context_{kApplicationThreads};
  std::vector<std::unique_ptr<Worker>> workers_;
  std::uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::create(const ServerOptions& options) {
  auto server = std::make_unique<RealServer>(options);
  if (auto started = server->start(); !started) return started.error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace vitrine::http
