#include "http/server/worker.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/log.hpp"

namespace vitrine::http {

namespace {

constexpr std::size_t kMaxTurnedAway = 64;
constexpr int kEventsAtOnce = 256;
constexpr int kAcceptAtOnce = 8;  ///< so that the workers share a burst

std::string address_text(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  } else if (address.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  }
  return text.data();
}

}  // namespace

Worker::Worker(Shared& shared) : shared_(shared), context_(shared.options, shared.budget) {
  context_.dispatch = [this](const std::shared_ptr<Exchange>& exchange) { shared_.ask(exchange, *this); };
  events_ = epoll_create1(EPOLL_CLOEXEC);
  wake_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (events_ < 0 || wake_ < 0) throw std::system_error(errno, std::generic_category(), "event queue");
  watch(wake_, EPOLLIN, &wake_);
  const auto& o = shared.options;
  const auto shortest = std::min({o.header_timeout, o.body_timeout, o.idle_timeout, o.write_timeout});
  sweep_interval_ = std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(500));
}

Worker::~Worker() {
  connections_.clear();
  ::close(wake_);
  ::close(events_);
}

void Worker::watch(int descriptor, std::uint32_t events, void* what) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = what;
  if (epoll_ctl(events_, EPOLL_CTL_ADD, descriptor, &event) != 0)
    throw std::system_error(errno, std::generic_category(), "event queue");
}

void Worker::wake() {
  const std::uint64_t one = 1;
  static_cast<void>(::write(wake_, &one, sizeof one));  // if it is full, the worker wakes anyway
}

void Worker::deliver(std::shared_ptr<Exchange> exchange) {
  {
    const std::scoped_lock lock(mutex_);
    order_.answers.push_back(std::move(exchange));
  }
  wake();
}

void Worker::give_room() {
  {
    const std::scoped_lock lock(mutex_);
    order_.is_room_wanted = true;
  }
  wake();
}

void Worker::stop(std::chrono::milliseconds patience) {
  {
    const std::scoped_lock lock(mutex_);
    order_.is_stop = true;
    order_.patience = patience;
  }
  wake();
}

void Worker::run() {
  std::array<epoll_event, kEventsAtOnce> events{};
  context_.application = shared_.application;
  context_.tick();
  next_sweep_ = context_.now + sweep_interval_;
  watch(shared_.listening_socket, EPOLLIN | EPOLLEXCLUSIVE, &shared_);
  is_accepting_ = true;
  while (!is_done()) {
    const auto until_sweep = std::chrono::ceil<std::chrono::milliseconds>(next_sweep_ - context_.now);
    const auto pause = std::max<std::int64_t>(until_sweep.count(), 0);
    const int count = epoll_wait(events_, events.data(), kEventsAtOnce, static_cast<int>(pause));
    context_.tick();
    for (int i = 0; i < count; ++i) {
      const auto& event = events[static_cast<std::size_t>(i)];
      if (event.data.ptr == &wake_) {
        take_orders();
      } else if (event.data.ptr == &shared_) {
        if (!stopping_) accept(kAcceptAtOnce);
      } else {
        auto& connection = *static_cast<Connection*>(event.data.ptr);
        constexpr std::uint32_t kEnds = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
        if (!connection.is_over()) connection.ready((event.events & kEnds) != 0);
      }
    }
    destroy_closed();
    if (context_.now < next_sweep_) continue;
    sweep();
    destroy_closed();
  }
  context_.log.flush();
}

void Worker::take_orders() {
  std::uint64_t count = 0;
  static_cast<void>(::read(wake_, &count, sizeof count));
  Order order;
  {
    const std::scoped_lock lock(mutex_);
    order = std::exchange(order_, {});
  }
  for (const auto& exchange : order.answers) {
    if (exchange->asked_by != nullptr && !exchange->asked_by->is_over())
      exchange->asked_by->answered(*exchange);
  }
  if (order.is_room_wanted) make_room();
  if (order.is_stop) begin_stop(order.patience);
}

