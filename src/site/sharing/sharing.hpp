#pragma once
// Serves share links.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "http/server/rate_limit.hpp"
#include "site/context/request_context.hpp"
#include "site/pages/reading.hpp"
#include "site/records/links.hpp"

namespace vitrine::site {

/// What the addresses of share links begin with; what stands behind it is a secret.
constexpr std::string_view kLinkPath = "/s/";

/// The response with fields that keep the address from others and from search engines.
http::Response confidential(http::Response response);

/// Safe to use from any thread.
class Sharing {
 public:
  Sharing(const Services& services, Reading& reading) : services_(services), reading_(reading) {}

  void add_to(Routes& routes);

 private:
  struct Found {
    Link link;
    std::shared_ptr<const Published> document;  ///< null where it could not be had: reading says why
  };
  /// The live link of that secret. `not_found` where there is none, whatever the reason.
  boost::asio::awaitable<Result<Found>> find(std::string secret);
  boost::asio::awaitable<http::Response> open(const RequestContext& context);
  boost::asio::awaitable<http::Response> unlock(const RequestContext& context);
  boost::asio::awaitable<std::vector<std::string>> unlocked(const http::Request& request);

  const Services& services_;
  Reading& reading_;
  http::RateLimit passwords_{0.1, 5};  ///< attempts at one link, of all clients together
  /// Attempts of one client at one link that the limit of all does not keep out: others who guess must not
  /// lock out whoever knows the password.
  http::RateLimit first_attempts_{1.0 / 1200, 3};
};

}  // namespace vitrine::site
