// The minimal work of a server on this machine: an epoll loop that answers anything that ends with an empty
// line with the bytes of a file. It does not parse, log, count or limit. Other servers' extra time is the
// cost of these.
//   bare_loop PORT FILE
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "listener.hpp"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  std::ifstream file(arguments[2], std::ios::binary);
  const std::string answer{std::istreambuf_iterator<char>(file), {}};
  const int listener = listen_on(arguments[1]);
  const int on = 1;
  const int events = epoll_create1(0);
  epoll_event watched{.events = EPOLLIN, .data = {.fd = listener}};
  epoll_ctl(events, EPOLL_CTL_ADD, listener, &watched);
  std::array<epoll_event, 256> ready{};
  std::array<char, 16384> buffer{};
  while (true) {
    const int found = epoll_wait(events, ready.data(), ready.size(), -1);
    for (int i = 0; i < found; ++i) {
      const int socket = ready[static_cast<std::size_t>(i)].data.fd;
      if (socket == listener) {
        const int client = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watched = {.events = EPOLLIN | EPOLLET, .data = {.fd = client}};
        epoll_ctl(events, EPOLL_CTL_ADD, client, &watched);
        continue;
      }
      const auto got = recv(socket, buffer.data(), buffer.size(), 0);
      if (got <= 0) {
        close(socket);
        continue;
      }
      std::string_view requests(buffer.data(), static_cast<std::size_t>(got));
      for (auto end = requests.find(kEnd); end != std::string_view::npos; end = requests.find(kEnd)) {
        requests.remove_prefix(end + kEnd.size());  // each request comes in one piece, several if late
        std::string_view rest = answer;
        while (!rest.empty()) {
          const auto sent = send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
          if (sent <= 0) break;
          rest.remove_prefix(static_cast<std::size_t>(sent));
        }
      }
    }
  }
}