void Worker::begin_stop(std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds kLongestIdle{2'000};
  if (!stopping_) {
    // Closing the socket would reset connections that the system has already accepted.
    if (shared_.options.inherited_socket < 0) accept(SOMAXCONN);
    pause_accepting();
    if (shared_.listeners.fetch_sub(1) == 1) ::close(std::exchange(shared_.listening_socket, -1));
    stopping_ = true;
    accept_again_ = Clock::time_point::max();
  }
  cut_at_ = context_.now + patience;
  const auto idle_until = context_.now + std::min<std::chrono::milliseconds>(patience / 4, kLongestIdle);
  for (auto& [key, held] : connections_) held.connection->finish(idle_until);
  next_sweep_ = context_.now;
  sweep_interval_ = std::min(sweep_interval_, std::chrono::milliseconds(50));
}

void Worker::pause_accepting() {
  if (is_accepting_) epoll_ctl(events_, EPOLL_CTL_DEL, shared_.listening_socket, nullptr);
  is_accepting_ = false;
}

void Worker::accept(int most) {
  for (int i = 0; i < most; ++i) {
    const bool is_full = shared_.connections.load() >= shared_.options.max_connections;
    const bool has_place = !is_full || make_room();
    if (is_full) most = i + 1;  // read the accepted ones before closing more
    if (!has_place && context_.now >= ask_again_) return wait_for_room();
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int socket = ::accept4(shared_.listening_socket, reinterpret_cast<sockaddr*>(&address), &size,
                                 SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      accept_one(socket, address_text(address), has_place);
      continue;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) return;
    if (errno == ECONNABORTED || errno == EINTR) continue;  // that client has gone: try the next
    log_no_room();                                          // out of descriptors or memory
    if (!make_room()) return wait_for_room();
    most = std::min(most, i + 2);
  }
}

/// Asks other threads to make room, and accepts nothing until they had time for that.
void Worker::wait_for_room() {
  shared_.ask_for_room(*this);
  ask_again_ = context_.now + std::chrono::milliseconds(100);
  pause_accepting();
  accept_again_ = context_.now + std::chrono::milliseconds(50);
  next_sweep_ = std::min(next_sweep_, accept_again_);
}

/// Ends the connection of this thread that has waited longest for its client, an idle one before others.
/// False if none has waited longer than an active client may need.
bool Worker::make_room() {
  constexpr std::chrono::milliseconds kLeast{50};
  Connection* longest = nullptr;
  for (const auto& [key, held] : connections_) {
    auto& one = *held.connection;
    if (held.is_turned_away || !one.waits_for_client_since(context_.now - kLeast)) continue;
    if (longest == nullptr || one.gives_way_before(*longest)) longest = &one;
  }
  if (longest == nullptr) return false;
  longest->give_way();
  context_.statistics.gave_way.add();
  return true;
}

/// Logs that a connection could not be accepted, with errno; at intervals, with the number of failures since.
void Worker::log_no_room() {
  constexpr std::chrono::seconds kPause{10};
  ++not_noted_;
  if (context_.now < note_again_) return;
  note_again_ = context_.now + kPause;
  base::log_warning("no room for a connection: others that wait for their clients give way",
                    {{"reason", std::strerror(errno)}, {"times", std::to_string(not_noted_)}});
  not_noted_ = 0;
}

/// Accepts a connection; without a place for it, answers that there are too many.
void Worker::accept_one(int socket, std::string peer, bool has_place) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  context_.statistics.accepted.add();
  Held held{.connection = std::make_unique<Connection>(context_, socket, shared_.tls.get(), std::move(peer))};
  auto& connection = *held.connection;
  if (!has_place) {
    context_.statistics.turned_away.add();
    if (turned_away_ >= kMaxTurnedAway) return;  // closed without an answer
    ++turned_away_;
    held.is_turned_away = true;
  } else {
    shared_.connections.fetch_add(1);
    context_.statistics.connections.add();
  }
  const bool is_turned_away = held.is_turned_away;
  connections_.emplace(&connection, std::move(held));
  watch(socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, &connection);
  if (is_turned_away) connection.turn_away();
  if (stopping_) connection.finish(context_.now);
}

void Worker::sweep() {
  const bool is_cut = context_.now >= cut_at_;
  if (is_cut && !connections_.empty()) {
    base::log_warning("cutting connections that did not end",
                      {{"count", std::to_string(connections_.size())}});
  }
  for (auto& [key, held] : connections_) {
    if (is_cut) {
      held.connection->end();
    } else {
      held.connection->sweep(context_.now);
    }
  }
  if (context_.now >= accept_again_) {
    accept_again_ = Clock::time_point::max();
    watch(shared_.listening_socket, EPOLLIN | EPOLLEXCLUSIVE, &shared_);
    is_accepting_ = true;
  }
  constexpr std::chrono::seconds kRemembered{2};
  if (context_.now >= forget_at_) {
    context_.cache.clear();
    forget_at_ = context_.now + kRemembered;
  }
  if (shared_.tls && !stopping_) shared_.tls->refresh();
  context_.log.flush();
  next_sweep_ = context_.now + sweep_interval_;
}

/// Destroys closed connections, once no event can refer to them.
void Worker::destroy_closed() {
  for (const auto* connection : context_.over) {
    const auto held = connections_.find(connection);
    if (held->second.is_turned_away) {
      --turned_away_;
    } else {
      shared_.connections.fetch_sub(1);
      context_.statistics.connections.subtract(1);
    }
    connections_.erase(held);
  }
  context_.over.clear();
}

}  // namespace vitrine::http
