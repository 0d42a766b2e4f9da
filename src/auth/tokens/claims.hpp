#pragma once
// Reads a person from the claims of a verified token.

#include <string>
#include <string_view>
#include <vector>

#include "auth/tokens/jose.hpp"
#include "base/result.hpp"

namespace vitrine::auth::tokens {

/// A provider's information on a person. UTF-8 without control characters; may be empty where noted.
struct Claims {
  std::string subject;  ///< `sub`: 1 to 255 printable ASCII characters; identifies the person together with
                        ///< the issuer
  std::string email;    ///< as in the token, at most 320 bytes; empty if absent
  bool email_verified = false;      ///< `email` may decide something only if this is set
  std::string name;                 ///< for greeting only: at most 256 code points; perhaps empty
  std::vector<std::string> groups;  ///< in the order of the token, at most 256 of at most 256 bytes each
};

/// Reads the claims of OpenID Connect Core section 5.1 and the groups in the claim named `groups_claim` (an
/// array of strings, or one string; Cognito's is "cognito:groups"). Returns `invalid` if `sub` is missing or
/// malformed. Any other malformed claim counts as missing, which can only take rights away. `email_verified`
/// is true for true and "true" (which Amazon's load balancers and Cognito's user info write), and for nothing
/// else.
Result<Claims> read_claims(const Json& payload, std::string_view groups_claim);

}  // namespace vitrine::auth::tokens
