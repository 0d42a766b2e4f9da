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

  /// Lets a request through, or returns the refusal. The CV is that of the parameter "slug"; without it, the
  /// one at "/" for reading, and none for all other demands.
  boost::asio::awaitable<std::variant<RequestContext, http::Response>> admit(
      const http::Request& request, const http::Parameters& parameters, auth::Demand demand);

  /// Adds to `key` everything by which admit() identifies the sender. False for programs: their answers are
  /// never cached.
  [[nodiscard]] bool add_to_key(const http::Request& request, std::string& key) const;

  /// The current site access: who may open CVs at their own addresses.
  boost::asio::awaitable<Result<auth::Access>> access();

  /// Renews the session cookie once kSessionRenewal of its idle time has passed. The cookie ends with the
  /// session at the latest. Do not use for responses that shared caches may keep.
  boost::asio::awaitable<void> renew(const RequestContext& context, http::Response& response);

 private:
  /// The part of a request that identifies its sender; "" if there is none. A view into the request.
  [[nodiscard]] std::string_view credential(const http::Request& request) const;
  /// The ticket in a session cookie; nothing if it is not ours or has expired.
  boost::asio::awaitable<Result<std::optional<Ticket>>> ticket(std::string_view cookie);
  using Known = Result<auth::Visitor>;  ///< an anonymous visitor is valid too; `invalid` for a bad token
  boost::asio::awaitable<Known> identify(const http::Request& request);
  boost::asio::awaitable<Known> by_token(std::string_view secret);
  boost::asio::awaitable<Known> by_cookie(std::string_view cookie);
  boost::asio::awaitable<Known> by_load_balancer(const http::Request& request);
  /// The person's current record: permissions are never kept from an earlier request.
  boost::asio::awaitable<Result<std::optional<Person>>> person_of(std::string_view email);
  [[nodiscard]] auth::Visitor with_owners(auth::Visitor visitor) const;
  boost::asio::awaitable<Result<auth::Grant>> grant(const auth::Visitor& visitor, std::string slug);
  [[nodiscard]] http::Response refusal(const http::Request& request, auth::Verdict verdict) const;
  boost::asio::awaitable<void> note_denial(const RequestContext& context, std::string slug);

  const Services& services_;
  const SignInProviders& providers_;
  const std::string session_cookie_;   ///< name of the session cookie
  http::RateLimit denials_{0.05, 10};  ///< limits the denials of one person in the audit log
};

}  // namespace vitrine::site
