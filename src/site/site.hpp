#pragma once
// The application: what each route does.

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <optional>
#include <string>

#include "http/message.hpp"
#include "http/router.hpp"
#include "site/catalog.hpp"

namespace vitrine::site {

struct SiteOptions {
  PageOptions page;
  CatalogOptions catalog;
  /// Whether anyone may read as any audience (`?audience=`): only where the owner alone is at the other end.
  bool open_audiences = false;
};

/// Safe to use from any thread.
class Site {
 public:
  /// `store` and `pools` must outlive the site.
  Site(store::Store& store, Pools& pools, SiteOptions options);

  /// Answers a request; every answer carries the common fields (headers.hpp).
  boost::asio::awaitable<http::Response> answer(const http::Request& request);

  /// From now on /readyz says that this instance is going.
  void set_draining() { draining_ = true; }

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
  boost::asio::awaitable<http::Response> wait_for_change(const http::Request& request);
  boost::asio::awaitable<http::Response> list_editions(const http::Request& request);
  void add_fixed(std::string path, std::function<http::Response()> make);
  void add_pages(const std::string& base);
  static Wanted wanted(const http::Request& request, const http::Parameters& parameters);

  boost::asio::awaitable<http::Response> route(const http::Request& request);
  boost::asio::awaitable<http::Response> show(const http::Request& request, Wanted wanted);
  [[nodiscard]] http::Response ready() const;

  const SiteOptions options_;
  Catalog catalog_;
  http::Router router_;
  std::atomic<bool> draining_{false};
};

}  // namespace vitrine::site
