#pragma once
// Verifies the token that an AWS Application Load Balancer sends in `x-amzn-oidc-data` after it has signed a
// person in.

#include <string>
#include <string_view>

#include "auth/tokens/claims.hpp"
#include "auth/tokens/key_cache.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace vitrine::auth::tokens {

/// What belongs to one load balancer. Make it good with checked() first.
struct AlbSettings {
  std::string arn;  ///< the load balancer's: arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/…
  std::string region;        ///< "eu-central-1"; may be empty: the ARN says it
  std::string issuer;        ///< the provider's; of Cognito https://cognito-idp.REGION.amazonaws.com/POOL
  std::string client_id;     ///< this application's at the provider
  std::string key_base_url;  ///< where the keys are; empty: the region's public address
  std::string groups_claim =
      "cognito:groups";  ///< Amazon's load balancers do not send it: see verify_access_token()
};

/// How far the clocks of this machine and of the load balancer may be apart. Both are kept in time by
/// Amazon's service, and a token lives for about two minutes, of which this adds little.
inline constexpr std::chrono::seconds kAlbSkew{30};

/// The settings with `region` and `key_base_url` filled in. `invalid`, with what to do, where the ARN is no
/// application load balancer's, the region is not the ARN's, the client ID is empty, the issuer is no https
/// address (or http at this machine), or the key address is none without user, query, fragment or final
/// slash.
///
/// The address of the keys follows from the region as in the Elastic Load Balancing guide, "Verify the
/// signature"; the two GovCloud regions keep theirs in S3.
Result<AlbSettings> checked(AlbSettings settings);

/// Verifies the value of the header field `x-amzn-oidc-data`, of which a request must have exactly one: the
/// caller refuses more. `settings` came from checked(), `keys` fetches from its `key_base_url`.
///
/// The token must have padded segments; `alg` exactly ES256; a `kid` that is a UUID; `signer` equal to our
/// load balancer's ARN (the region's keys sign for the load balancers of all of Amazon's customers), `client`
/// and `iss` equal to ours; an `exp` that is at most kAlbSkew past: all of these stand in the JOSE header.
/// Then the key, which only `kid` chooses; the raw R and S over the bytes as received, padding and all; and a
/// payload of claims.
///
/// `invalid` where one of these does not hold, with a message for the log that quotes nothing of the token;
/// `unavailable` where the key cannot be fetched now. May block for PemKeyCache::find()'s time, at most 2 s
/// by default, and only for a token that fits in all but its signature.
Result<Claims> verify_alb(std::string_view value, const AlbSettings& settings, PemKeyCache& keys,
                          base::TimePoint now);

}  // namespace vitrine::auth::tokens
