#include "auth/tokens/public_key.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "auth/tokens/refusal.hpp"
#include "base/digest.hpp"

namespace vitrine::auth::tokens {

namespace {

constexpr std::size_t kMaxPemFileBytes = 4096;
constexpr std::size_t kCoordinateBytes = 32;  // size for P-256
constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;
constexpr int kMaxExponentBits = 32;  // a larger one only slows down verification
constexpr std::string_view kP256 = "prime256v1";

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* what) const {
    Free(what);
  }
};
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using MemoryBio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

/// OpenSSL's error queue belongs to the thread; errors of a refused key must not look like errors of a later
/// connection.
struct ErrorQueue {
  ErrorQueue() = default;
  ErrorQueue(const ErrorQueue&) = delete;
  ErrorQueue& operator=(const ErrorQueue&) = delete;
  ~ErrorQueue() { ERR_clear_error(); }
};

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number number(std::string_view big_endian) {
  Number made(BN_bin2bn(bytes_of(big_endian), static_cast<int>(big_endian.size()), nullptr));
  if (!made) throw std::bad_alloc();
  return made;
}

/// A member in base64url; nothing if absent.
std::optional<std::string> bytes_member(const Json& jwk, std::string_view name) {
  const auto text = string_member(jwk, name);
  return text ? base::base64url_decode(*text) : std::nullopt;
}

ParameterBuilder builder() {
  ParameterBuilder made(OSSL_PARAM_BLD_new());
  if (!made) throw std::bad_alloc();
  return made;
}

/// Makes a key of `type` from `parameters`; null if OpenSSL finds no valid key in them.
Key build(const char* type, const ParameterBuilder& parameters) {
  const Parameters list(OSSL_PARAM_BLD_to_param(parameters.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  if (!list || !context) throw std::bad_alloc();
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, list.get()) != 1) {
    return nullptr;
  }
  return {key, Freer<EVP_PKEY_free>()};
}

bool is_on_p256(EVP_PKEY* key) {
  std::array<char, 64> name{};
  std::size_t length = 0;
  if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) != 1 ||
      std::string_view(name.data(), length) != kP256) {
    return false;
  }
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  return context && EVP_PKEY_public_check(context.get()) == 1;
}

Key rsa_key(const Json& jwk) {
  const auto modulus = bytes_member(jwk, "n");
  const auto exponent = bytes_member(jwk, "e");
  constexpr std::size_t kMaxBytes = kMaxRsaBits / 8 + 1;
  if (!modulus || !exponent || modulus->size() > kMaxBytes || exponent->size() > kMaxBytes) return nullptr;
  const auto n = number(*modulus);
  const auto e = number(*exponent);
  const auto bits = BN_num_bits(n.get());
  const bool is_sound = bits >= kMinRsaBits && bits <= kMaxRsaBits && BN_is_odd(n.get()) == 1 &&
                        BN_num_bits(e.get()) <= kMaxExponentBits && BN_is_odd(e.get()) == 1 &&
                        BN_is_one(e.get()) == 0;
  if (!is_sound) return nullptr;
  const auto parameters = builder();
  if (OSSL_PARAM_BLD_push_BN(parameters.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(parameters.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    throw std::bad_alloc();
  }
  return build("RSA", parameters);
}

Key ec_key(const Json& jwk) {
  const auto x = bytes_member(jwk, "x");
  const auto y = bytes_member(jwk, "y");
  const bool has_form = string_member(jwk, "crv") == "P-256" && x && x->size() == kCoordinateBytes && y &&
                        y->size() == kCoordinateBytes;
  if (!has_form) return nullptr;
  const auto point = '\x04' + *x + *y;  // uncompressed, SEC 1 section 2.3.3
  const auto parameters = builder();
  if (OSSL_PARAM_BLD_push_utf8_string(parameters.get(), OSSL_PKEY_PARAM_GROUP_NAME, kP256.data(),
                                      kP256.size()) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(parameters.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1) {
    throw std::bad_alloc();
  }
  auto key = build("EC", parameters);
  return key && is_on_p256(key.get()) ? key : nullptr;
}

/// Whether the key's own statements on its use (RFC 7517 sections 4.2 to 4.4) allow verification with
/// `algorithm`.
bool may_verify(const Json& jwk, Algorithm algorithm) {
  if (jwk.contains("use") && string_member(jwk, "use") != "sig") return false;
  if (jwk.contains("alg") && string_member(jwk, "alg") != name_of(algorithm)) return false;
  const auto operations = jwk.find("key_ops");
  return operations == jwk.end() ||
         (operations->is_array() && std::ranges::find(*operations, Json("verify")) != operations->end());
}

/// R and S in the form that OpenSSL expects (RFC 3279 section 2.2.3); empty unless they have 32 bytes each.
std::string to_asn1(std::string_view raw) {
  if (raw.size() != 2 * kCoordinateBytes) return {};
  const Signature signature(ECDSA_SIG_new());
  if (!signature) throw std::bad_alloc();
  // Takes ownership of both numbers; fails only for null.
  ECDSA_SIG_set0(signature.get(), number(raw.substr(0, kCoordinateBytes)).release(),
                 number(raw.substr(kCoordinateBytes)).release());
  std::string out(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)), '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  i2d_ECDSA_SIG(signature.get(), &to);
  return out;
}

}  // namespace

PublicKey::PublicKey(std::shared_ptr<evp_pkey_st> key, Algorithm algorithm)
    : key_(std::move(key)), algorithm_(algorithm) {}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  const ErrorQueue errors;
  if (pem.size() > kMaxPemFileBytes) return refuse("the key is too long");
  const MemoryBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) throw std::bad_alloc();
  // Without this callback OpenSSL would ask for a password on a terminal.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  const Key key(PEM_read_bio_PUBKEY(bio.get(), nullptr, no_password, nullptr), Freer<EVP_PKEY_free>());
  if (!key || !is_on_p256(key.get())) return refuse("the key is no public key on P-256 in PEM");
  return PublicKey(key, Algorithm::es256);
}

Result<PublicKey> PublicKey::from_jwk(const Json& jwk) {
  const ErrorQueue errors;
  if (!jwk.is_object()) return refuse("the key is no JSON object");
  if (jwk.contains("d")) return refuse("the key is a private one");
  const auto type = string_member(jwk, "kty");
  if (type != "RSA" && type != "EC") return refuse("the key is neither RSA nor EC");
  const auto algorithm = type == "EC" ? Algorithm::es256 : Algorithm::rs256;
  if (!may_verify(jwk, algorithm)) return refuse("the key is for another use");
  auto key = type == "EC" ? ec_key(jwk) : rsa_key(jwk);
  if (!key) return refuse("the key is not of a size and form that are allowed");
  return PublicKey(std::move(key), algorithm);
}

bool PublicKey::verify(std::string_view signed_part, std::string_view signature) const {
  const ErrorQueue errors;
  const auto form = algorithm_ == Algorithm::es256 ? to_asn1(signature) : std::string(signature);
  if (form.empty()) return false;
  const DigestContext context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  // OpenSSL's default for RSA is PKCS #1 v1.5; it refuses a signature whose length differs from the key's.
  return EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key_.get(), nullptr) ==
             1 &&
         EVP_DigestVerify(context.get(), bytes_of(form), form.size(), bytes_of(signed_part),
                          signed_part.size()) == 1;
}

}  // namespace vitrine::auth::tokens
