#pragma once
// For tests: keys that sign, and valid and invalid tokens made with them.

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "auth/tokens/jose.hpp"
#include "base/digest.hpp"

namespace vitrine::auth::tokens::signing {

inline void demand(bool holds) {
  if (!holds) throw std::runtime_error("OpenSSL cannot do what a test needs");
}

/// A pair of keys, generated on first use.
class KeyPair {
 public:
  static KeyPair ec(const char* curve = "P-256") { return KeyPair(EVP_EC_gen(curve)); }
  static KeyPair rsa(unsigned bits = 2048) {
    return KeyPair(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(bits)));
  }

  [[nodiscard]] std::string pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
    demand(PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1);
    char* data = nullptr;
    const auto length = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(length)};
  }

  /// Without `kid`, `use` and `alg`.
  [[nodiscard]] Json jwk() const {
    if (is_rsa()) {
      return {{"kty", "RSA"},
              {"n", base::base64url(number(OSSL_PKEY_PARAM_RSA_N))},
              {"e", base::base64url(number(OSSL_PKEY_PARAM_RSA_E))}};
    }
    return {{"kty", "EC"},
            {"crv", "P-256"},
            {"x", base::base64url(number(OSSL_PKEY_PARAM_EC_PUB_X, 32))},
            {"y", base::base64url(number(OSSL_PKEY_PARAM_EC_PUB_Y, 32))}};
  }

  [[nodiscard]] Json jwk(const std::string& kid) const {
    auto made = jwk();
    made["kid"] = kid;
    return made;
  }

  /// In OpenSSL's form: PKCS #1 for RSA, ASN.1 for EC.
  [[nodiscard]] std::string sign_asn1(std::string_view text) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    demand(EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key_.get(), nullptr) ==
           1);
    const auto* const from = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t length = 0;
    demand(EVP_DigestSign(context.get(), nullptr, &length, from, text.size()) == 1);
    std::string out(length, '\0');
    demand(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length, from,
                          text.size()) == 1);
    out.resize(length);
    return out;
  }

  /// In the form of tokens: R and S of 32 bytes each for EC.
  [[nodiscard]] std::string sign(std::string_view text) const {
    const auto asn1 = sign_asn1(text);
    if (is_rsa()) return asn1;
    const auto* from = reinterpret_cast<const unsigned char*>(asn1.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
        d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(asn1.size())), ECDSA_SIG_free);
    return bytes(ECDSA_SIG_get0_r(signature.get()), 32) + bytes(ECDSA_SIG_get0_s(signature.get()), 32);
  }

 private:
  explicit KeyPair(EVP_PKEY* key) : key_(key, EVP_PKEY_free) { demand(key != nullptr); }

  [[nodiscard]] bool is_rsa() const { return EVP_PKEY_is_a(key_.get(), "RSA") == 1; }

  static std::string bytes(const BIGNUM* value, int length) {
    std::string out(static_cast<std::size_t>(length), '\0');
    demand(BN_bn2binpad(value, reinterpret_cast<unsigned char*>(out.data()), length) == length);
    return out;
  }

  /// A part of the public key, big-endian; with `length` 0, in as few bytes as possible.
  [[nodiscard]] std::string number(const char* name, int length = 0) const {
    BIGNUM* value = nullptr;
    demand(EVP_PKEY_get_bn_param(key_.get(), name, &value) == 1);
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> owned(value, BN_free);
    return bytes(value, length == 0 ? BN_num_bytes(value) : length);
  }

  std::shared_ptr<EVP_PKEY> key_;
};

inline std::string encode(std::string_view bytes, Padding padding) {
  auto text = base::base64url(bytes);
  while (padding == Padding::exact && text.size() % 4 != 0) text += '=';
  return text;
}

/// The signed bytes of a token.
inline std::string signed_part(std::string_view header, std::string_view payload, Padding padding) {
  return encode(header, padding) + "." + encode(payload, padding);
}

/// A token made of texts that need not be JSON.
inline std::string token_of_texts(std::string_view header, std::string_view payload, const KeyPair& key,
                                  Padding padding = Padding::none) {
  const auto covered = signed_part(header, payload, padding);
  return covered + "." + encode(key.sign(covered), padding);
}

inline std::string token(const Json& header, const Json& payload, const KeyPair& key,
                         Padding padding = Padding::none) {
  return token_of_texts(header.dump(), payload.dump(), key, padding);
}

/// A JSON text with another member inserted at its beginning, even if it already has one of that name.
inline std::string with_first(const std::string& member, const Json& object) {
  return "{" + member + "," + object.dump().substr(1);
}

}  // namespace vitrine::auth::tokens::signing
