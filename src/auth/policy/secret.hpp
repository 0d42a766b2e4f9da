#pragma once
// Random tokens, and the passwords of share links. Only their hashes are stored.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::auth {

/// 256 random bits of the system's generator, as 43 characters of base64url.
std::string random_secret();

/// The form in which a secret is stored and looked up: its SHA-256 as base64url, 43 characters. A secret of
/// 256 random bits needs no salt.
std::string fingerprint(std::string_view secret);

/// Compares in a time that depends only on the lengths.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// The stored form of a password: scrypt (RFC 7914; N 2^15, r 8, p 1; 32 MiB, some 60 ms) with a new salt,
/// including all parameters.
std::string hash_password(std::string_view password);

/// Whether `stored` was made from this password. False if hash_password() did not make it.
bool is_password(std::string_view password, std::string_view stored);

}  // namespace vitrine::auth
