// The bare loop with io_uring instead of epoll: one call to the kernel per round receives and sends
// everything, if the kernel allows it (containers often do not).
//   bare_ring PORT FILE
#include <liburing.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "listener.hpp"

namespace {

struct Client {
  int socket = -1;
  bool is_sending = false;
  std::size_t owed = 0;   ///< answers
  std::string_view rest;  ///< of the answer, while it is sent
  std::array<char, 4096> buffer{};
};

class Ring {
 public:
  Ring() {
    io_uring_params params{};
    params.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQSIZE;
    params.cq_entries = 4096;
    if (const int code = io_uring_queue_init_params(1024, &ring_, &params); code < 0) {
      std::fprintf(stderr, "bare_ring: io_uring: %s\n", std::strerror(-code));
      std::exit(1);
    }
  }

  void accept(int listener) {
    auto* entry = take();
    io_uring_prep_multishot_accept(entry, listener, nullptr, nullptr, 0);
    io_uring_sqe_set_data(entry, nullptr);
  }

  /// `is_empty`: no data can have arrived yet, so the kernel need not try.
  void receive(Client* client, bool is_empty) {
    client->is_sending = false;
    auto* entry = take();
    io_uring_prep_recv(entry, client->socket, client->buffer.data(), client->buffer.size(), 0);
    io_uring_sqe_set_data(entry, client);
    if (is_empty) entry->ioprio |= IORING_RECVSEND_POLL_FIRST;
  }

  void send(Client* client) {
    client->is_sending = true;
    auto* entry = take();
    io_uring_prep_send(entry, client->socket, client->rest.data(), client->rest.size(), MSG_NOSIGNAL);
    io_uring_sqe_set_data(entry, client);
  }

  /// Submits all prepared operations, waits, and calls `done` with each client (null: the listener) and
  /// result.
  template <class Done>
  void turn(Done done) {
    io_uring_submit_and_wait(&ring_, 1);
    io_uring_cqe* found = nullptr;
    unsigned head = 0;
    unsigned count = 0;
    io_uring_for_each_cqe(&ring_, head, found) {
      ++count;
      done(static_cast<Client*>(io_uring_cqe_get_data(found)), found->res);
    }
    io_uring_cq_advance(&ring_, count);
  }

 private:
  io_uring_sqe* take() {
    auto* entry = io_uring_get_sqe(&ring_);
    if (entry == nullptr) {
      io_uring_submit(&ring_);
      entry = io_uring_get_sqe(&ring_);
    }
    return entry;
  }

  io_uring ring_{};
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  std::ifstream file(arguments[2], std::ios::binary);
  const std::string answer{std::istreambuf_iterator<char>(file), {}};
  const int listener = listen_on(arguments[1]);
  const int on = 1;
  Ring ring;
  ring.accept(listener);
  while (true) {
    ring.turn([&](Client* client, int result) {
      if (client == nullptr) {
        if (result < 0) return;
        setsockopt(result, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto* accepted = new Client;
        accepted->socket = result;
        ring.receive(accepted, false);
      } else if (result <= 0) {
        close(client->socket);
        delete client;
      } else if (client->is_sending) {
        client->rest.remove_prefix(static_cast<std::size_t>(result));
        if (client->rest.empty() && --client->owed > 0) client->rest = answer;
        if (client->rest.empty())
          ring.receive(client, true);
        else
          ring.send(client);
      } else {  // the load sends each request in one piece, several if it is late
        std::string_view requests(client->buffer.data(), static_cast<std::size_t>(result));
        for (auto end = requests.find(kEnd); end != std::string_view::npos; end = requests.find(kEnd)) {
          requests.remove_prefix(end + kEnd.size());
          ++client->owed;
        }
        client->rest = answer;
        ring.send(client);
      }
    });
  }
}
