#include "auth/passkeys/cose_key.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <map>
#include <memory>
#include <new>

#include "auth/passkeys/cbor.hpp"
#include "base/digest.hpp"

namespace vitrine::auth::passkeys {

namespace {

// Labels and values of RFC 9053 section 7 and RFC 8230 section 4.
constexpr std::int64_t kType = 1;
constexpr std::int64_t kAlgorithm = 3;
constexpr std::int64_t kCurve = -1;  // for RSA: the modulus
constexpr std::int64_t kX = -2;      // for RSA: the exponent
constexpr std::int64_t kY = -3;
constexpr std::int64_t kOkp = 1;
constexpr std::int64_t kEc2 = 2;
constexpr std::int64_t kRsa = 3;
constexpr std::int64_t kP256Curve = 1;
constexpr std::int64_t kEd25519Curve = 6;
constexpr std::size_t kKeyBytes = 32;  // of a coordinate of P-256, and of an Ed25519 key

/// The members of a COSE_Key: numbers and byte strings by label.
struct Members {
  std::map<std::int64_t, std::int64_t> numbers;
  std::map<std::int64_t, std::string_view> strings;

  [[nodiscard]] bool says(std::int64_t label, std::int64_t value) const {
    const auto found = numbers.find(label);
    return found != numbers.end() && found->second == value;
  }
  [[nodiscard]] std::string_view bytes(std::int64_t label) const {
    const auto found = strings.find(label);
    return found == strings.end() ? std::string_view{} : found->second;
  }
  [[nodiscard]] std::size_t size() const { return numbers.size() + strings.size(); }
};

std::optional<Members> members_of(std::string_view bytes) {
  constexpr std::uint64_t kMostMembers = 5;
  CborReader reader(bytes);
  const auto count = reader.map();
  if (!count || *count > kMostMembers) return std::nullopt;
  Members out;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto label = reader.integer();
    if (!label) return std::nullopt;
    auto as_number = reader;
    if (const auto number = as_number.integer()) {
      out.numbers.emplace(*label, *number);
      reader = as_number;
    } else if (const auto string = reader.byte_string()) {
      out.strings.emplace(*label, *string);
    } else {
      return std::nullopt;
    }
  }
  const bool is_whole = reader.is_at_end() && out.size() == *count;  // fewer: a label occurred twice
  return is_whole ? std::optional(std::move(out)) : std::nullopt;
}

/// R and S, 32 bytes each, of a signature in DER (RFC 3279 section 2.2.3); empty if it is none.
std::string from_asn1(std::string_view signature) {
  const auto* from = reinterpret_cast<const unsigned char*>(signature.data());
  const auto* const end = from + signature.size();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> parsed(
      d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(signature.size())), ECDSA_SIG_free);
  std::string out(2 * kKeyBytes, '\0');
  auto* const to = reinterpret_cast<unsigned char*>(out.data());
  const auto length = static_cast<int>(kKeyBytes);
  const bool is_good = parsed && from == end &&
                       BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), to, length) == length &&
                       BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), to + length, length) == length;
  return is_good ? out : std::string{};
}

bool verify_ed25519(std::string_view key, std::string_view signed_part, std::string_view signature) {
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> parsed(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(key), key.size()), EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (!context) throw std::bad_alloc();
  return parsed &&
         EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, parsed.get(), nullptr) ==
             1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(signed_part),
                          signed_part.size()) == 1;
}

}  // namespace

std::optional<CoseKey> CoseKey::parse(std::string_view bytes) {
  const auto members = members_of(bytes);
  if (!members) return std::nullopt;
  const auto names = [&](CoseAlgorithm algorithm) {
    return members->says(kAlgorithm, static_cast<std::int64_t>(algorithm));
  };
  const auto x = members->bytes(kX);
  tokens::Json jwk;
  if (members->says(kType, kOkp) && names(CoseAlgorithm::eddsa)) {
    const bool is_good =
        members->size() == 4 && members->says(kCurve, kEd25519Curve) && x.size() == kKeyBytes;
    return is_good ? std::optional(CoseKey(std::string(x))) : std::nullopt;
  }
  if (members->says(kType, kEc2) && names(CoseAlgorithm::es256)) {
    if (members->size() != 5 || !members->says(kCurve, kP256Curve)) return std::nullopt;
    jwk = {{"kty", "EC"},
           {"crv", "P-256"},
           {"x", base::base64url(x)},
           {"y", base::base64url(members->bytes(kY))}};
  } else if (members->says(kType, kRsa) && names(CoseAlgorithm::rs256)) {
    if (members->size() != 4) return std::nullopt;
    jwk = {{"kty", "RSA"}, {"n", base::base64url(members->bytes(kCurve))}, {"e", base::base64url(x)}};
  } else {
    return std::nullopt;
  }
  auto key = tokens::PublicKey::from_jwk(jwk);
  return key ? std::optional(CoseKey(std::move(*key))) : std::nullopt;
}

CoseAlgorithm CoseKey::algorithm() const {
  const auto* const key = std::get_if<tokens::PublicKey>(&key_);
  if (key == nullptr) return CoseAlgorithm::eddsa;
  return key->algorithm() == tokens::Algorithm::es256 ? CoseAlgorithm::es256 : CoseAlgorithm::rs256;
}

bool CoseKey::verify(std::string_view signed_part, std::string_view signature) const {
  const auto* const key = std::get_if<tokens::PublicKey>(&key_);
  bool is_good = false;
  if (key == nullptr) {
    is_good = verify_ed25519(std::get<Ed25519>(key_), signed_part, signature);
  } else if (key->algorithm() == tokens::Algorithm::es256) {
    const auto raw = from_asn1(signature);
    is_good = !raw.empty() && key->verify(signed_part, raw);
  } else {
    is_good = key->verify(signed_part, signature);
  }
  ERR_clear_error();  // the queue belongs to the thread; see public_key.cpp
  return is_good;
}

}  // namespace vitrine::auth::passkeys
