#include "auth/policy/secret.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

#include "base/digest.hpp"
#include "base/encoding.hpp"

namespace vitrine::auth {

namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSaltBytes = 16;
constexpr std::uint64_t kCost = std::uint64_t{1} << 15U;
constexpr std::uint64_t kBlockSize = 8;
constexpr std::uint64_t kMaxMemory = std::uint64_t{64} * 1024 * 1024;
constexpr std::string_view kScheme = "scrypt-15-8-1.";

template <std::size_t N>
std::string random_bytes() {
  std::array<unsigned char, N> bytes{};
  if (RAND_bytes(bytes.data(), N) != 1)
    throw std::runtime_error("the system's random generator does not answer");
  return {bytes.begin(), bytes.end()};
}

std::string scrypt(std::string_view password, std::string_view salt) {
  std::array<unsigned char, kSecretBytes> out{};
  if (EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                     salt.size(), kCost, kBlockSize, 1, kMaxMemory, out.data(), out.size()) != 1) {
    throw std::runtime_error("scrypt has no memory");
  }
  return {out.begin(), out.end()};
}

}  // namespace

std::string random_secret() {
  return base::base64url(random_bytes<kSecretBytes>());
}

std::string fingerprint(std::string_view secret) {
  const auto digest = base::sha256(secret);
  return base::base64url(base::as_bytes(digest));
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hash_password(std::string_view password) {
  const auto salt = random_bytes<kSaltBytes>();
  return std::string(kScheme) + base::base64url(salt) + '.' + base::base64url(scrypt(password, salt));
}

bool is_password(std::string_view password, std::string_view stored) {
  if (!stored.starts_with(kScheme)) return false;
  stored.remove_prefix(kScheme.size());
  const auto dot = stored.find('.');
  if (dot == std::string_view::npos) return false;
  const auto salt = base::base64url_decode(stored.substr(0, dot));
  const auto hash = base::base64url_decode(stored.substr(dot + 1));
  return salt && hash && equal_in_constant_time(scrypt(password, *salt), *hash);
}

}  // namespace vitrine::auth
