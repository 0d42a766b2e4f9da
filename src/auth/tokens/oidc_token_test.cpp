#include "auth/tokens/oidc_token.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/tokens/signing_testing.hpp"

namespace vitrine::auth::tokens::oidc_token_test {
namespace {

using signing::KeyPair;
using testing::HasSubstr;

constexpr auto kIssuer = "https://id.example/realms/cv";
constexpr auto kClient = "vitrine";
constexpr auto kNonce = "n-0S6_WzA2Mj";
constexpr std::int64_t kNow = 1764000000;

base::TimePoint at(std::int64_t seconds) {
  return base::TimePoint(std::chrono::seconds(seconds));
}

const KeyPair& rsa() {
  static const auto pair = KeyPair::rsa();
  return pair;
}

const KeyPair& ec() {
  static const auto pair = KeyPair::ec();
  return pair;
}

class TokenTest : public testing::Test {
 protected:
  Json header{{"alg", "RS256"}, {"kid", "r"}};
  Json payload;
  std::string key_set = Json{{"keys", {rsa().jwk("r"), ec().jwk("e")}}}.dump();
  long status = 200;
  KeySetCache keys{"https://id.example/keys", [this](const net::HttpCall&) {
                     return net::HttpAnswer{.status = status, .body = key_set};
                   }};

  [[nodiscard]] virtual Result<Claims> verify(std::string_view token, std::int64_t now = kNow) = 0;

  [[nodiscard]] std::string token(const KeyPair& key = rsa()) const {
    return signing::token(header, payload, key);
  }

  std::string why(std::string_view text, std::int64_t now = kNow) {
    const auto claims = verify(text, now);
    EXPECT_FALSE(claims) << text;
    if (claims) return "";
    EXPECT_EQ(claims.error().code, ErrorCode::invalid);
    return claims.error().text();
  }
  /// Expects a refusal with this claim changed.
  std::string why_with(const char* name, const Json& value) {
    const auto was = payload;
    payload[name] = value;
    auto message = why(token());
    payload = was;
    return message;
  }
  std::string why_without(const char* name) {
    const auto was = payload;
    payload.erase(name);
    auto message = why(token());
    payload = was;
    return message;
  }
  /// Whether the token is accepted with this claim changed.
  bool is_taken_with(const char* name, const Json& value) {
    const auto was = payload;
    payload[name] = value;
    const auto claims = verify(token());
    payload = was;
    return claims.has_value();
  }

