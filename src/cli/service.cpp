#include "cli/service.hpp"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "base/log.hpp"
#include "base/version.hpp"
#include "cli/person.hpp"
#include "http/server/metrics.hpp"
#include "http/server/server.hpp"
#include "site/identity/sign_in_pages.hpp"
#include "site/records/people.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::cli {

namespace {

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080" or "[::1]:8080".
Result<Endpoint> parse_endpoint(std::string_view option, const std::string& text) {
  Error wrong{
      ErrorCode::invalid,
      "{0} '{1}': expected an address and a port, as in 127.0.0.1:8080 or [::1]:8080"_msg(option, text)};
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

/// Host and port for a browser on this machine.
std::string local_authority(const Endpoint& endpoint, std::uint16_t port) {
  const auto address = boost::asio::ip::make_address(endpoint.address);
  auto host = address.is_unspecified() ? std::string("127.0.0.1") : address.to_string();
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return host + ":" + std::to_string(port);
}

/// The address at which a browser on this machine can use passkeys: they need a name.
std::string address_for_passkeys(std::string local) {
  const auto host = local.find("://") + 3;
  const auto port = local.rfind(':');
  return local.replace(host, port - host, "localhost");
}

/// A listening socket passed to this process by systemd's socket activation, sd_listen_fds(3): the first one;
/// -1 if there is none.
int inherited_socket() {
  constexpr int kFirst = 3;
  const char* pid = std::getenv("LISTEN_PID");
  const char* count = std::getenv("LISTEN_FDS");
  const bool is_ours = pid != nullptr && count != nullptr && std::to_string(::getpid()) == pid;
  return is_ours && std::string_view(count) != "0" ? kFirst : -1;
}

/// Waits for SIGTERM or SIGINT on its own thread; calls `stop` with the number of such signals so far.
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

/// The metrics' own small server, on its own thread, during the lifetime of this object.
class Metrics {
 public:
  /// Starts nothing if `listen` is "".
  static Result<std::unique_ptr<Metrics>> start(
      const std::string& listen, std::vector<std::shared_ptr<prometheus::Collectable>> sources) {
    if (listen.empty()) return std::make_unique<Metrics>(std::move(sources), std::nullopt);
    const auto endpoint = parse_endpoint("--metrics", listen);
    if (!endpoint) return endpoint.error();
    // On other addresses than loopback, Prometheus may use any name for this machine.
    const auto address = boost::asio::ip::make_address(endpoint->address);
    auto out = std::make_unique<Metrics>(
        std::move(sources), address.is_loopback() ? std::optional(http::LocalNames(address)) : std::nullopt);
    auto server = http::Server::create({.address = endpoint->address,
                                        .port = endpoint->port,
                                        .threads = 1,
                                        .max_connections = 64,
                                        .access_log = false});
    if (!server) return server.error();
    out->server_ = std::move(*server);
    out->thread_ = std::thread([running = out.get()] { running->server_->run(running->service_); });
    base::log_info("metrics",
                   {{"address", "http://" + local_authority(*endpoint, out->server_->port()) + "/metrics"}});
    return out;
  }
  Metrics(std::vector<std::shared_ptr<prometheus::Collectable>> sources,
          std::optional<http::LocalNames> names)
      : service_(std::move(sources), std::move(names)) {}
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics() {
    if (!server_) return;
    server_->stop({});
    thread_.join();
  }

 private:
  http::MetricsService service_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

/// Prints a link to sign in as owner, until somebody has. Call it only if the service listens on loopback;
/// elsewhere the operator makes a link by hand.
void offer_sign_in(store::Store& store, const std::string& address, const std::string& owner) {
  bool has_owner = false;
  const auto people = site::list_people(store);
  if (!people) return;  // the log already says that the store is unavailable
  for (const auto& person : *people) has_owner = has_owner || person.role == auth::Role::owner;
  if (has_owner) return;
  const auto secret = site::make_sign_in(store, {.email = owner, .role = auth::Role::owner}, base::now());
  if (secret) {
    std::cout << said("Sign in as its owner, once within ten minutes: {0}"_msg(
                     site::sign_in_url(address, *secret) + "&to=" + std::string(site::kMakePasskey)))
              << '\n'
              << std::flush;
  }
}

/// Raises the limit of file descriptors to the system's maximum for this process. Returns the number of
/// possible connections: a quarter of the descriptors is reserved for the store, for calls to other services,
/// and for refusing further connections.
std::size_t make_room_for_connections() {
  constexpr std::size_t kMost = 10'000;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return kMost;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return std::min<std::size_t>(kMost, limit.rlim_cur - limit.rlim_cur / 4);
}

/// Ends the process half a second after `patience`, whatever is still running: a page that takes minutes must
/// not delay the exit. An interrupted store write is like one during a power loss, and both stores are built
/// for that.
void end_after(std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds kToTidyUp{500};
  std::thread([until = patience + kToTidyUp] {
    std::this_thread::sleep_for(until);
    base::log_warning("work that did not end is cut", {});
    std::_Exit(static_cast<int>(Exit::fine));
  }).detach();
}

}  // namespace

Exit run_service(const ServedStore& served, const ServiceOptions& options, site::SiteOptions site_options) {
  const auto endpoint = parse_endpoint("--listen", options.listen);
  const auto wrong = [](const Error& error) { return misused(error.message); };
  if (!endpoint) return wrong(endpoint.error());
  auto proxies = http::TrustedProxies::parse(options.proxies);
  if (!proxies) return wrong({ErrorCode::invalid, "--trusted-proxy {0}"_msg(proxies.error().message)});
  site_options.proxies = std::move(*proxies);
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return misused("--tls-cert and --tls-key belong together; one is missing"_msg);
  }
  const auto max_connections = make_room_for_connections();
  // By default glibc gives each thread its own arena: memory that the cache frees would stay with the thread
  // that used it.
  mallopt(M_ARENA_MAX, 2);
  // Before any other thread starts, so that only this one receives the signals.
  site::Site* site = nullptr;
  http::Server* server = nullptr;
  SignalWaiter signals([&](int count) {
    const auto patience = count == 1 ? options.drain : 0;
    base::log_info("stopping", {{"patience_s", std::to_string(patience)}});
    site->set_draining();
    server->stop(std::chrono::seconds(patience));
    end_after(std::chrono::seconds(patience));
  });
  auto created = http::Server::create({.address = endpoint->address,
                                       .port = endpoint->port,
                                       .inherited_socket = inherited_socket(),
                                       .tls = {options.tls_certificate, options.tls_key},
                                       .threads = options.threads,
                                       .max_connections = max_connections,
                                       .body_budget = options.body_budget_mib << 20U,
                                       .secret_path = std::string(site::kLinkPath)});
  if (!created) return report(created.error());
  server = created->get();

  const auto scheme = options.tls_certificate.empty() ? "http://" : "https://";
  const auto local = scheme + local_authority(*endpoint, server->port());
  if (site_options.page.public_url.empty()) site_options.page.public_url = local;
  if (!site_options.accounts)
    site_options.local_names = http::LocalNames(boost::asio::ip::make_address(endpoint->address));
  const bool is_local = site_options.accounts && site_options.accounts->mode == site::AuthMode::local;
  const auto owner = is_local && !site_options.accounts->owners.empty()
                         ? site_options.accounts->owners.front()
                         : std::string(kUsualOwner);
  site::Pools pools;
  site::Site the_site(served.documents, served.store, pools, std::move(site_options));
  site = &the_site;
  const auto metrics = Metrics::start(options.metrics, {http::server_metrics(*server), the_site.metrics()});
  if (!metrics)
    return metrics.error().code == ErrorCode::invalid ? wrong(metrics.error()) : report(metrics.error());
  signals.start();
  base::log_info("serving", {{"address", local}, {"version", std::string(version())}});
  std::cout << "Vitrine is at " << local << "/\n" << std::flush;  // a script may wait for this line
  if (is_local && boost::asio::ip::make_address(endpoint->address).is_loopback())
    boost::asio::post(pools.store, [&] { offer_sign_in(*served.store, address_for_passkeys(local), owner); });
  server->run(the_site);
  the_site.flush();  // before work that may last until the process is ended
  pools.stop();
  pools.join();
  base::log_info("stopped");
  return Exit::fine;
}

void add_service_options(CLI::App& sub, ServiceOptions& options) {
  sub.add_option("--listen", options.listen,
                 "Address and port (default: 127.0.0.1:8080; port 0: any free one)")
      ->type_name("ADDRESS:PORT")
      ->configurable();
  sub.add_option("--threads", options.threads, "Threads that serve (default: one for each core)")
      ->type_name("N")
      ->configurable();
  sub.add_option("--drain", options.drain,
                 "Seconds that running requests get when the service stops (default: 10)")
      ->type_name("SECONDS")
      ->configurable();
  sub.add_option("--metrics", options.metrics, "Address and port for Prometheus, /metrics (default: none)")
      ->type_name("ADDRESS:PORT")
      ->configurable();
  sub.add_option("--trusted-proxy", options.proxies,
                 "Address or network of proxies whose X-Forwarded-For names the client; may be repeated")
      ->type_name("NETWORK")
      ->configurable();
  constexpr std::size_t kLeastMib = 4;
  constexpr std::size_t kMostMib = std::size_t{1} << 20U;
  sub.add_option(
         "--body-budget", options.body_budget_mib,
         "Memory for requests that arrive or are being answered and for answers that slow readers have "
         "not taken, of all connections together, in MiB (default: 64)")
      ->check(CLI::Range(kLeastMib, kMostMib))
      ->type_name("MIB")
      ->configurable();
  sub.add_option(
         "--tls-cert", options.tls_certificate,
         "Certificate chain (PEM) to speak HTTPS, TLS 1.3, without a proxy; read anew when it changes")
      ->type_name("FILE")
      ->configurable();
  sub.add_option("--tls-key", options.tls_key, "Private key (PEM) of that certificate")
      ->type_name("FILE")
      ->configurable();
}

}  // namespace vitrine::cli
