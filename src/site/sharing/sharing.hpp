#pragma once
// Serves share links.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "http/server/rate_limit.hpp"
#include "site/context/request_context.hpp"
#include "site/pages/reading.hpp"
#include "site/records/links.hpp"

namespace vitrine::site {

/// The prefix of share link addresses, followed by a secret.
constexpr std::string_view kLinkPath = "/s/";

/// Adds fields that hide the address from other sites and from search engines.
http::Response confidential(http::Response response);

/// Safe to use from any thread.
class Sharing {
 public:
  Sharing(const Services& services, Reading& reading) : services_(services), reading_(reading) {}

  void add_to(Routes& routes);

 private:
  struct Found {
    Link link;
    std::shared_ptr<const Published> document;  ///< null if it could not be read: Reading then gives the
                                                ///< reason
  };
  /// The live link with that secret. Returns `not_found` if there is none, whatever the reason.
  boost::asio::awaitable<Result<Found>> find(std::string secret);
  boost::asio::awaitable<http::Response> open(const RequestContext& context);
  boost::asio::awaitable<http::Response> unlock(const RequestContext& context);
  boost::asio::awaitable<std::vector<std::string>> unlocked(const http::Request& request);

  const Services& services_;
  Reading& reading_;
  http::RateLimit passwords_{0.1, 5};  ///< attempts at one link, of all clients together
  /// Attempts of one client at one link that the shared limit does not block: people who guess must not lock
  /// out a person who knows the password.
  http::RateLimit first_attempts_{1.0 / 1200, 3};
};

}  // namespace vitrine::site
