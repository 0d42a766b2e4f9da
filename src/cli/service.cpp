#include "cli/service.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/thread_pool.hpp>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "base/log.hpp"
#include "base/version.hpp"
#include "http/server.hpp"

namespace vitrine::cli {

namespace {

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080" or "[::1]:8080".
Result<Endpoint> parse_endpoint(const std::string& text) {
  Error wrong{ErrorCode::invalid, "--listen '" + text +
                                      "': expected an address and a port, as in "
                                      "127.0.0.1:8080 or [::1]:8080"};
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return wrong;
  auto host = text.substr(0, colon);
  const auto port_text = std::string_view(text).substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code failed;
  boost::asio::ip::make_address(host, failed);
  std::uint16_t port = 0;
  const auto [end, parsed] = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (failed || parsed != std::errc{} || end != port_text.data() + port_text.size()) return wrong;
  return Endpoint{host, port};
}

/// Host and port under which a browser on this machine finds the service.
std::string local_authority(const Endpoint& endpoint, std::uint16_t port) {
  const auto address = boost::asio::ip::make_address(endpoint.address);
  auto host = address.is_unspecified() ? std::string("127.0.0.1") : address.to_string();
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return host + ":" + std::to_string(port);
}

/// A socket that listens already and was handed to this process by the convention of systemd's socket
/// activation, sd_listen_fds(3): the first of them; -1 where there is none.
int inherited_socket() {
  constexpr int kFirst = 3;
  const char* pid = std::getenv("LISTEN_PID");
  const char* count = std::getenv("LISTEN_FDS");
  const bool is_ours = pid != nullptr && count != nullptr && std::to_string(::getpid()) == pid;
  return is_ours && std::string_view(count) != "0" ? kFirst : -1;
}

/// Waits for SIGTERM or SIGINT on a thread of its own; calls `stop` with the count of such signals so far.
class SignalWaiter {
 public:
  /// Blocks both signals in the calling thread and every thread that it starts afterwards.
  explicit SignalWaiter(std::function<void(int)> stop) : stop_(std::move(stop)) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  SignalWaiter(const SignalWaiter&) = delete;
  SignalWaiter& operator=(const SignalWaiter&) = delete;
  ~SignalWaiter() {
    ended_ = true;
    if (thread_.joinable()) {
      pthread_kill(thread_.native_handle(), SIGTERM);  // NOLINT: it waits for just that
      thread_.join();
    }
  }

  void start() {
    thread_ = std::thread([this] {
      int count = 0;
      int signal = 0;
      while (sigwait(&signals_, &signal) == 0 && !ended_) stop_(++count);
    });
  }

 private:
  std::function<void(int)> stop_;
  sigset_t signals_{};
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

}  // namespace

Exit run_service(store::Store& store, const ServiceOptions& options, site::SiteOptions site_options) {
  const auto endpoint = parse_endpoint(options.listen);
  if (!endpoint) {
    std::cerr << "vitrine: " << endpoint.error().message << '\n';
    return Exit::usage;
  }
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    std::cerr << "vitrine: --tls-cert and --tls-key belong together; one is missing\n";
    return Exit::usage;
  }
  // Before any other thread starts, so that each leaves the signals to that one.
  site::Site* site = nullptr;
  http::Server* server = nullptr;
  SignalWaiter signals([&](int count) {
    const auto patience = count == 1 ? options.drain : 0;
    base::log_info("stopping", {{"patience_s", std::to_string(patience)}});
    site->set_draining();
    server->stop(std::chrono::seconds(patience));
  });
  auto created = http::Server::create({.address = endpoint->address,
                                       .port = endpoint->port,
                                       .inherited_socket = inherited_socket(),
                                       .tls = {options.tls_certificate, options.tls_key},
                                       .threads = options.threads});
  if (!created) return report(created.error());
  server = created->get();

  const auto scheme = options.tls_certificate.empty() ? "http://" : "https://";
  const auto local = scheme + local_authority(*endpoint, server->port());
  if (site_options.page.public_url.empty()) site_options.page.public_url = local;
  site::Pools pools;
  site::Site the_site(store, pools, std::move(site_options));
  site = &the_site;
  signals.start();
  base::log_info("serving", {{"address", local}, {"version", std::string(version())}});
  std::cout << "Vitrine is at " << local << "/\n" << std::flush;  // a script may be waiting for it
  server->run(the_site);
  pools.join();
  base::log_info("stopped");
  return Exit::fine;
}

void add_service_options(CLI::App& sub, ServiceOptions& options) {
  sub.add_option("--listen", options.listen,
                 "Address and port (default: 127.0.0.1:8080; port 0: any free one)")
      ->type_name("ADDRESS:PORT");
  sub.add_option("--threads", options.threads, "Threads that serve (default: one for each core)")
      ->type_name("N");
  sub.add_option("--drain", options.drain,
                 "Seconds that running requests get when the service stops (default: 10)")
      ->type_name("SECONDS");
  sub.add_option(
         "--tls-cert", options.tls_certificate,
         "Certificate chain (PEM) to speak HTTPS, TLS 1.3, without a proxy; read anew when it changes")
      ->type_name("FILE");
  sub.add_option("--tls-key", options.tls_key, "Private key (PEM) of that certificate")->type_name("FILE");
}

}  // namespace vitrine::cli
