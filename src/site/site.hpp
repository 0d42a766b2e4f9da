#pragma once
// The application: what each route does.

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/client_address.hpp"
#include "http/message.hpp"
#include "http/metrics.hpp"
#include "http/rate_limit.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "site/catalog.hpp"
#include "site/static_files.hpp"

namespace vitrine::site {

struct SiteOptions {
  PageOptions page;
  CatalogOptions catalog;
  /// Whether anyone may read as any audience (`?audience=`): only where the owner alone is at the other end.
  bool open_audiences = false;
  std::shared_ptr<const StaticFiles> studio;  ///< at /studio/; null: none
  http::TrustedProxies proxies;               ///< whose word on the client's address counts
  /// Requests of one client that memory cannot answer: a second, and at once. 0: no limit.
  double costly_per_second = 50;
  double costly_burst = 200;
};

/// Safe to use from any thread.
class Site final : public http::Application {
 public:
  /// `store` and `pools` must outlive the site.
  Site(store::Store& store, Pools& pools, SiteOptions options);

  /// Answers a request; every answer carries the common fields (headers.hpp).
  boost::asio::awaitable<http::Response> answer(const http::Request& request) override;

  [[nodiscard]] std::uint64_t epoch() const override { return catalog_.generation(); }

  /// From now on /readyz says that this instance is going.
  void set_draining() { draining_ = true; }

  /// What the site counts, for Prometheus. The site must outlive it.
  [[nodiscard]] std::shared_ptr<prometheus::Collectable> metrics() const;

 private:
  /// What a path asks for. `slug` "" is the CV at "/"; `language` "" leaves it to Accept-Language.
  struct Wanted {
    std::string slug;
    std::string language;
    std::string variant;   ///< "": none
    std::string audience;  ///< "": the public
    std::optional<Format> format;
    bool has_unknown_suffix = false;  ///< whether the address asks for a format that there is not
  };

  void add_preview();
  [[nodiscard]] http::Response studio_file(const http::Request& request) const;
  boost::asio::awaitable<http::Response> wait_for_change(const http::Request& request);
  boost::asio::awaitable<http::Response> list_editions(const http::Request& request);
  void add_fixed(std::string path, std::function<http::Response()> make);
  void add_pages(const std::string& base);
  static Wanted wanted(const http::Request& request, const http::Parameters& parameters);

  boost::asio::awaitable<http::Response> route(const http::Request& request);
  std::optional<http::Response> too_many(const http::Request& request);
  boost::asio::awaitable<http::Response> show(const http::Request& request, Wanted wanted);
  [[nodiscard]] http::Response ready() const;

  const SiteOptions options_;
  Catalog catalog_;
  http::RateLimit costly_;
  http::Router router_;
  std::atomic<bool> draining_{false};
};

}  // namespace vitrine::site
