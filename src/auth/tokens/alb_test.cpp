#include "auth/tokens/alb.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include "auth/tokens/signing_testing.hpp"

namespace vitrine::auth::tokens::alb_test {
namespace {

using signing::encode;
using signing::KeyPair;
using testing::HasSubstr;

constexpr auto kArn =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/site/50dc6c495c0c9188";
constexpr auto kIssuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example";
constexpr auto kClient = "3n4b5urk1ft4fl3mg5e62d9ado";
constexpr auto kKid = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";
constexpr std::int64_t kNow = 1764000000;

base::TimePoint at(std::int64_t seconds) {
  return base::TimePoint(std::chrono::seconds(seconds));
}

AlbSettings settings() {
  return *checked({.arn = kArn, .issuer = kIssuer, .client_id = kClient});
}

const KeyPair& ours() {
  static const auto pair = KeyPair::ec();
  return pair;
}

class Alb : public testing::Test {
 protected:
  Json header{{"typ", "JWT"},      {"kid", kKid},    {"alg", "ES256"},   {"iss", kIssuer},
              {"client", kClient}, {"signer", kArn}, {"exp", kNow + 120}};
  Json payload{{"sub", "8f1d"}, {"email", "ada@example.org"}, {"email_verified", "true"}, {"name", "Ada"}};
  std::vector<std::string> fetched;
  long status = 200;
  PemKeyCache keys{settings().key_base_url, [this](const net::HttpCall& call) {
                     fetched.push_back(call.url);
                     return net::HttpAnswer{.status = status, .body = ours().pem()};
                   }};

