#pragma once
// For tests: an authenticator and a browser that answer by the rules, or break one of them.

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "auth/passkeys/cose_key.hpp"
#include "auth/passkeys/passkey.hpp"
#include "auth/tokens/signing_testing.hpp"
#include "base/digest.hpp"

namespace vitrine::auth::passkeys::testing_keys {

/// The head of a CBOR item whose argument is below 65536.
inline std::string head(unsigned major, std::size_t value) {
  const auto first = [&](unsigned argument) { return static_cast<char>(major << 5U | argument); };
  const auto low = static_cast<char>(value & 0xFFU);
  if (value < 24) return {first(static_cast<unsigned>(value))};
  if (value < 256) return {first(24), low};
  return {first(25), static_cast<char>(value >> 8U), low};
}
inline std::string number(int value) {
  return value < 0 ? head(1, static_cast<std::size_t>(-1 - value)) : head(0, static_cast<std::size_t>(value));
}
inline std::string bytes(std::string_view value) {
  return head(2, value.size()).append(value);
}
inline std::string text(std::string_view value) {
  return head(3, value.size()).append(value);
}

/// A key pair of one of the three algorithms.
class Pair {
 public:
  explicit Pair(CoseAlgorithm algorithm)
      : algorithm_(algorithm),
        ed25519_(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free),
        pair_(algorithm == CoseAlgorithm::rs256 ? tokens::signing::KeyPair::rsa()
                                                : tokens::signing::KeyPair::ec()) {}

  /// COSE_Key.
  [[nodiscard]] std::string cose() const {
    const auto member = [&](const char* name) {
      return *base::base64url_decode(pair_.jwk()[name].get<std::string>());
    };
    const auto begin = [&](std::size_t members, int type) {
      return head(5, members) + number(1) + number(type) + number(3) + number(static_cast<int>(algorithm_));
    };
    switch (algorithm_) {
      case CoseAlgorithm::es256:
        return begin(5, 2) + number(-1) + number(1) + number(-2) + bytes(member("x")) + number(-3) +
               bytes(member("y"));
      case CoseAlgorithm::rs256:
        return begin(4, 3) + number(-1) + bytes(member("n")) + number(-2) + bytes(member("e"));
      default: {
        std::string raw(32, '\0');
        std::size_t size = raw.size();
        EVP_PKEY_get_raw_public_key(ed25519_.get(), reinterpret_cast<unsigned char*>(raw.data()), &size);
        return begin(4, 1) + number(-1) + number(6) + number(-2) + bytes(raw);
      }
    }
  }

  [[nodiscard]] std::string sign(std::string_view what) const {
    if (algorithm_ != CoseAlgorithm::eddsa) return pair_.sign_asn1(what);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string out(64, '\0');
    std::size_t size = out.size();
    EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, ed25519_.get());
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                   reinterpret_cast<const unsigned char*>(what.data()), what.size());
    return out;
  }

 private:
  CoseAlgorithm algorithm_;
  std::shared_ptr<EVP_PKEY> ed25519_;
  tokens::signing::KeyPair pair_;
};

inline const Ceremony kAsked{
    .challenge = "challenge of 16b", .relying_party = "cv.example", .origin = "https://cv.example"};

/// How an answer is made; each member can be made wrong.
struct Making {
  tokens::Json client{
      {"challenge", base::base64url(kAsked.challenge)}, {"origin", kAsked.origin}, {"crossOrigin", false}};
  std::string client_text;  ///< instead of `client`
  std::string relying_party = kAsked.relying_party;
  unsigned flags = 0x05;  ///< present and verified; the rest is added
  unsigned count = 7;
  std::string id = "credential";
  std::string key;         ///< COSE_Key
  std::string extensions;  ///< CBOR
  std::string behind_data;
  std::string format = "none";
  std::string statement = head(5, 0);
  std::string behind_attestation;
  bool has_credential = true;
  bool signs_in_with_credential = false;

  [[nodiscard]] std::string client_data(const char* type) const {
    if (!client_text.empty()) return client_text;
    auto made = client;
    if (!made.contains("type")) made["type"] = type;
    return made.dump();
  }

  [[nodiscard]] std::string authenticator_data(bool with_credential) const {
    const auto digest = base::sha256(relying_party);
    auto all_flags = flags | (with_credential ? 0x40U : 0U) | (extensions.empty() ? 0U : 0x80U);
    auto out = std::string(base::as_bytes(digest)) + static_cast<char>(all_flags);
    for (const auto shift : {24U, 16U, 8U, 0U}) out += static_cast<char>(count >> shift & 0xFFU);
    if (with_credential) {
      out += std::string(16, '\0') + static_cast<char>(id.size() >> 8U) +
             static_cast<char>(id.size() & 0xFFU) + id + key;
    }
    return out + extensions + behind_data;
  }

  [[nodiscard]] Registration registration() const {
    return {.id = id,
            .client_data = client_data("webauthn.create"),
            .attestation = head(5, 3) + text("fmt") + text(format) + text("attStmt") + statement +
                           text("authData") + bytes(authenticator_data(has_credential)) + behind_attestation};
  }

  [[nodiscard]] Assertion assertion(const Pair& pair, std::string user_handle) const {
    Assertion out{.id = id,
                  .client_data = client_data("webauthn.get"),
                  .authenticator_data = authenticator_data(signs_in_with_credential),
                  .user_handle = std::move(user_handle)};
    const auto digest = base::sha256(out.client_data);
    out.signature = pair.sign(out.authenticator_data + std::string(base::as_bytes(digest)));
    return out;
  }
};

}  // namespace vitrine::auth::passkeys::testing_keys
