// Load at a fixed rate: requests are due by the clock, whether or not earlier ones were answered, and the
// time of each is measured from its due time. So a server that stalls cannot hide it by slowing the load
// down.
//   open_loop PORT CONNECTIONS RATE SECONDS [FIELD-LINE...]
// Prints: requests, failures, then p50 p90 p99 p99.9 max in microseconds.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  std::string head;                   ///< head of the answer, until it is complete
  std::size_t body_left = 0;          ///< bytes
  std::deque<Clock::time_point> due;  ///< due times of the open requests, oldest first
};

int main(int count, char** arguments) {
  if (count < 5) return 2;
  const auto port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
  const auto connections = static_cast<std::size_t>(std::atoi(arguments[2]));
  const double rate = std::atof(arguments[3]);
  const double seconds = std::atof(arguments[4]);
  std::string request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  for (int i = 5; i < count; ++i) request += std::string(arguments[i]) + "\r\n";
  request += "\r\n";

  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int events = epoll_create1(0);
  std::vector<Connection> all(connections);
  for (auto& one : all) {
    one.socket = socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    setsockopt(one.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(one.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::perror("connect");
      return 1;
    }
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &one;
    epoll_ctl(events, EPOLL_CTL_ADD, one.socket, &event);
  }
  const auto total = static_cast<std::size_t>(rate * seconds);
  const auto begin = Clock::now();
  const auto when = [&](std::size_t i) {
    return begin + std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 * static_cast<double>(i) / rate));
  };
  std::vector<std::int64_t> times;
  times.reserve(total);
  std::size_t sent = 0;
  std::size_t failures = 0;
  std::array<epoll_event, 256> ready{};
  std::array<char, 65536> buffer{};
  const auto give_up = when(total) + std::chrono::seconds(5);
  while (times.size() + failures < total && Clock::now() < give_up) {
    for (auto now = Clock::now(); sent < total && when(sent) <= now; ++sent) {
      auto& one = all[sent % connections];
      one.due.push_back(when(sent));
      if (send(one.socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) ++failures;
    }
    const int found = epoll_wait(events, ready.data(), ready.size(), 0);
    for (int i = 0; i < found; ++i) {
      auto& one = *static_cast<Connection*>(ready[static_cast<std::size_t>(i)].data.ptr);
      const auto got = recv(one.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (got <= 0) continue;
      std::string_view rest(buffer.data(), static_cast<std::size_t>(got));
      const auto now = Clock::now();
      while (!rest.empty()) {
        if (one.body_left == 0) {
          const auto had = one.head.size();
          one.head += rest.substr(0, 4096);  // more than any head here
          const auto end = one.head.find("\r\n\r\n");
          if (end == std::string::npos) {
            rest.remove_prefix(one.head.size() - had);
            continue;
          }
          if (!one.head.starts_with("HTTP/1.1 200")) ++failures;
          const auto at = one.head.find("Content-Length: ");
          one.body_left = at < end ? std::strtoull(one.head.c_str() + at + 16, nullptr, 10) : 0;
          rest.remove_prefix(end + 4 - had);
          one.head.clear();
        }
        const auto take = std::min(one.body_left, rest.size());
        one.body_left -= take;
        rest.remove_prefix(take);
        if (one.body_left == 0 && !one.due.empty()) {
          times.push_back(
              std::chrono::duration_cast<std::chrono::microseconds>(now - one.due.front()).count());
          one.due.pop_front();
        }
      }
    }
  }
  std::ranges::sort(times);
  const auto quantile = [&](double q) {
    if (times.empty()) return std::int64_t{-1};
    return times[std::min(times.size() - 1, static_cast<std::size_t>(q * static_cast<double>(times.size())))];
  };
  std::printf("%zu %zu %ld %ld %ld %ld %ld\n", times.size(), failures + (total - times.size()), quantile(0.5),
              quantile(0.9), quantile(0.99), quantile(0.999), times.empty() ? -1 : times.back());
}
