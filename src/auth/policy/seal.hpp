#pragma once
// Encrypts and authenticates the content of cookies. A browser can neither read nor change it.

#include <optional>
#include <string>
#include <string_view>

namespace vitrine::auth {

/// A key with its id. `secret` comes from random_secret().
struct SealingKey {
  std::string id;  ///< A-Z, a-z, 0-9, '_' and '-'
  std::string secret;
};

/// Seals `text` with AES-256-GCM (NIST SP 800-38D) under a random nonce, and puts the key's id before it:
/// `ID.base64url`. Text sealed for one `purpose` cannot be opened for another.
std::string seal(const SealingKey& key, std::string_view purpose, std::string_view text);

/// The id of the key that `sealed` needs; "" if seal() did not make it.
std::string_view sealing_key_id(std::string_view sealed);

/// The sealed text; nothing if key or purpose differ, or a bit has changed.
std::optional<std::string> unseal(const SealingKey& key, std::string_view purpose, std::string_view sealed);

}  // namespace vitrine::auth
