#pragma once
// The gate that every request passes: authentication, authorization, refusal.

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <variant>

#include "auth/policy/policy.hpp"
#include "http/message/message.hpp"
#include "site/context/request_context.hpp"
#include "site/identity/sign_in.hpp"
#include "site/records/people.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::site {

/// Safe to use from any thread.
class Gate {
 public:
  /// `providers` must outlive it.
  Gate(const Services& services, const SignInProviders& providers);

  /// Lets a request through, or gives the refusal. The CV is the one of the parameter "slug"; without it, the
  /// one at "/" for what demands to read, and none for all else.
  boost::asio::awaitable<std::variant<RequestContext, http::Response>> admit(
      const http::Request& request, const http::Parameters& parameters, auth::Demand demand);

  /// Adds to `key` all by which admit() knows who asks. False for programs: what they send is for nobody's
  /// memory.
  [[nodiscard]] bool add_to_key(const http::Request& request, std::string& key) const;

  /// Who may open CVs at their own addresses, now.
  boost::asio::awaitable<Result<auth::Access>> access();

  /// Renews the session cookie once kSessionRenewal of its idle time has passed. The cookie ends with the
  /// session at the latest. Not for responses that shared caches may keep.
  boost::asio::awaitable<void> renew(const RequestContext& context, http::Response& response);

 private:
  /// The part of a request that identifies its sender; "" where there is none. A view into the request.
  [[nodiscard]] std::string_view credential(const http::Request& request) const;
  /// The ticket that a session's cookie holds; nothing where it is none of ours, or its time is over.
  boost::asio::awaitable<Result<std::optional<Ticket>>> ticket(std::string_view cookie);
  using Known = Result<auth::Visitor>;  ///< nobody known is a visitor, too; `invalid` for a bad token
  boost::asio::awaitable<Known> identify(const http::Request& request);
  boost::asio::awaitable<Known> by_token(std::string_view secret);
  boost::asio::awaitable<Known> by_cookie(std::string_view cookie);
  boost::asio::awaitable<Known> by_load_balancer(const http::Request& request);
  /// The person's record as it is now: what they may do is never remembered from an earlier request.
  boost::asio::awaitable<Result<std::optional<Person>>> person_of(std::string_view email);
  [[nodiscard]] auth::Visitor with_owners(auth::Visitor visitor) const;
  boost::asio::awaitable<Result<auth::Grant>> grant(const auth::Visitor& visitor, std::string slug);
  [[nodiscard]] http::Response refusal(const http::Request& request, auth::Verdict verdict) const;
  boost::asio::awaitable<void> note_denial(const RequestContext& context, std::string slug);

  const Services& services_;
  const SignInProviders& providers_;
  const std::string session_cookie_;   ///< its name
  http::RateLimit denials_{0.05, 10};  ///< of one person that the audit log takes
};

}  // namespace vitrine::site