  [[nodiscard]] std::string token(const KeyPair& key = ours()) const {
    return signing::token(header, payload, key, Padding::exact);
  }
  Result<Claims> verify(std::string_view value, std::int64_t now = kNow) {
    return verify_alb(value, settings(), keys, at(now));
  }
  /// Expects a refusal as a bad token; returns the reason.
  std::string why(std::string_view value, std::int64_t now = kNow) {
    const auto claims = verify(value, now);
    EXPECT_FALSE(claims) << value;
    if (claims) return "";
    EXPECT_EQ(claims.error().code, ErrorCode::invalid);
    return claims.error().text();
  }
  /// Expects a refusal with this header member changed, before any key is requested.
  std::string why_with(const char* name, const Json& value) {
    const auto was = header;
    header[name] = value;
    auto message = why(token());
    header = was;
    EXPECT_THAT(fetched, testing::IsEmpty()) << name;
    return message;
  }
};

TEST_F(Alb, SaysWhoIsAsking) {
  // All lengths, so that the segments have every kind of padding.
  for (int i = 0; i < 6; ++i) {
    const auto claims = verify(token());
    ASSERT_TRUE(claims) << claims.error().text();
    EXPECT_EQ(claims->subject, "8f1d");
    EXPECT_EQ(claims->email, "ada@example.org");
    EXPECT_TRUE(claims->email_verified);
    header["more"] = std::string(static_cast<std::size_t>(i), 'x');
    payload["name"] = "Ada" + std::string(static_cast<std::size_t>(i / 2), 'x');
  }
  ASSERT_EQ(fetched.size(), 1U);
  EXPECT_EQ(fetched.front(), std::string("https://public-keys.auth.elb.eu-central-1.amazonaws.com/") + kKid);
}

TEST_F(Alb, SignerIsOurLoadBalancer) {
  // The region's keys sign for everybody's load balancers: the signature alone proves nothing.
  for (const auto& signer :
       {Json("arn:aws:elasticloadbalancing:eu-central-1:210987654321:loadbalancer/app/site/50dc6c495c0c9188"),
        Json(std::string(kArn) + "0"), Json(std::string(kArn).substr(0, 90)), Json(""), Json(nullptr),
        Json({kArn})}) {
    EXPECT_THAT(why_with("signer", signer), HasSubstr("load balancer")) << signer;
  }
  payload["signer"] = kArn;
  header.erase("signer");
  EXPECT_THAT(why(token()), HasSubstr("load balancer"));
}

TEST_F(Alb, ClientIsOurs) {
  for (const auto& client : {Json("another"), Json(""), Json(nullptr), Json({kClient})}) {
    EXPECT_THAT(why_with("client", client), HasSubstr("client")) << client;
  }
  payload["client"] = kClient;
  header.erase("client");
  EXPECT_THAT(why(token()), HasSubstr("client"));
}

TEST_F(Alb, IssuerIsOurs) {
  for (const auto& issuer : {Json("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Another"),
                             Json(std::string(kIssuer) + "/"), Json(""), Json(nullptr)}) {
    EXPECT_THAT(why_with("iss", issuer), HasSubstr("issuer")) << issuer;
  }
  payload["iss"] = kIssuer;
  header.erase("iss");
  EXPECT_THAT(why(token()), HasSubstr("issuer"));
}

TEST_F(Alb, IsNotExpired) {
  const auto text = token();
  EXPECT_TRUE(verify(text, kNow + 120));
  EXPECT_TRUE(verify(text, kNow + 149));
  EXPECT_THAT(why(text, kNow + 150), HasSubstr("expired"));
  EXPECT_THAT(why(text, kNow + 1'000'000), HasSubstr("expired"));
  fetched.clear();
  for (const auto& expires : {Json(nullptr), Json("1764000120"), Json(0), Json(-1), Json(1e300)}) {
    EXPECT_THAT(why_with("exp", expires), HasSubstr("expired")) << expires;
  }
  payload["exp"] = kNow + 120;
  header.erase("exp");
  EXPECT_THAT(why(token()), HasSubstr("expired"));
}

TEST_F(Alb, AlgorithmIsEs256) {
  for (const auto& algorithm : {Json("none"), Json("NONE"), Json(""), Json("HS256"), Json("RS256"),
                                Json("ES384"), Json("es256"), Json(nullptr)}) {
    EXPECT_THAT(why_with("alg", algorithm), HasSubstr("algorithm")) << algorithm;
  }
  header["alg"] = "none";
  const auto covered = signing::signed_part(header.dump(), payload.dump(), Padding::exact);
  why(covered + ".");
}

// A public key used as a shared key: an attack on verifiers that let the token choose (RFC 8725 section 2.1).
TEST_F(Alb, PublicKeyIsNoSharedKey) {
  header["alg"] = "HS256";
  const auto covered = signing::signed_part(header.dump(), payload.dump(), Padding::exact);
  const auto pem = ours().pem();
  std::string mac(32, '\0');
  unsigned length = 0;
  ASSERT_NE(HMAC(EVP_sha256(), pem.data(), static_cast<int>(pem.size()),
                 reinterpret_cast<const unsigned char*>(covered.data()), covered.size(),
                 reinterpret_cast<unsigned char*>(mac.data()), &length),
            nullptr);
  why(covered + "." + encode(mac, Padding::exact));
}

TEST_F(Alb, KeyIdIsAUuid) {
  for (const auto& kid :
       {Json("https://evil.example/key"), Json("../../evil"), Json("..%2f..%2fevil"),
        Json(std::string(kKid) + "/../x"), Json(std::string(kKid) + "?x"), Json(std::string(kKid) + "#x"),
        Json(std::string("@evil.example/") + kKid), Json(std::string(kKid).substr(1)),
        Json(std::string(kKid) + " "), Json(std::string(kKid) + "\r\nX: y"), Json(""), Json(nullptr), Json(1),
        Json({kKid})}) {
    EXPECT_THAT(why_with("kid", kid), HasSubstr("key ID")) << kid;
  }
  header.erase("kid");
  EXPECT_THAT(why(token()), HasSubstr("key ID"));
}

TEST_F(Alb, KeyComesFromTheConfiguredPlaceAlone) {
  const auto evil = KeyPair::ec();
  header["jwk"] = evil.jwk(kKid);
  header["jku"] = "https://evil.example/keys";
  header["x5u"] = "https://evil.example/chain";
  header["region"] = "evil";
  EXPECT_THAT(why(token(evil)), HasSubstr("signature"));
  ASSERT_EQ(fetched.size(), 1U);
  EXPECT_THAT(fetched.front(),
              testing::StartsWith("https://public-keys.auth.elb.eu-central-1.amazonaws.com/"));
}

TEST_F(Alb, ForgedOnesAreRefused) {
  EXPECT_THAT(why(token(KeyPair::ec())), HasSubstr("signature"));
  // claims of one token, signature of another
  const auto text = token();
  payload["sub"] = "root";
  const auto changed = signing::signed_part(header.dump(), payload.dump(), Padding::exact);
  EXPECT_THAT(why(changed + text.substr(text.rfind('.'))), HasSubstr("signature"));
}

TEST_F(Alb, SignatureIsRaw) {
  const auto covered = signing::signed_part(header.dump(), payload.dump(), Padding::exact);
  const auto raw = ours().sign(covered);
  const auto with = [&](std::string_view signature) {
    return covered + "." + encode(signature, Padding::exact);
  };
  EXPECT_TRUE(verify(with(raw)));
  EXPECT_THAT(why(with(ours().sign_asn1(covered))), HasSubstr("signature"));
  EXPECT_THAT(why(with(raw.substr(0, 63))), HasSubstr("signature"));
  EXPECT_THAT(why(with(raw.substr(0, 32))), HasSubstr("signature"));
  EXPECT_THAT(why(with(raw + '\0')), HasSubstr("signature"));
  EXPECT_THAT(why(with("")), HasSubstr("signature"));
  EXPECT_THAT(why(with(std::string(64, '\0'))), HasSubstr("signature"));
}

TEST_F(Alb, SignatureCoversTheReceivedBytes) {
  header["more"] = "";
  while (header.dump().size() % 3 != 1) header["more"] = header["more"].get<std::string>() + "x";
  const auto text = token();
  ASSERT_TRUE(verify(text));
  // A signature over the segments without padding does not match
  const auto bare = signing::signed_part(header.dump(), payload.dump(), Padding::none);
  const auto padded = signing::signed_part(header.dump(), payload.dump(), Padding::exact);
  EXPECT_THAT(why(padded + "." + encode(ours().sign(bare), Padding::exact)), HasSubstr("signature"));
  // padding removed, everywhere and in each segment
  const auto dot = text.find('.');
  const auto last = text.rfind('.');
  ASSERT_EQ(text.substr(dot - 2, 2), "==");
  ASSERT_TRUE(text.ends_with("=="));
  EXPECT_THAT(why(text.substr(0, dot - 2) + text.substr(dot)), HasSubstr("base64url"));
  EXPECT_THAT(why(text.substr(0, dot - 1) + text.substr(dot)), HasSubstr("base64url"));
  EXPECT_THAT(why(text.substr(0, text.size() - 2)), HasSubstr("base64url"));
  EXPECT_THAT(why(bare + text.substr(last)), HasSubstr("base64url"));
  // the same JSON, written differently
  const auto spaced = encode(header.dump(1), Padding::exact);
  EXPECT_THAT(why(spaced + text.substr(dot)), HasSubstr("signature"));
  const auto respelled = encode(payload.dump(1), Padding::exact);
  EXPECT_THAT(why(text.substr(0, dot + 1) + respelled + text.substr(last)), HasSubstr("signature"));
  // the same bytes with other bits behind the last one
  auto bits = text;
  ++bits[dot - 3];
  EXPECT_THAT(why(bits), HasSubstr("base64url"));
  bits = text;
  ++bits[bits.size() - 3];
  EXPECT_THAT(why(bits), HasSubstr("base64url"));
}

TEST_F(Alb, EveryChangedByteIsSeen) {
  const auto text = token();
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    why(changed);
  }
  for (const auto size : {std::size_t{0}, std::size_t{1}, text.size() / 2, text.size() - 1})
    why(text.substr(0, size));
}

TEST_F(Alb, OneValueIsOneToken) {
  const auto text = token();
  for (const auto& value : {text + "," + text, text + ", " + text, text + " ", " " + text, text + text,
                            text + ".", "Bearer " + text, "\"" + text + "\""}) {
    why(value);
  }
}

TEST_F(Alb, MembersOccurOnce) {
  const auto signed_as = [&](const std::string& first, const std::string& second) {
    return signing::token_of_texts(first, second, ours(), Padding::exact);
  };
  ASSERT_TRUE(verify(signed_as(header.dump(), payload.dump())));
  EXPECT_THAT(why(signed_as(signing::with_first(R"("signer":"another")", header), payload.dump())),
              HasSubstr("twice"));
  EXPECT_THAT(why(signed_as(signing::with_first(R"("al\u0067":"none")", header), payload.dump())),
              HasSubstr("twice"));
  EXPECT_THAT(why(signed_as(header.dump(), signing::with_first(R"("sub":"root")", payload))),
              HasSubstr("twice"));
}

TEST_F(Alb, ExtensionsAreRefused) {
  header["crit"] = {"exp"};
  EXPECT_THAT(why(token()), HasSubstr("extension"));
}

TEST_F(Alb, TooLongOnesAreRefused) {
  payload["name"] = std::string(16384, 'a');
  EXPECT_THAT(why(token()), HasSubstr("long"));
}

TEST_F(Alb, ClaimsNameASubject) {
  payload.erase("sub");
  EXPECT_THAT(why(token()), HasSubstr("whose"));
  for (const auto* const text : {"", "text", "[]", "null"}) {
    why(signing::token_of_texts(header.dump(), text, ours(), Padding::exact));
  }
}

TEST_F(Alb, UnknownKeyIsRefused) {
  status = 403;
  EXPECT_THAT(why(token()), HasSubstr("key"));
}

TEST_F(Alb, KeysThatCannotBeHadAreNoRefusal) {
  status = 503;
  const auto claims = verify(token());
  ASSERT_FALSE(claims);
  EXPECT_EQ(claims.error().code, ErrorCode::unavailable);
}

TEST_F(Alb, KnownKeysServeWhileThePlaceIsAway) {
  EXPECT_TRUE(verify(token()));
  status = 503;
  EXPECT_TRUE(verify(token()));
}

TEST(AlbSettingsCheck, FillsInWhatTheArnSays) {
  EXPECT_EQ(settings().region, "eu-central-1");
  const auto place = [](std::string partition, std::string region) {
    auto other = settings();
    other.arn = "arn:" + partition + ":elasticloadbalancing:" + region + ":123456789012:loadbalancer/app/a/b";
    other.region.clear();
    other.key_base_url.clear();
    return checked(other)->key_base_url;
  };
  EXPECT_EQ(place("aws-us-gov", "us-gov-west-1"),
            "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1");
  EXPECT_EQ(place("aws-cn", "cn-north-1"), "https://public-keys.auth.elb.cn-north-1.amazonaws.com.cn");
}

TEST(AlbSettingsCheck, RefusesWhatCannotBeRight) {
  const auto is_refused = [](auto change) {
    auto changed = settings();
    change(changed);
    return !checked(changed).has_value();
  };
  for (const auto* const arn :
       {"", "x", "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/a/b",
        "arn:aws:elasticloadbalancing::123456789012:loadbalancer/app/a/b",
        "arn:aws:elasticloadbalancing:evil.example/:123456789012:loadbalancer/app/a/b",
        "arn:aws:iam:eu-central-1:123456789012:loadbalancer/app/a/b",
        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/b:c"}) {
    EXPECT_TRUE(is_refused([&](AlbSettings& changed) { changed.arn = arn; })) << arn;
  }
  EXPECT_TRUE(is_refused([](AlbSettings& changed) { changed.region = "us-east-1"; }));
  EXPECT_TRUE(is_refused([](AlbSettings& changed) { changed.client_id.clear(); }));
  EXPECT_TRUE(is_refused([](AlbSettings& changed) { changed.issuer.clear(); }));
  for (const auto* const url : {"http://keys.example", "https://keys.example/", "https://u:p@keys.example",
                                "https://keys.example?x=", "https://keys.example#x", "ftp://keys.example",
                                "keys", "http://127.0.0.1.evil.example", "https://keys.example/a b"}) {
    EXPECT_TRUE(is_refused([&](AlbSettings& changed) { changed.key_base_url = url; })) << url;
  }
  EXPECT_FALSE(is_refused([](AlbSettings& changed) { changed.key_base_url = "http://127.0.0.1:8080"; }));
  EXPECT_FALSE(is_refused([](AlbSettings& changed) { changed.key_base_url = "http://[::1]:8080/keys"; }));
}

}  // namespace
}  // namespace vitrine::auth::tokens::alb_test
