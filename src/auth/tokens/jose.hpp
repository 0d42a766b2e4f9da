#pragma once
// Parses signed tokens in compact form (RFC 7515), with limits. It trusts no token: claims count only after
// the signature was verified with a key that the caller chose.

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

/// Maximum size of a token. Cognito's largest are 4 KiB, and the whole head of a request is limited anyhow.
inline constexpr std::size_t kMaxTokenBytes = std::size_t{16} << 10U;

/// Maximum nesting of objects and arrays in a token or a key set.
inline constexpr int kMaxJsonDepth = 16;

/// The known signature algorithms (RFC 7518 section 3.1). "none" and all shared-key algorithms are absent, so
/// that no caller can allow them.
enum class Algorithm {
  es256,  ///< ECDSA on P-256 with SHA-256
  rs256,  ///< RSASSA-PKCS1-v1_5 with SHA-256
};

/// "ES256" or "RS256".
std::string_view name_of(Algorithm algorithm);

/// The padding of a token's segments.
enum class Padding {
  none,   ///< none, see RFC 7515 section 2; '=' is refused
  exact,  ///< as Amazon's load balancers write them: '=' up to a multiple of four is required
};

/// A parsed token; not verified. Owns the decoded parts; `signed_part` is a view into the token's text.
struct Jws {
  Json header;                   ///< an object
  Algorithm algorithm;           ///< from the header's `alg`; one that the caller allows
  std::string kid;               ///< the header's `kid`; empty if absent
  std::string_view signed_part;  ///< the signed bytes: the received bytes before the second dot
  std::string payload;           ///< decoded; any bytes
  std::string signature;         ///< decoded; any bytes
};

/// Parses the token `text`. Returns `invalid` in these cases: it is over kMaxTokenBytes; it has not exactly
/// three segments; a segment is not the canonical base64url form of its bytes; the header is no JSON object
/// (see parse_object()); `alg` is none of `allowed` (exact spelling); `kid` is no string of 1 to 256 bytes;
/// or there is `crit`, since no extension is known here, and an unknown critical one makes the token invalid
/// (RFC 7515 section 4.1.11). Members that contain a key (`jwk`, `jku`, `x5c`, `x5u`) are ignored. No message
/// quotes the token.
Result<Jws> parse_jws(std::string_view text, Padding padding, std::initializer_list<Algorithm> allowed);

/// Reads a JSON object (RFC 8259). Returns `invalid` for anything else, for a repeated member in an object
/// (readers may disagree on its value; RFC 7515 section 4), for nesting deeper than kMaxJsonDepth, and for
/// invalid UTF-8. The caller limits the size of `text`.
Result<Json> parse_object(std::string_view text);

/// The member `name` of `object` if it is a string; else nothing.
std::optional<std::string> string_member(const Json& object, std::string_view name);

/// The member `name` of `object` if it is a NumericDate (RFC 7519 section 2: seconds since 1970, perhaps with
/// a fraction) between 1970 and 9999; else nothing.
std::optional<base::TimePoint> date_member(const Json& object, std::string_view name);

}  // namespace vitrine::auth::tokens
