#pragma once
// The application: maps routes to handlers.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "http/message/message.hpp"
#include "http/server/metrics.hpp"
#include "http/server/rate_limit.hpp"
#include "http/server/router.hpp"
#include "http/server/server.hpp"
#include "site/capacity/bounds.hpp"
#include "site/context/options.hpp"
#include "site/documents/catalog.hpp"
#include "site/identity/gate.hpp"
#include "site/identity/sign_in.hpp"
#include "site/pages/about.hpp"
#include "site/pages/reading.hpp"
#include "site/records/records.hpp"
#include "site/records/views.hpp"
#include "site/sharing/sharing.hpp"

namespace vitrine::site {

/// Safe to use from any thread.
class Site final : public http::Application, private Routes {
 public:
  /// `store` and `pools` must outlive the site.
  Site(store::Store& store, Pools& pools, SiteOptions options)
      : Site(store, &store, pools, std::move(options)) {}
  /// `store` is null if the site has only pages, of documents that it cannot change; then there are no
  /// accounts.
  Site(store::DocumentSource& documents, store::Store* store, Pools& pools, SiteOptions options);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;
  ~Site() override;

  /// Answers a request; every answer carries the common fields (headers.hpp).
  boost::asio::awaitable<http::Response> answer(const http::Request& request) override;

  [[nodiscard]] std::uint64_t epoch() const override { return catalog_.generation() + records_.generation(); }
  /// Refuses the same requests as answer() before its handler: by host name, route, proxy, person and
  /// permissions.
  boost::asio::awaitable<http::Admission> admit(const http::Request& request) override;
  [[nodiscard]] http::Response too_large(const http::Request& request) const override;
  [[nodiscard]] bool is_proxy(std::string_view peer) const override { return options_.proxies.has(peer); }
  [[nodiscard]] bool add_to_key(const http::Request& request, std::string& key) const override;

  /// From now on /readyz reports draining, and work that waits for other services is cancelled.
  void set_draining() {
    draining_ = true;
    stopping_.request_stop();
  }

  /// Writes the view counts in memory to the store.
  void flush();

  /// The site's metrics for Prometheus. The site must outlive the result.
  [[nodiscard]] std::shared_ptr<prometheus::Collectable> metrics() const;

  /// A route and the permission that it requires.
  struct RouteInfo {
    std::string method;
    std::string pattern;
    auth::Demand demand;
  };
  [[nodiscard]] const std::vector<RouteInfo>& routes() const { return routes_; }

 private:
  void add(std::string method, std::string pattern, auth::Demand demand, Handler handler) override;
  void add_fixed(std::string path, auth::Demand demand, std::function<http::Response()> make);
  void add_studio();
  void add_preview();
  void add_accounts();
  void keep_house(const std::stop_token& stop);
  boost::asio::awaitable<http::Response> wait_for_change(const http::Request& request);
  boost::asio::awaitable<http::Response> list_editions(const http::Request& request);

  boost::asio::awaitable<http::Response> route(const http::Request& request);
  /// The matching route, or a refusal.
  [[nodiscard]] std::variant<http::Match, http::Response> find_route(const http::Request& request) const;
  boost::asio::awaitable<http::Response> enter(const http::Request& request,
                                               const http::Parameters& parameters, auth::Demand demand,
                                               const RouteBounds& bounds, const Handler& handler);
  [[nodiscard]] std::string person_of(const RequestContext& context) const;
  std::optional<http::Response> refuse_by_rate(const RequestContext& context, const RouteBounds& bounds);
  std::optional<http::Response> take_place(RequestContext& context, const RouteBounds& bounds);
  [[nodiscard]] http::Response ready() const;

  const SiteOptions options_;
  Catalog catalog_;
  Records records_;
  Views views_;
  http::RateLimit request_limiter_;
  http::RateLimit sign_in_limiter_{0.2, 20};
  std::stop_source stopping_;
  const Services services_;
  SignInProviders providers_;
  Gate gate_;
  Reading reading_;
  Sharing sharing_;
  About about_;
  http::Router router_;
  std::vector<RouteInfo> routes_;
  std::atomic<bool> draining_{false};
  std::jthread housekeeper_;  ///< last member: stops before the others are destroyed
};

}  // namespace vitrine::site
