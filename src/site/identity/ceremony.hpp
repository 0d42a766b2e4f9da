#pragma once
// The state of a passkey's question while the browser asks the authenticator: a challenge that works once,
// for five minutes, in the browser that got it.

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "auth/passkeys/passkey.hpp"
#include "site/context/request_context.hpp"

namespace vitrine::site {

constexpr std::chrono::minutes kCeremonyAge{5};

/// The purpose of a question: an answer to one is no answer to another.
struct CeremonyFor {
  std::string_view what;   ///< "register" or "sign-in"
  std::string_view email;  ///< the person who was signed in; "" when signing in
};

struct BegunCeremony {
  std::string challenge;  ///< bytes
  std::string cookie;     ///< value of Set-Cookie
};
boost::asio::awaitable<Result<BegunCeremony>> begin_ceremony(const Services& services, CeremonyFor purpose);

/// Uses up the question that the request's cookie names. Nothing if there is none for that purpose, or it is
/// too old, or was answered.
boost::asio::awaitable<Result<std::optional<auth::passkeys::Ceremony>>> end_ceremony(
    const Services& services, const http::Request& request, CeremonyFor purpose);

/// Value of Set-Cookie that removes the question's cookie.
std::string forget_ceremony(const Services& services);

}  // namespace vitrine::site
