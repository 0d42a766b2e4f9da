#pragma once
// The OpenID Connect authorization code flow with PKCE: builds the requests and checks the answers. Pure
// functions: the caller sends the requests and keeps the state between them. Tokens: oidc_token.hpp.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http_call.hpp"

namespace vitrine::auth::tokens {

/// What belongs to this application at its provider. Make it good with checked() first.
struct OidcSettings {
  std::string issuer;         ///< exactly as the provider writes it, with or without a slash at its end
  std::string client_id;      ///< as registered there
  std::string client_secret;  ///< empty for a public client. Never to be logged
  std::string redirect_uri;   ///< where the browser comes back to; as registered there
  std::string scope = "openid email profile";
  std::string groups_claim = "cognito:groups";
  std::string cognito_domain;  ///< https://NAME.auth.REGION.amazoncognito.com, for its own way to sign out;
                               ///< else empty
};

/// The settings, unchanged. `invalid`, with what to do, where an address is neither https nor http at this
/// machine, the client ID is empty, or the scope lacks "openid" (OpenID Connect Core section 3.1.2.1).
Result<OidcSettings> checked(OidcSettings settings);

/// What is used of a provider's metadata (OpenID Connect Discovery section 3).
struct Provider {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string end_session_endpoint;  ///< empty where it has none (Cognito)
  bool takes_basic = true;           ///< the secret in the Authorization field, not in the body
  bool names_itself = false;         ///< its answers carry `iss` (RFC 9207)
};

/// The request for the provider's metadata (OpenID Connect Discovery section 4).
net::HttpCall discovery_request(const OidcSettings& settings);

/// Reads the answer to it. `unavailable` where none came, or not with status 200; `invalid` where it is no
/// JSON object without duplicated members, its issuer is not exactly the configured one (section 4.3), an
/// endpoint is missing or no web address, or where the provider says that it supports neither RS256 nor
/// ES256, not the code flow, or not PKCE by S256 (RFC 8414 section 2). A provider that does not say so is
/// taken to support it.
Result<Provider> read_discovery(const net::HttpAnswer& answer, const OidcSettings& settings);

/// The secrets of one attempt to sign in, to be kept with the browser that began it (in a cookie that is
/// encrypted, or in memory) for some minutes, and used once. Each has 256 random bits, in base64url.
struct SignIn {
  std::string state;     ///< ties the answer to the browser (RFC 6749 section 10.12)
  std::string nonce;     ///< ties the ID token to this attempt
  std::string verifier;  ///< ties the code to this attempt (RFC 7636 section 4.1)
};

/// New secrets. Throws std::runtime_error where the system has no random numbers.
SignIn begin_sign_in();

/// The challenge for a verifier by S256 (RFC 7636 section 4.2).
std::string pkce_challenge(std::string_view verifier);

/// Where to send the browser (OpenID Connect Core section 3.1.2.1).
std::string authorization_url(const Provider& provider, const OidcSettings& settings, const SignIn& sign_in);

/// The parameters with which the browser came back, decoded; each must have occurred at most once, which the
/// caller sees to (RFC 6749 section 3.1).
using Parameters = std::map<std::string, std::string, std::less<>>;

/// The code out of them. `invalid` where `state` is not that of `sign_in` (compared in constant time), `iss`
/// is not the provider's, or is missing although the provider names itself (RFC 9207 section 2.4), the
/// provider says `error` (the message holds it where it is one of those that are registered), or there is no
/// code of 1 to 2048 printable bytes.
Result<std::string> authorization_code(const Parameters& parameters, const Provider& provider,
                                       const SignIn& sign_in);

/// The request that exchanges the code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5). The client
/// authenticates with its secret where it has one: by RFC 6749 section 2.3.1 in the Authorization field, or
/// in the body where the provider takes only that. Holds secrets; never to be logged.
net::HttpCall token_request(const Provider& provider, const OidcSettings& settings, std::string_view code,
                            const SignIn& sign_in);

/// What the provider gives for a code. Never to be logged. Not verified.
struct Tokens {
  std::string id_token;
  std::string access_token;
};

/// Reads the answer to token_request(). `unavailable` where none came, or with status 429 or from 500 on;
/// `invalid` where the code was refused, or the answer is no JSON object with a `token_type` "Bearer" (in any
/// case) and both tokens, each within kMaxTokenBytes.
Result<Tokens> read_tokens(const net::HttpAnswer& answer);

/// Where to send the browser to be signed out at the provider as well, and then back to `return_to`, which is
/// registered there: by RP-Initiated Logout 1.0 section 2 where the provider offers it, with `state` (may be
/// empty); or, where `cognito_domain` is set, by Cognito's own `/logout` ("Logout endpoint" of its developer
/// guide), which knows no state. Nothing where the provider offers neither.
std::optional<std::string> sign_out_url(const Provider& provider, const OidcSettings& settings,
                                        std::string_view return_to, std::string_view state = {});

/// Cognito's `/logout` at `domain` (https://NAME.auth.REGION.amazoncognito.com), also for use behind a load
/// balancer.
std::string cognito_sign_out_url(std::string_view domain, std::string_view client_id,
                                 std::string_view return_to);

}  // namespace vitrine::auth::tokens
