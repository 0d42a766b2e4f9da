#pragma once
// Reads a person from the claims of a verified token.

#include <string>
#include <string_view>
#include <vector>

#include "auth/tokens/jose.hpp"
#include "base/result.hpp"

namespace vitrine::auth::tokens {

/// What a provider says of a person. All of it is UTF-8 without control characters, unless empty.
struct Claims {
  std::string subject;  ///< `sub`: 1 to 255 printable ASCII characters; who it is, together with the issuer
  std::string email;    ///< as written there, at most 320 bytes; empty where there is none
  bool email_verified = false;      ///< only then may `email` decide anything
  std::string name;                 ///< for greeting only: at most 256 code points; perhaps empty
  std::vector<std::string> groups;  ///< in the order of the token, at most 256 of at most 256 bytes each
};

/// Reads the claims of OpenID Connect Core section 5.1 and the groups in the claim named `groups_claim` (an
/// array of strings, or one string; Cognito's is "cognito:groups"). `invalid` where `sub` is missing or not
/// as above. Any other claim that is not as above counts as missing: it can only take rights away.
/// `email_verified` is true for true and "true" (which Amazon's load balancers and Cognito's user info
/// write), and for nothing else.
Result<Claims> read_claims(const Json& payload, std::string_view groups_claim);

}  // namespace vitrine::auth::tokens
