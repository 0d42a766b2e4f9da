#pragma once
// The pages for signing in and out.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

#include "site/context/request_context.hpp"
#include "site/identity/passkey_sign_in.hpp"
#include "site/identity/providers.hpp"
#include "site/records/people.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::site {

/// Signing in at this service itself: by one-time links, recovery codes and passkeys. Safe to use from any
/// thread.
class LocalSignIn {
 public:
  explicit LocalSignIn(const Services& services) : services_(services), passkeys_(services) {}

  void add_to(Routes& routes);

 private:
  boost::asio::awaitable<http::Response> ask(const RequestContext& context);
  boost::asio::awaitable<http::Response> sign_in(const RequestContext& context);
  boost::asio::awaitable<http::Response> sign_in_by_code(const RequestContext& context, std::string code);

  const Services& services_;
  PasskeySignIn passkeys_;
};

/// The sealed data that the browser keeps while its person is at the provider.
struct PendingSignIn {
  auth::tokens::SignIn secrets;
  std::string to;
};

/// Signing in at an OpenID provider. Safe to use from any thread.
class OidcSignIn {
 public:
  OidcSignIn(const Services& services, OidcProvider& provider) : services_(services), provider_(provider) {}

  void add_to(Routes& routes);

  /// The address that also signs the browser out at the provider; "/" if that is not possible.
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

  /// Makes the browser delete the load balancer's session.
  void sign_out(const http::Request& request, http::Response& response) const;
  /// The address that also signs the browser out at Cognito; "/" if it is unknown.
  [[nodiscard]] std::string sign_out_location() const;

 private:
  boost::asio::awaitable<http::Response> arrive(const RequestContext& context);

  const Services& services_;
};

/// The configured way to sign in and out: one of the three.
class SignInProviders {
 public:
  /// The services must outlive it.
  explicit SignInProviders(const Services& services);

  void add_to(Routes& routes);

  /// Ends everything that the browser holds besides our session: adds fields to `response`, and returns the
  /// next address.
  boost::asio::awaitable<std::string> sign_out(const http::Request& request, http::Response& response);

  /// The load balancer's identity provider; null if people sign in another way.
  [[nodiscard]] AlbProvider* alb() const { return alb_provider_.get(); }

 private:
  std::unique_ptr<OidcProvider> oidc_provider_;
  std::unique_ptr<AlbProvider> alb_provider_;
  std::unique_ptr<LocalSignIn> local_;
  std::unique_ptr<OidcSignIn> oidc_;
  std::unique_ptr<AlbSignIn> alb_;
};

/// Starts a session for an authenticated person, logs it, and returns the answer that redirects the browser
/// to `to` with its cookie. Creates the person's record, or updates it with `update`.
boost::asio::awaitable<http::Response> begin_session(const http::Request& request, const Services& services,
                                                     Session session, std::function<void(Person&)> update,
                                                     std::string to);

/// `to` if it is a path of this site; else the Studio, so that nobody is redirected to another site.
std::string own_path(std::string_view to);

}  // namespace vitrine::site
