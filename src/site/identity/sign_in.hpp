#pragma once
// The pages for signing in and out.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

#include "site/context/request_context.hpp"
#include "site/identity/providers.hpp"
#include "site/records/people.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::site {

/// Signing in by links that are good once. Safe to use from any thread.
class LocalSignIn {
 public:
  explicit LocalSignIn(const Services& services) : services_(services) {}

  void add_to(Routes& routes);

 private:
  boost::asio::awaitable<http::Response> ask(const RequestContext& context);
  boost::asio::awaitable<http::Response> sign_in(const RequestContext& context);

  const Services& services_;
};

/// What the browser keeps, sealed, while its person is at the provider.
struct PendingSignIn {
  auth::tokens::SignIn secrets;
  std::string to;
};

/// Signing in at an OpenID provider. Safe to use from any thread.
class OidcSignIn {
 public:
  OidcSignIn(const Services& services, OidcProvider& provider) : services_(services), provider_(provider) {}

  void add_to(Routes& routes);

  /// Where the browser goes to be signed out at the provider, too; "/" where that is not possible.
  boost::asio::awaitable<std::string> sign_out_location();

 private:
  boost::asio::awaitable<Result<bool>> use_up(const std::optional<PendingSignIn>& pending);
  boost::asio::awaitable<http::Response> leave(const RequestContext& context);
  boost::asio::awaitable<http::Response> come_back(const RequestContext& context);
  boost::asio::awaitable<http::Response> sign_in(const RequestContext& context);

  const Services& services_;
  OidcProvider& provider_;
};

/// Signing in behind a load balancer. Safe to use from any thread.
class AlbSignIn {
 public:
  explicit AlbSignIn(const Services& services) : services_(services) {}

  void add_to(Routes& routes);

  /// Has the browser forget the load balancer's session.
  void sign_out(const http::Request& request, http::Response& response) const;
  /// Where the browser goes to be signed out at Cognito, too; "/" where that is not known.
  [[nodiscard]] std::string sign_out_location() const;

 private:
  boost::asio::awaitable<http::Response> arrive(const RequestContext& context);

  const Services& services_;
};

/// How people sign in and out here: one of the three.
class SignInProviders {
 public:
  /// The services must outlive it.
  explicit SignInProviders(const Services& services);

  void add_to(Routes& routes);

  /// Ends what the browser holds besides our session: adds to `response`, and gives where it goes next.
  boost::asio::awaitable<std::string> sign_out(const http::Request& request, http::Response& response);

  /// The load balancer's word on who asks; null where people sign in in another way.
  [[nodiscard]] AlbProvider* alb() const { return alb_provider_.get(); }

 private:
  std::unique_ptr<OidcProvider> oidc_provider_;
  std::unique_ptr<AlbProvider> alb_provider_;
  std::unique_ptr<LocalSignIn> local_;
  std::unique_ptr<OidcSignIn> oidc_;
  std::unique_ptr<AlbSignIn> alb_;
};

/// Starts a session for somebody who has proved who they are, notes it, and gives the answer that takes the
/// browser to `to` with its cookie. Their person's record is made, or brought up to date by `update`.
boost::asio::awaitable<http::Response> begin_session(const http::Request& request, const Services& services,
                                                     Session session, std::function<void(Person&)> update,
                                                     std::string to);

/// `to` where it is a path of this site; the Studio otherwise, so that nobody is sent elsewhere.
std::string own_path(std::string_view to);

}  // namespace vitrine::site
