#pragma once
// Random tokens, and the passwords of share links. Only their hashes are stored.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::auth {

/// 256 random bits of the system's generator, as 43 characters of base64url.
std::string random_secret();

/// What a secret is stored and looked up by: its SHA-256 as base64url, 43 characters. A secret of 256 random
/// bits needs no salt.
std::string fingerprint(std::string_view secret);

/// Compares in a time that depends on the lengths alone.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// The stored form of a password: scrypt (RFC 7914; N 2^15, r 8, p 1; 32 MiB, some 60 ms) with a salt of its
/// own, with all parameters.
std::string hash_password(std::string_view password);

/// Whether the password is the one that `stored` was made from. False for what hash_password() did not make.
bool is_password(std::string_view password, std::string_view stored);

}  // namespace vitrine::auth
