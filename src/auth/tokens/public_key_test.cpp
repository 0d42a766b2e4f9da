#include "auth/tokens/public_key.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "auth/tokens/signing_testing.hpp"

namespace vitrine::auth::tokens::public_key_test {
namespace {

using signing::KeyPair;

const KeyPair& ec() {
  static const auto pair = KeyPair::ec();
  return pair;
}

const KeyPair& rsa() {
  static const auto pair = KeyPair::rsa();
  return pair;
}

TEST(PublicKey, VerifiesItsOwnSignatures) {
  for (const auto& key : {PublicKey::from_pem(ec().pem()), PublicKey::from_jwk(ec().jwk())}) {
    ASSERT_TRUE(key) << key.error().text();
    EXPECT_EQ(key->algorithm(), Algorithm::es256);
    const auto signature = ec().sign("text");
    EXPECT_TRUE(key->verify("text", signature));
    EXPECT_FALSE(key->verify("Text", signature));
    EXPECT_FALSE(key->verify("text", KeyPair::ec().sign("text")));
    EXPECT_FALSE(key->verify("text", rsa().sign("text")));
    EXPECT_FALSE(key->verify("text", ""));
  }
  const auto key = PublicKey::from_jwk(rsa().jwk());
  ASSERT_TRUE(key) << key.error().text();
  EXPECT_EQ(key->algorithm(), Algorithm::rs256);
  const auto signature = rsa().sign("text");
  EXPECT_TRUE(key->verify("text", signature));
  EXPECT_FALSE(key->verify("Text", signature));
  EXPECT_FALSE(key->verify("text", KeyPair::rsa().sign("text")));
  EXPECT_FALSE(key->verify("text", signature.substr(1)));
  EXPECT_FALSE(key->verify("text", '\0' + signature));
  EXPECT_FALSE(key->verify("text", ""));
}

// The example of RFC 7515 appendix A.3: a signature from another implementation.
TEST(PublicKey, VerifiesThePublishedExample) {
  const auto key = PublicKey::from_jwk({{"kty", "EC"},
                                        {"crv", "P-256"},
                                        {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
                                        {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}});
  ASSERT_TRUE(key);
  const auto token = parse_jws(
      "eyJhbGciOiJFUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
      "cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
      Padding::none, {Algorithm::es256});
  ASSERT_TRUE(token);
  EXPECT_TRUE(key->verify(token->signed_part, token->signature));
}

TEST(PublicKey, TakesRawSignaturesOnly) {
  const auto key = *PublicKey::from_pem(ec().pem());
  const auto raw = ec().sign("text");
  ASSERT_EQ(raw.size(), 64U);
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(key.verify("text", ec().sign_asn1("text")));  // 68 to 72 bytes
  EXPECT_FALSE(key.verify("text", raw.substr(0, 63)));
  EXPECT_FALSE(key.verify("text", raw.substr(1)));
  EXPECT_FALSE(key.verify("text", raw.substr(0, 32)));
  EXPECT_FALSE(key.verify("text", raw + '\0'));
  EXPECT_FALSE(key.verify("text", '\0' + raw.substr(0, 32) + '\0' + raw.substr(32)));
  EXPECT_FALSE(key.verify("text", raw.substr(0, 32) + '\0' + raw.substr(32))) << "the same numbers";
  auto short_s = ec().sign("text");
  while (short_s[32] != '\0') short_s = ec().sign("text");
  ASSERT_TRUE(key.verify("text", short_s));
  EXPECT_FALSE(key.verify("text", short_s.erase(32, 1))) << "the same numbers";
  EXPECT_FALSE(key.verify("text", raw.substr(32) + raw.substr(0, 32)));
  // R and S range from 1 to the order less 1 (FIPS 186-5 section 6.4.2): without that check, zeros verify
  // anything
  EXPECT_FALSE(key.verify("text", std::string(64, '\0')));
  EXPECT_FALSE(key.verify("text", raw.substr(0, 32) + std::string(32, '\0')));
  EXPECT_FALSE(key.verify("text", std::string(32, '\0') + raw.substr(32)));
  EXPECT_FALSE(key.verify("text", std::string(64, '\xFF')));
}

TEST(PublicKey, PemIsOfP256) {
  const auto pem = ec().pem();
  for (const auto& text :
       {std::string(), std::string("none"), rsa().pem(), KeyPair::ec("P-384").pem(),
        KeyPair::ec("secp256k1").pem(), pem.substr(0, pem.size() / 2),
        "-----BEGIN CERTIFICATE-----" + pem.substr(pem.find('\n')), pem + std::string(4096, '\n')}) {
    const auto key = PublicKey::from_pem(text);
    ASSERT_FALSE(key) << text;
    EXPECT_EQ(key.error().code, ErrorCode::invalid);
    EXPECT_EQ(ERR_peek_error(), 0U) << "left for the thread's next connection";
  }
}

TEST(PublicKey, JwkSaysWhatItIsFor) {
  for (const auto& pair : {ec(), rsa()}) {
    const auto algorithm = PublicKey::from_jwk(pair.jwk())->algorithm();
    const auto with = [&](const char* name, const Json& value) {
      auto jwk = pair.jwk();
      jwk[name] = value;
      return PublicKey::from_jwk(jwk).has_value();
    };
    EXPECT_TRUE(with("use", "sig"));
    EXPECT_FALSE(with("use", "enc"));
    EXPECT_FALSE(with("use", nullptr));
    EXPECT_TRUE(with("key_ops", {"sign", "verify"}));
    EXPECT_FALSE(with("key_ops", {"encrypt"}));
    EXPECT_FALSE(with("key_ops", Json::array()));
    EXPECT_FALSE(with("key_ops", "verify"));
    EXPECT_TRUE(with("alg", name_of(algorithm)));
    EXPECT_FALSE(with("alg", algorithm == Algorithm::rs256 ? "PS256" : "ES384"));
    EXPECT_FALSE(with("alg", algorithm == Algorithm::rs256 ? "ES256" : "RS256"));
    EXPECT_FALSE(with("alg", "HS256"));
    EXPECT_FALSE(with("kty", "oct"));
    EXPECT_FALSE(with("kty", algorithm == Algorithm::rs256 ? "EC" : "RSA"));
    EXPECT_FALSE(with("kty", nullptr));
    EXPECT_FALSE(with("d", "AQAB"));
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
  EXPECT_FALSE(PublicKey::from_jwk("text"));
  EXPECT_FALSE(PublicKey::from_jwk(Json::object()));
  EXPECT_FALSE(PublicKey::from_jwk({{"kty", "oct"}, {"k", "AAAA"}}));
}

TEST(PublicKey, RsaIsOfSoundSize) {
  const auto with = [](const char* name, const std::string& bytes) {
    auto jwk = rsa().jwk();
    jwk[name] = base::base64url(bytes);
    return PublicKey::from_jwk(jwk).has_value();
  };
  const auto odd = [](std::size_t bytes) { return std::string(bytes - 1, '\xFF') + '\x01'; };
  EXPECT_FALSE(PublicKey::from_jwk(KeyPair::rsa(1024).jwk()));
  EXPECT_FALSE(PublicKey::from_jwk(KeyPair::rsa(2040).jwk()));
  EXPECT_TRUE(PublicKey::from_jwk(KeyPair::rsa(3072).jwk()));
  EXPECT_TRUE(with("n", odd(1024)));
  EXPECT_FALSE(with("n", odd(1025)));
  EXPECT_FALSE(with("n", odd(100'000)));
  EXPECT_FALSE(with("n", std::string(256, '\xFE')));
  EXPECT_FALSE(with("n", ""));
  EXPECT_TRUE(with("e", "\x03"));
  EXPECT_FALSE(with("e", "\x01"));
  EXPECT_FALSE(with("e", "\x04"));
  EXPECT_FALSE(with("e", ""));
  EXPECT_FALSE(with("e", odd(5)));
  auto jwk = rsa().jwk();
  jwk["n"] = jwk["n"].get<std::string>() + "=";
  EXPECT_FALSE(PublicKey::from_jwk(jwk));
}

TEST(PublicKey, EcIsAPointOnTheCurve) {
  const auto with = [](const char* name, const Json& value) {
    auto jwk = ec().jwk();
    jwk[name] = value;
    return PublicKey::from_jwk(jwk).has_value();
  };
  EXPECT_FALSE(with("crv", "P-384"));
  EXPECT_FALSE(with("crv", "secp256k1"));
  EXPECT_FALSE(with("crv", nullptr));
  EXPECT_FALSE(with("x", ec().jwk()["y"]));
  EXPECT_FALSE(with("y", base::base64url(std::string(32, '\x01'))));
  EXPECT_FALSE(with("y", base::base64url(std::string(31, '\x01'))));
  EXPECT_FALSE(with("y", base::base64url(std::string(33, '\0'))));
  EXPECT_FALSE(with("y", nullptr));
  const auto x = *base::base64url_decode(ec().jwk()["x"].get<std::string>());
  const auto y = *base::base64url_decode(ec().jwk()["y"].get<std::string>());
  auto shifted = ec().jwk();  // the same bytes once both are concatenated
  shifted["x"] = base::base64url(x.substr(0, 31));
  shifted["y"] = base::base64url(x.substr(31) + y);
  EXPECT_FALSE(PublicKey::from_jwk(shifted));
  EXPECT_FALSE(PublicKey::from_jwk({{"kty", "EC"},
                                    {"crv", "P-256"},
                                    {"x", base::base64url(std::string(32, '\0'))},
                                    {"y", base::base64url(std::string(32, '\0'))}}));
}

}  // namespace
}  // namespace vitrine::auth::tokens::public_key_test
