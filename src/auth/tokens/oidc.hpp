#pragma once
// The OpenID Connect authorization code flow with PKCE: builds the requests and checks the answers. Pure
// functions: the caller sends the requests and keeps the state between them. oidc_token.hpp verifies the
// tokens.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http_call.hpp"

namespace vitrine::auth::tokens {

/// Settings of this application at its provider. Pass them through checked() first.
struct OidcSettings {
  std::string issuer;         ///< exactly as the provider writes it, with or without a final slash
  std::string client_id;      ///< as registered at the provider
  std::string client_secret;  ///< empty for a public client. Never log it
  std::string redirect_uri;   ///< the address to which the browser returns; as registered at the provider
  std::string scope = "openid email profile";
  std::string groups_claim = "cognito:groups";
  std::string cognito_domain;  ///< https://NAME.auth.REGION.amazoncognito.com, for Cognito's own sign-out;
                               ///< else empty
};

/// Returns the settings unchanged. Returns `invalid` with a hint if an address is neither https nor http on
/// this machine, the client ID is empty, or the scope lacks "openid" (OpenID Connect Core section 3.1.2.1).
Result<OidcSettings> checked(OidcSettings settings);

/// The used part of a provider's metadata (OpenID Connect Discovery section 3).
struct Provider {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string end_session_endpoint;  ///< empty if there is none (Cognito)
  bool takes_basic = true;           ///< send the secret in the Authorization field, not in the body
  bool names_itself = false;         ///< its answers contain `iss` (RFC 9207)
};

/// The request for the provider's metadata (OpenID Connect Discovery section 4).
net::HttpCall discovery_request(const OidcSettings& settings);

/// Reads the answer to discovery_request(). Returns `unavailable` if there was no answer or its status was
/// not 200. Returns `invalid` in these cases: it is no JSON object without repeated members; its issuer
/// differs from the configured one (section 4.3); an endpoint is missing or no web address; or the provider
/// states that it supports neither RS256 nor ES256, not the code flow, or not PKCE with S256 (RFC 8414
/// section 2). A missing statement counts as supported.
Result<Provider> read_discovery(const net::HttpAnswer& answer, const OidcSettings& settings);

/// The secrets of one attempt to sign in. Keep them with the browser that began it (in an encrypted cookie,
/// or in memory) for some minutes, and use them once. Each has 256 random bits, in base64url.
struct SignIn {
  std::string state;     ///< binds the answer to the browser (RFC 6749 section 10.12)
  std::string nonce;     ///< binds the ID token to this attempt
  std::string verifier;  ///< binds the code to this attempt (RFC 7636 section 4.1)
};

/// Makes new secrets. Throws std::runtime_error if the system has no random numbers.
SignIn begin_sign_in();

/// The S256 challenge for a verifier (RFC 7636 section 4.2).
std::string pkce_challenge(std::string_view verifier);

/// The address to which the browser is redirected (OpenID Connect Core section 3.1.2.1).
std::string authorization_url(const Provider& provider, const OidcSettings& settings, const SignIn& sign_in);

/// The decoded parameters with which the browser came back. Each must have occurred at most once (RFC 6749
/// section 3.1); the caller checks that.
using Parameters = std::map<std::string, std::string, std::less<>>;

/// Returns the code in the parameters. Returns `invalid` in these cases: `state` differs from that of
/// `sign_in` (compared in constant time); `iss` is not the provider's, or is missing although the provider
/// sends it (RFC 9207 section 2.4); the provider returned `error` (the message contains registered error
/// codes only); or there is no code of 1 to 2048 printable bytes.
Result<std::string> authorization_code(const Parameters& parameters, const Provider& provider,
                                       const SignIn& sign_in);

/// The request that exchanges the code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5). If the
/// client has a secret, it authenticates by RFC 6749 section 2.3.1 in the Authorization field, or in the body
/// if the provider accepts only that. Contains secrets; never log it.
net::HttpCall token_request(const Provider& provider, const OidcSettings& settings, std::string_view code,
                            const SignIn& sign_in);

/// The provider's tokens for a code, not verified. Never log them.
struct Tokens {
  std::string id_token;
  std::string access_token;
};

/// Reads the answer to token_request(). Returns `unavailable` if there was no answer, or its status was 429
/// or at least 500. Returns `invalid` if the code was refused, or the answer is no JSON object with a
/// `token_type` "Bearer" (in any case) and both tokens, each within kMaxTokenBytes.
Result<Tokens> read_tokens(const net::HttpAnswer& answer);

/// The address that signs the browser out at the provider and then redirects it to `return_to`, which is
/// registered there. Uses RP-Initiated Logout 1.0 section 2 if the provider offers it, with `state` (may be
/// empty). If `cognito_domain` is set, uses Cognito's own `/logout` ("Logout endpoint" of its developer
/// guide), which has no state. Returns nothing if the provider offers neither.
std::optional<std::string> sign_out_url(const Provider& provider, const OidcSettings& settings,
                                        std::string_view return_to, std::string_view state = {});

/// Cognito's `/logout` at `domain` (https://NAME.auth.REGION.amazoncognito.com), also for use behind a load
/// balancer.
std::string cognito_sign_out_url(std::string_view domain, std::string_view client_id,
                                 std::string_view return_to);

}  // namespace vitrine::auth::tokens
