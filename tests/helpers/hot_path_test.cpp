// A page in memory is served without allocating memory. This is a separate program, since it counts every
// allocation of the process.

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "http/server/loopback.hpp"
#include "http/server/server.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  const auto unit = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace vitrine::http {
namespace {

class OnePage final : public Application {
 public:
  boost::asio::awaitable<Response> answer(const Request&) override {
    ++asked_;
    co_return Response{.representation = page_, .reusable_in = 1};
  }
  bool add_to_key(const Request& request, std::string& key) const override {
    key += request.field("cookie");
    return true;
  }
  [[nodiscard]] int asked() const { return asked_; }
  [[nodiscard]] const std::string& etag() const { return page_->etag; }

 private:
  const std::shared_ptr<const Representation> page_ = std::make_shared<const Representation>(
      Representation::make(std::string(20'000, 'x'), {{"Content-Type", "text/html; charset=utf-8"}}));
  std::atomic<int> asked_{0};
};

/// Sends `request` that many times; returns the number of allocations in the whole process meanwhile. The
/// client itself makes none: it reads into an array.
std::size_t allocations_of(int socket, const std::string& request, std::size_t answer_bytes, int times) {
  static std::array<char, 64 * 1024> scrap{};
  const auto before = allocations.load();
  for (int i = 0; i < times; ++i) {
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::abort();
    for (std::size_t got = 0; got < answer_bytes;) {
      const auto count = ::recv(socket, scrap.data(), scrap.size(), 0);
      if (count <= 0) std::abort();
      got += static_cast<std::size_t>(count);
    }
  }
  return allocations.load() - before;
}

int run() {
  OnePage application;
  ServerOptions options{.port = 0, .threads = 1, .access_log = true};
  const auto server = Server::create(options).value();
  std::thread thread([&] { server->run(application); });
  if (std::freopen("/dev/null", "w", stderr) == nullptr) return 1;  // the access log

  int failures = 0;
  loopback::Client client(server->port());
  const std::string fields =
      "Accept: text/html\r\nAccept-Encoding: gzip, br\r\nAccept-Language: de\r\nCookie: a=b\r\n";
  for (const auto& [name, more] : {std::pair<std::string, std::string>{"page", ""},
                                   {"304", "If-None-Match: " + application.etag() + "\r\n"}}) {
    const auto request = loopback::get("/", fields + more);
    client.send(request);
    const auto answer = client.receive();
    const auto size = answer.head.size() + 2 + answer.body.size();
    // Cached answers expire now and then: take the best of several windows.
    std::size_t least = SIZE_MAX;
    for (int window = 0; window < 20; ++window) {
      least = std::min(least, allocations_of(client.descriptor(), request, size, 1000));
    }
    std::printf("%s: %zu allocations in 1000 answers of %zu bytes (status %u)\n", name.c_str(), least, size,
                answer.status);
    if (least != 0) ++failures;
  }
  std::printf("the application was asked %d times for 40002 answers\n", application.asked());
  server->stop(std::chrono::milliseconds(0));
  thread.join();
  return failures;
}

}  // namespace
}  // namespace vitrine::http

int main() {
  return vitrine::http::run();
}
