#pragma once
// Encrypts and authenticates the content of cookies. A browser can neither read nor change it.

#include <optional>
#include <string>
#include <string_view>

namespace vitrine::auth {

/// A key of its own name. `secret` is random_secret()'s.
struct SealingKey {
  std::string id;  ///< A-Z, a-z, 0-9, '_' and '-'
  std::string secret;
};

/// `text` sealed with AES-256-GCM (NIST SP 800-38D) under a random nonce, with the key's name before it:
/// `ID.base64url`. What is sealed for one `purpose` cannot be opened for another.
std::string seal(const SealingKey& key, std::string_view purpose, std::string_view text);

/// The name of the key that `sealed` needs; "" where it is nothing that seal() made.
std::string_view sealing_key_id(std::string_view sealed);

/// What was sealed; nothing where key or purpose are others, or a bit has been changed.
std::optional<std::string> unseal(const SealingKey& key, std::string_view purpose, std::string_view sealed);

}  // namespace vitrine::auth
