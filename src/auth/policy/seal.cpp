#include "auth/policy/seal.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "base/digest.hpp"
#include "base/encoding.hpp"

namespace vitrine::auth {

namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kMaxSealed = 16 * 1024;

using Bytes = const unsigned char*;
struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

Bytes bytes(std::string_view text) {
  return reinterpret_cast<Bytes>(text.data());
}

int length(std::string_view text) {
  return static_cast<int>(text.size());
}

/// The authenticated but not encrypted data: purpose and key id.
std::string beside(std::string_view purpose, std::string_view id) {
  return std::string(purpose) + '\n' + std::string(id);
}

void must(bool done) {
  if (!done) throw std::runtime_error("AES-256-GCM does not work here");
}

}  // namespace

std::string seal(const SealingKey& key, std::string_view purpose, std::string_view text) {
  const auto secret = base::sha256(key.secret);
  const auto open = beside(purpose, key.id);
  std::string out(kNonceBytes + text.size() + kTagBytes, '\0');
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  must(RAND_bytes(at, kNonceBytes) == 1);
  const Context context(EVP_CIPHER_CTX_new());
  int done = 0;
  must(context && EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), secret.data(), at, nullptr) == 1 &&
       EVP_EncryptUpdate(context.get(), nullptr, &done, bytes(open), length(open)) == 1 &&
       EVP_EncryptUpdate(context.get(), at + kNonceBytes, &done, bytes(text), length(text)) == 1 &&
       EVP_EncryptFinal_ex(context.get(), at + kNonceBytes + done, &done) == 1 &&
       EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, at + kNonceBytes + text.size()) ==
           1);
  return key.id + '.' + base::base64url(out);
}

std::string_view sealing_key_id(std::string_view sealed) {
  const auto dot = sealed.find('.');
  return dot == std::string_view::npos || sealed.size() > kMaxSealed ? std::string_view{}
                                                                     : sealed.substr(0, dot);
}

std::optional<std::string> unseal(const SealingKey& key, std::string_view purpose, std::string_view sealed) {
  const auto id = sealing_key_id(sealed);
  if (id.empty() || id != key.id) return std::nullopt;
  auto raw = base::base64url_decode(sealed.substr(id.size() + 1));
  if (!raw || raw->size() < kNonceBytes + kTagBytes) return std::nullopt;
  const auto secret = base::sha256(key.secret);
  const auto open = beside(purpose, key.id);
  const auto size = raw->size() - kNonceBytes - kTagBytes;
  auto* at = reinterpret_cast<unsigned char*>(raw->data());
  std::string out(size, '\0');
  const Context context(EVP_CIPHER_CTX_new());
  int done = 0;
  must(context && EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), secret.data(), at, nullptr) == 1);
  const bool is_ours =
      EVP_DecryptUpdate(context.get(), nullptr, &done, bytes(open), length(open)) == 1 &&
      EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &done, at + kNonceBytes,
                        static_cast<int>(size)) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, at + kNonceBytes + size) == 1 &&
      EVP_DecryptFinal_ex(context.get(), reinterpret_cast<unsigned char*>(out.data()) + done, &done) == 1;
  if (!is_ours) return std::nullopt;
  return out;
}

}  // namespace vitrine::auth
