#pragma once
// Verifies the tokens of OpenID providers: ID tokens of any provider, access tokens of Cognito.

#include <string_view>

#include "auth/tokens/claims.hpp"
#include "auth/tokens/key_cache.hpp"
#include "auth/tokens/oidc.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace vitrine::auth::tokens {

/// How far the clocks of this machine and of the provider may be apart.
inline constexpr std::chrono::seconds kOidcSkew{60};

/// Verifies an ID token by OpenID Connect Core section 3.1.3.7 and says whose it is. `keys` fetches from the
/// provider's `jwks_uri`; `nonce` is that of the sign-in.
///
/// The token must be signed with RS256 or ES256 by a key of the set (an algorithm is good for one type of
/// key, so that none can be taken for another); `typ` absent or "JWT"; `iss` exactly the configured issuer;
/// `aud` our client ID, or a list with it; `azp`, which a list of several must have, our client ID; `exp` at
/// most kOidcSkew past; `iat` there, and at most kOidcSkew ahead, as is `nbf` where it is there; `nonce` the
/// one given, in constant time; `token_use`, which Cognito sets, "id".
///
/// `invalid` where one of these does not hold, with a message that quotes nothing of the token; `unavailable`
/// where the key cannot be fetched now. May block for KeySetCache::find()'s time.
Result<Claims> verify_id_token(std::string_view token, const OidcSettings& settings, KeySetCache& keys,
                               std::string_view nonce, base::TimePoint now);

/// Who an access token must be for and from.
struct AccessTokenRules {
  std::string issuer;
  std::string client_id;
  std::string subject;  ///< whom the request's other token names; never empty
  std::string groups_claim = "cognito:groups";
};

/// Verifies an access token of Cognito, as a load balancer hands it over in `x-amzn-oidc-accesstoken`
/// ("Understanding the access token" and "Verifying JSON web tokens" of its developer guide): the only place
/// where a load balancer's request names the groups. Other providers' access tokens are theirs alone to read.
///
/// The token must be signed with RS256 by a key of `keys`, with `iss` the issuer, `client_id` ours,
/// `token_use` "access", `exp` at most kOidcSkew past, `iat` there and at most kOidcSkew ahead, and `sub` the
/// one in `rules`, so that nobody's groups count for somebody else. Errors as of verify_id_token().
Result<Claims> verify_access_token(std::string_view token, const AccessTokenRules& rules, KeySetCache& keys,
                                   base::TimePoint now);

}  // namespace vitrine::auth::tokens
