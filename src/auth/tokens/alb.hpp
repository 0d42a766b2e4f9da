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

/// Settings of one load balancer. Pass them through checked() first.
struct AlbSettings {
  std::string arn;  ///< of the load balancer: arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/…
  std::string region;        ///< "eu-central-1"; if empty, taken from the ARN
  std::string issuer;        ///< of the provider; for Cognito https://cognito-idp.REGION.amazonaws.com/POOL
  std::string client_id;     ///< of this application at the provider
  std::string key_base_url;  ///< address of the keys; empty: the region's public address
  std::string groups_claim =
      "cognito:groups";  ///< Amazon's load balancers do not send this claim: see verify_access_token()
};

/// The allowed difference between the clocks of this machine and of the load balancer. Amazon's service
/// synchronises both; a token lives for about two minutes, so this adds little.
inline constexpr std::chrono::seconds kAlbSkew{30};

/// Returns the settings with `region` and `key_base_url` filled in. Returns `invalid` with a hint if the ARN
/// is not of an application load balancer, the region differs from the ARN's, the client ID is empty, the
/// issuer is no https address (or http on this machine), or the key address has a user, query, fragment or
/// final slash or is no address.
///
/// The address of the keys follows from the region as in the Elastic Load Balancing guide, "Verify the
/// signature"; the two GovCloud regions store theirs in S3.
Result<AlbSettings> checked(AlbSettings settings);

/// Verifies the value of the header field `x-amzn-oidc-data`. A request must have exactly one; the caller
/// refuses more. `settings` came from checked(), `keys` fetches from its `key_base_url`.
///
/// These rules hold for the JOSE header: padded segments; `alg` exactly ES256; a `kid` that is a UUID;
/// `signer` equal to our load balancer's ARN (the region's keys sign for the load balancers of all of
/// Amazon's customers); `client` and `iss` equal to ours; an `exp` that is at most kAlbSkew past. Then the
/// key is looked up, by `kid` alone, and verifies the raw R and S over the received bytes, including padding.
/// Last, the payload must be valid claims.
///
/// Returns `invalid` if a rule fails, with a message for the log that quotes nothing of the token;
/// `unavailable` if the key cannot be fetched now. May block as long as PemKeyCache::find(), at most 2 s by
/// default, and only for a token that passes all checks but the signature.
Result<Claims> verify_alb(std::string_view value, const AlbSettings& settings, PemKeyCache& keys,
                          base::TimePoint now);

}  // namespace vitrine::auth::tokens
