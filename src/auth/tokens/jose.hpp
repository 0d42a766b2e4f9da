#pragma once
// Parses signed tokens in compact form (RFC 7515), with limits. Nothing here trusts a token: its claims count
// only after the signature was verified with a key that the caller chose.

#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace vitrine::auth::tokens {

using Json = nlohmann::json;

/// The most that a token may have. Cognito's largest are 4 KiB, and a request's whole head is bounded anyhow.
inline constexpr std::size_t kMaxTokenBytes = std::size_t{16} << 10U;

/// The most levels that objects and arrays may be nested in a token or a key set.
inline constexpr int kMaxJsonDepth = 16;

/// The signature algorithms that are known at all (RFC 7518 section 3.1). Neither "none" nor any shared-key
/// algorithm has a name here, so that no caller can allow them.
enum class Algorithm {
  es256,  ///< ECDSA on P-256 with SHA-256
  rs256,  ///< RSASSA-PKCS1-v1_5 with SHA-256
};

/// "ES256" or "RS256".
std::string_view name_of(Algorithm algorithm);

/// How the segments of a token are written.
enum class Padding {
  none,   ///< as RFC 7515 section 2 says; '=' is refused
  exact,  ///< as Amazon's load balancers write them: with '=' to a multiple of four, which must be there
};

/// A token, taken apart; not verified. Owns what it decoded, borrows `signed_part` from the token's text.
struct Jws {
  Json header;                   ///< an object
  Algorithm algorithm;           ///< what the header's `alg` names; one of those that the caller allows
  std::string kid;               ///< the header's `kid`; empty where it has none
  std::string_view signed_part;  ///< what the signature covers: the received bytes before the second dot
  std::string payload;           ///< decoded; any bytes
  std::string signature;         ///< decoded; any bytes
};

/// Takes the token `text` apart. `invalid` where it is over kMaxTokenBytes, has not exactly three segments, a
/// segment is not in the one form that its bytes have in base64url, the header is no JSON object (see
/// parse_object()), `alg` is none of `allowed` (written exactly so), `kid` is no string of 1 to 256 bytes, or
/// there is `crit`: no extension is known here, and one that must be understood makes the token invalid (RFC
/// 7515 section 4.1.11). Members that would bring a key along (`jwk`, `jku`, `x5c`, `x5u`) mean nothing here.
/// No message quotes the token.
Result<Jws> parse_jws(std::string_view text, Padding padding, std::initializer_list<Algorithm> allowed);

/// Reads a JSON object (RFC 8259). `invalid` for anything else, for a member that occurs twice in an object
/// (of which readers may disagree; RFC 7515 section 4), for what is nested deeper than kMaxJsonDepth, and for
/// invalid UTF-8. The caller bounds the size of `text`.
Result<Json> parse_object(std::string_view text);

/// The member `name` of `object` where it is a string; else nothing.
std::optional<std::string> string_member(const Json& object, std::string_view name);

/// The member `name` of `object` where it is a NumericDate (RFC 7519 section 2: seconds since 1970, perhaps
/// with a fraction) between 1970 and 9999; else nothing.
std::optional<base::TimePoint> date_member(const Json& object, std::string_view name);

}  // namespace vitrine::auth::tokens
