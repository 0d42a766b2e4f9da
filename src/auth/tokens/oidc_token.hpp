#pragma once
// Verifies the tokens of OpenID providers: ID tokens of any provider, access tokens of Cognito.

#include <string_view>

#include "auth/tokens/claims.hpp"
#include "auth/tokens/key_cache.hpp"
#include "auth/tokens/oidc.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace vitrine::auth::tokens {

/// The allowed difference between the clocks of this machine and of the provider.
inline constexpr std::chrono::seconds kOidcSkew{60};

/// Verifies an ID token by OpenID Connect Core section 3.1.3.7 and returns its person. `keys` fetches from
/// the provider's `jwks_uri`; `nonce` is that of the sign-in.
///
/// These rules hold. A key of the set has signed it with RS256 or ES256 (each algorithm has its own type of
/// key, so that no key works for the other). `typ` is absent or "JWT". `iss` is exactly the configured
/// issuer. `aud` is our client ID, or a list with it. `azp`, required for a list of several, is our client
/// ID. `exp` is at most kOidcSkew past. `iat` is present and at most kOidcSkew ahead; so is `nbf`, if
/// present. `nonce` is the given one (constant-time comparison). `token_use`, which Cognito sets, is "id".
///
/// Returns `invalid` if a rule fails, with a message that quotes nothing of the token; `unavailable` if the
/// key cannot be fetched now. May block as long as KeySetCache::find().
Result<Claims> verify_id_token(std::string_view token, const OidcSettings& settings, KeySetCache& keys,
                               std::string_view nonce, base::TimePoint now);

/// The expected issuer, client and subject of an access token.
struct AccessTokenRules {
  std::string issuer;
  std::string client_id;
  std::string subject;  ///< the subject of the request's other token; never empty
  std::string groups_claim = "cognito:groups";
};

/// Verifies an access token of Cognito, as a load balancer forwards it in `x-amzn-oidc-accesstoken`
/// ("Understanding the access token" and "Verifying JSON web tokens" of its developer guide). Only this field
/// of a load balancer's request contains the groups. Access tokens of other providers are opaque to clients.
///
/// These rules hold. A key of `keys` has signed it with RS256, `iss` is the issuer, `client_id` ours,
/// `token_use` "access", `exp` at most kOidcSkew past, `iat` present and at most kOidcSkew ahead. `sub` is
/// the one in `rules`, so that nobody gets the groups of somebody else. Errors as in verify_id_token().
Result<Claims> verify_access_token(std::string_view token, const AccessTokenRules& rules, KeySetCache& keys,
                                   base::TimePoint now);

}  // namespace vitrine::auth::tokens
