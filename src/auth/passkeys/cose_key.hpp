#pragma once
// Public keys of passkeys, as authenticators write them: COSE_Key (RFC 9053 section 7).

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "auth/tokens/public_key.hpp"

namespace vitrine::auth::passkeys {

/// The algorithms that we ask for, by their COSE numbers (RFC 9053 section 2, RFC 8812 section 2).
enum class CoseAlgorithm {
  es256 = -7,    ///< ECDSA on P-256 with SHA-256
  eddsa = -8,    ///< on Ed25519
  rs256 = -257,  ///< RSASSA-PKCS1-v1_5 with SHA-256
};

/// One public key. Immutable and thread-safe.
class CoseKey {
 public:
  /// Parses a COSE_Key. It must have exactly the members that its type needs, each once (WebAuthn section
  /// 6.5.1.1 allows no optional ones): kty and alg, and crv, x, y or n, e. Points must be on P-256, and a
  /// modulus has 2048 to 8192 bits. Returns nothing for anything else.
  static std::optional<CoseKey> parse(std::string_view bytes);

  [[nodiscard]] CoseAlgorithm algorithm() const;

  /// Whether `signature` is this key's signature of `signed_part`, in the form of WebAuthn section 6.5.6:
  /// ASN.1 for ES256.
  [[nodiscard]] bool verify(std::string_view signed_part, std::string_view signature) const;

 private:
  using Ed25519 = std::string;  ///< the 32 bytes
  explicit CoseKey(std::variant<tokens::PublicKey, Ed25519> key) : key_(std::move(key)) {}

  std::variant<tokens::PublicKey, Ed25519> key_;
};

}  // namespace vitrine::auth::passkeys