  void expect_a_lifetime() {
    const auto text = token();
    EXPECT_TRUE(verify(text, kNow + 3600 + 59));
    EXPECT_THAT(why(text, kNow + 3600 + 60), HasSubstr("expired"));
    EXPECT_THAT(why_without("exp"), HasSubstr("expired"));
    EXPECT_THAT(why_with("exp", std::to_string(kNow + 3600)), HasSubstr("expired"));
    EXPECT_TRUE(is_taken_with("iat", kNow + 60));
    EXPECT_THAT(why_with("iat", kNow + 61), HasSubstr("issued"));
    EXPECT_THAT(why_with("iat", "now"), HasSubstr("issued"));
    EXPECT_THAT(why_without("iat"), HasSubstr("issued"));
    EXPECT_TRUE(is_taken_with("nbf", kNow + 60));
    EXPECT_THAT(why_with("nbf", kNow + 61), HasSubstr("yet"));
    EXPECT_THAT(why_with("nbf", "soon"), HasSubstr("yet"));
  }
};

class IdToken : public TokenTest {
 protected:
  void SetUp() override {
    payload = {{"iss", kIssuer},
               {"sub", "u-1"},
               {"aud", kClient},
               {"iat", kNow},
               {"exp", kNow + 3600},
               {"nonce", kNonce},
               {"email", "ada@example.org"},
               {"email_verified", true},
               {"cognito:groups", {"owners"}}};
  }
  Result<Claims> verify(std::string_view text, std::int64_t now = kNow) override {
    return with_nonce(text, kNonce, now);
  }
  Result<Claims> with_nonce(std::string_view text, std::string_view nonce, std::int64_t now = kNow) {
    const OidcSettings settings{
        .issuer = kIssuer, .client_id = kClient, .redirect_uri = "https://cv.example/"};
    return verify_id_token(text, settings, keys, nonce, at(now));
  }
};

TEST_F(IdToken, SaysWhoItIs) {
  const auto claims = verify(token());
  ASSERT_TRUE(claims) << claims.error().text();
  EXPECT_EQ(claims->subject, "u-1");
  EXPECT_EQ(claims->email, "ada@example.org");
  EXPECT_TRUE(claims->email_verified);
  EXPECT_THAT(claims->groups, testing::ElementsAre("owners"));
}

TEST_F(IdToken, MayBeSignedWithEs256) {
  header = {{"alg", "ES256"}, {"kid", "e"}};
  EXPECT_TRUE(verify(token(ec())));
}

TEST_F(IdToken, IsSignedByTheProvider) {
  EXPECT_THAT(why(token(KeyPair::rsa())), HasSubstr("signature"));
  const auto text = token();
  payload["sub"] = "root";
  const auto forged = signing::signed_part(header.dump(), payload.dump(), Padding::none);
  EXPECT_THAT(why(forged + text.substr(text.rfind('.'))), HasSubstr("signature"));
  header["jwk"] = ec().jwk("r");
  header["jku"] = "https://evil.example/keys";
  EXPECT_THAT(why(token(KeyPair::rsa())), HasSubstr("signature"));
}

TEST_F(IdToken, AlgorithmBelongsToTheKey) {
  for (const auto* const algorithm : {"none", "HS256", "RS384", "PS256", "ES384", ""}) {
    header["alg"] = algorithm;
    EXPECT_THAT(why(token()), HasSubstr("algorithm")) << algorithm;
  }
  header = {{"alg", "ES256"}, {"kid", "r"}};
  EXPECT_THAT(why(token(ec())), HasSubstr("key"));
  header = {{"alg", "RS256"}, {"kid", "e"}};
  EXPECT_THAT(why(token()), HasSubstr("key"));
}

TEST_F(IdToken, KeyIsKnown) {
  header["kid"] = "x";
  EXPECT_THAT(why(token()), HasSubstr("key"));
  header.erase("kid");
  EXPECT_TRUE(verify(token())) << "the set has one key for the algorithm";
}

TEST_F(IdToken, KeysThatCannotBeHadAreNoRefusal) {
  status = 500;
  const auto claims = verify(token());
  ASSERT_FALSE(claims);
  EXPECT_EQ(claims.error().code, ErrorCode::unavailable);
}

TEST_F(IdToken, HasNoPadding) {
  while (header.dump().size() % 3 != 1) header["x"] = header.value("x", "") + "x";
  EXPECT_TRUE(verify(token()));
  EXPECT_THAT(why(signing::token(header, payload, rsa(), Padding::exact)), HasSubstr("base64url"));
}

TEST_F(IdToken, IsOfNoOtherType) {
  for (const auto* const type : {"JWT", "jwt"}) {
    header["typ"] = type;
    EXPECT_TRUE(verify(token())) << type;
  }
  for (const auto& type : {Json("at+jwt"), Json("logout+jwt"), Json(""), Json(nullptr)}) {
    header["typ"] = type;
    EXPECT_THAT(why(token()), HasSubstr("type")) << type;
  }
}

TEST_F(IdToken, IssuerIsTheConfiguredOne) {
  for (const auto* const issuer :
       {"https://id.example/realms/cv/", "https://id.example", "https://ID.example/realms/cv", ""}) {
    EXPECT_THAT(why_with("iss", issuer), HasSubstr("issuer")) << issuer;
  }
  EXPECT_THAT(why_without("iss"), HasSubstr("issuer"));
}

TEST_F(IdToken, AudienceIsUs) {
  EXPECT_TRUE(is_taken_with("aud", {kClient}));
  for (const auto& audience : {Json("other"), Json("vitrine2"), Json(""), Json(nullptr), Json::array(),
                               Json({"other"}), Json({{kClient}}), Json({{kClient, true}})}) {
    EXPECT_THAT(why_with("aud", audience), HasSubstr("client")) << audience;
  }
  EXPECT_THAT(why_without("aud"), HasSubstr("client"));
}

TEST_F(IdToken, AuthorizedPartyIsUs) {
  EXPECT_TRUE(is_taken_with("azp", kClient));
  EXPECT_THAT(why_with("azp", "other"), HasSubstr("client"));
  EXPECT_THAT(why_with("azp", nullptr), HasSubstr("client"));
  EXPECT_THAT(why_with("aud", {kClient, "other"}), HasSubstr("client"));
  payload["aud"] = {"other", kClient};
  EXPECT_TRUE(is_taken_with("azp", kClient));
  EXPECT_THAT(why_with("azp", "other"), HasSubstr("client"));
  payload["aud"] = {"other", "another"};
  EXPECT_THAT(why_with("azp", kClient), HasSubstr("client"));
}

TEST_F(IdToken, HasALifetime) {
  expect_a_lifetime();
}

TEST_F(IdToken, BelongsToThisSignIn) {
  for (const auto& nonce : {Json("other"), Json(""), Json(nullptr), Json({kNonce})}) {
    EXPECT_THAT(why_with("nonce", nonce), HasSubstr("sign-in")) << nonce;
  }
  EXPECT_THAT(why_without("nonce"), HasSubstr("sign-in"));
  payload["nonce"] = "";
  EXPECT_FALSE(with_nonce(token(), "")) << "nobody asked";
  payload.erase("nonce");
  EXPECT_FALSE(with_nonce(token(), ""));
}

TEST_F(IdToken, IsNoOtherTokenOfCognito) {
  EXPECT_TRUE(is_taken_with("token_use", "id"));
  for (const auto& use : {Json("access"), Json(""), Json(nullptr)}) {
    EXPECT_THAT(why_with("token_use", use), HasSubstr("ID token")) << use;
  }
}

TEST_F(IdToken, MembersOccurOnce) {
  EXPECT_THAT(
      why(signing::token_of_texts(header.dump(), signing::with_first(R"("sub":"root")", payload), rsa())),
      HasSubstr("twice"));
  EXPECT_THAT(
      why(signing::token_of_texts(signing::with_first(R"("alg":"none")", header), payload.dump(), rsa())),
      HasSubstr("twice"));
}

TEST_F(IdToken, NamesASubject) {
  EXPECT_THAT(why_without("sub"), HasSubstr("whose"));
}

class AccessToken : public TokenTest {
 protected:
  AccessTokenRules rules{.issuer = kIssuer, .client_id = kClient, .subject = "u-1"};

