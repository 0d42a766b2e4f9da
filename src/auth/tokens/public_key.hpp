#pragma once
// Public keys for verifying signatures, over OpenSSL.

#include <memory>
#include <string_view>

#include "auth/tokens/jose.hpp"
#include "base/result.hpp"

struct evp_pkey_st;

namespace vitrine::auth::tokens {

/// One public key for exactly one algorithm. Cheap to copy: copies share the key. Immutable and thread-safe.
class PublicKey {
 public:
  /// From SubjectPublicKeyInfo in PEM (RFC 7468 section 13). Returns `invalid` unless it is a key on the
  /// curve P-256, in at most 4 KiB.
  static Result<PublicKey> from_pem(std::string_view pem);

  /// From a JSON Web Key (RFC 7517, RFC 7518 section 6): kty "RSA" with a modulus of 2048 to 8192 bits and an
  /// odd exponent from 3 to below 2^32, or kty "EC" on "P-256" with coordinates of 32 bytes, on the curve. If
  /// present, `use` must be "sig", `key_ops` must contain "verify", and `alg` must be the one algorithm of
  /// the type. Returns `invalid` for anything else, and for a private key (`d`).
  static Result<PublicKey> from_jwk(const Json& jwk);

  /// ES256 for P-256, RS256 for RSA.
  [[nodiscard]] Algorithm algorithm() const { return algorithm_; }

  /// Whether `signature` is this key's signature of `signed_part` with algorithm(). For ES256 it is R and S,
  /// of 32 bytes each, big-endian (RFC 7518 section 3.4); the ASN.1 form of other protocols is refused.
  [[nodiscard]] bool verify(std::string_view signed_part, std::string_view signature) const;

 private:
  PublicKey(std::shared_ptr<evp_pkey_st> key, Algorithm algorithm);

  std::shared_ptr<evp_pkey_st> key_;
  Algorithm algorithm_;
};

}  // namespace vitrine::auth::tokens