  void SetUp() override {
    payload = {
        {"iss", kIssuer}, {"sub", "u-1"},       {"client_id", kClient},          {"token_use", "access"},
        {"iat", kNow},    {"exp", kNow + 3600}, {"cognito:groups", {"editors"}}, {"scope", "openid"}};
  }
  Result<Claims> verify(std::string_view text, std::int64_t now = kNow) override {
    return verify_access_token(text, rules, keys, at(now));
  }
};

TEST_F(AccessToken, NamesTheGroups) {
  const auto claims = verify(token());
  ASSERT_TRUE(claims) << claims.error().text();
  EXPECT_THAT(claims->groups, testing::ElementsAre("editors"));
}

TEST_F(AccessToken, IsSignedWithRs256ByTheProvider) {
  EXPECT_THAT(why(token(KeyPair::rsa())), HasSubstr("signature"));
  header = {{"alg", "ES256"}, {"kid", "e"}};
  EXPECT_THAT(why(token(ec())), HasSubstr("algorithm"));
  header = {{"alg", "none"}};
  EXPECT_THAT(why(token()), HasSubstr("algorithm"));
}

TEST_F(AccessToken, IsFromTheIssuerForUs) {
  EXPECT_THAT(why_with("iss", "https://id.example/realms/other"), HasSubstr("issuer"));
  EXPECT_THAT(why_without("iss"), HasSubstr("issuer"));
  EXPECT_THAT(why_with("client_id", "other"), HasSubstr("client"));
  EXPECT_THAT(why_without("client_id"), HasSubstr("client"));
}

TEST_F(AccessToken, IsNoOtherToken) {
  for (const auto& use : {Json("id"), Json(""), Json(nullptr)}) {
    EXPECT_THAT(why_with("token_use", use), HasSubstr("access token")) << use;
  }
  EXPECT_THAT(why_without("token_use"), HasSubstr("access token"));
}

TEST_F(AccessToken, IsThatPersons) {
  EXPECT_THAT(why_with("sub", "u-2"), HasSubstr("somebody"));
  EXPECT_THAT(why_without("sub"), HasSubstr("whose"));
  rules.subject.clear();
  EXPECT_THAT(why(token()), HasSubstr("somebody"));
}

TEST_F(AccessToken, HasALifetime) {
  expect_a_lifetime();
}

}  // namespace
}  // namespace vitrine::auth::tokens::oidc_token_test
