#include "auth/tokens/jose.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/policy/secret.hpp"
#include "auth/tokens/signing_testing.hpp"
#include "base/digest.hpp"

namespace vitrine::auth::tokens::jose_test {
namespace {

using signing::encode;

/// A token of these parts, enough for parse_jws().
std::string of(std::string_view header, std::string_view payload = "{}", std::string_view signature = "sig") {
  return base::base64url(header) + "." + base::base64url(payload) + "." + base::base64url(signature);
}

bool is_taken(std::string_view text, Padding padding = Padding::none) {
  const auto parsed = parse_jws(text, padding, {Algorithm::es256});
  if (!parsed) {
    EXPECT_EQ(parsed.error().code, ErrorCode::invalid);
  }
  return parsed.has_value();
}

TEST(Jws, IsTakenApart) {
  const auto text = of(R"({"alg":"RS256","kid":"k 1","typ":"JWT"})", "any \x01 bytes", "\xFF\xFE");
  const auto jws = parse_jws(text, Padding::none, {Algorithm::es256, Algorithm::rs256});
  ASSERT_TRUE(jws) << jws.error().text();
  EXPECT_EQ(jws->algorithm, Algorithm::rs256);
  EXPECT_EQ(jws->kid, "k 1");
  EXPECT_EQ(jws->header["typ"], "JWT");
  EXPECT_EQ(jws->payload, "any \x01 bytes");
  EXPECT_EQ(jws->signature, "\xFF\xFE");
  EXPECT_EQ(jws->signed_part, text.substr(0, text.rfind('.')));
  EXPECT_EQ(parse_jws(of(R"({"alg":"ES256"})"), Padding::none, {Algorithm::es256})->kid, "");
}

TEST(Jws, HasExactlyThreeSegments) {
  const auto header = base::base64url(R"({"alg":"ES256"})");
  EXPECT_TRUE(is_taken(header + ".e30.c2ln"));
  for (const auto& text :
       {std::string(), std::string("."), std::string(".."), header, header + ".e30", header + ".e30.c2ln.",
        header + ".e30.c2ln.c2ln", header + ".e30.c2ln.c2ln.c2ln", "." + header + ".e30.c2ln",
        header + " .e30.c2ln", header + ".e30.c2ln\n", header + ".e30.c2ln, " + header + ".e30.c2ln"}) {
    EXPECT_FALSE(is_taken(text)) << text;
  }
}

TEST(Jws, HasOneFormOnly) {
  const std::string header = R"({"alg":"ES256"}  )";  // 17 bytes: padded, with two bits behind the last byte
  const auto plain = encode(header, Padding::none);
  const auto padded = encode(header, Padding::exact);
  EXPECT_TRUE(is_taken(plain + ".e30.c2ln"));
  EXPECT_TRUE(is_taken(padded + ".e30=.c2ln", Padding::exact));
  EXPECT_FALSE(is_taken(padded + ".e30.c2ln"));
  EXPECT_FALSE(is_taken(plain + ".e30=.c2ln", Padding::exact));
  EXPECT_FALSE(is_taken(padded + ".e30.c2ln", Padding::exact));
  auto other_bits = plain;
  ++other_bits.back();
  EXPECT_FALSE(is_taken(other_bits + ".e30.c2ln"));
  EXPECT_FALSE(is_taken(plain + ".e31.c2ln"));
  EXPECT_FALSE(is_taken(plain + ".e30.c2lnZh"));
  EXPECT_FALSE(is_taken(plain + ".e30.c2l+"));
}

TEST(Jws, NamesAnAlgorithmThatIsAllowed) {
  EXPECT_TRUE(is_taken(of(R"({"alg":"ES256"})")));
  for (const auto* const algorithm :
       {"null", R"("none")", R"("None")", R"("")", R"("HS256")", R"("RS256")", R"("es256")", R"("ES256 ")",
        R"("ES256K")", R"("ES384")", R"("PS256")", R"(["ES256"])", "256"}) {
    EXPECT_FALSE(is_taken(of(std::string(R"({"alg":)") + algorithm + "}"))) << algorithm;
  }
  EXPECT_FALSE(is_taken(of("{}")));
  EXPECT_FALSE(parse_jws(of(R"({"alg":"ES256"})"), Padding::none, {Algorithm::rs256}));
  EXPECT_FALSE(parse_jws(of(R"({"alg":"ES256"})"), Padding::none, {}));
}

TEST(Jws, NeedsNoExtension) {
  for (const auto* const list : {R"(["b64"])", R"(["exp"])", "[]", "null", R"("exp")"}) {
    EXPECT_FALSE(is_taken(of(std::string(R"({"alg":"ES256","exp":1,"b64":false,"crit":)") + list + "}")))
        << list;
  }
}

TEST(Jws, HasAKeyIdThatIsText) {
  for (const auto& kid : {std::string("1"), std::string("null"), std::string(R"("")"),
                          std::string(R"(["k"])"), '"' + std::string(257, 'k') + '"'}) {
    EXPECT_FALSE(is_taken(of(R"({"alg":"ES256","kid":)" + kid + "}"))) << kid;
  }
  EXPECT_TRUE(is_taken(of(R"({"alg":"ES256","kid":")" + std::string(256, 'k') + "\"}")));
}

TEST(Jws, IsBounded) {
  const auto head = base::base64url(R"({"alg":"ES256"})") + ".e30.";
  EXPECT_TRUE(is_taken(head + std::string(16384 - head.size() - 1, 'A')));
  EXPECT_FALSE(is_taken(head + std::string(16384 - head.size() + 2, 'A')));
}

TEST(Jws, IsNotQuotedInMessages) {
  for (const auto& text : {of(R"({"alg":"secret"})"), of(R"({"alg":"ES256","kid":["secret"]})"), of("secret"),
                           std::string("secret.secret.secret")}) {
    const auto parsed = parse_jws(text, Padding::none, {Algorithm::es256});
    ASSERT_FALSE(parsed);
    EXPECT_THAT(parsed.error().text(), testing::Not(testing::HasSubstr("secret")));
  }
}

TEST(Object, HasEachMemberOnce) {
  EXPECT_TRUE(parse_object(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})"));
  for (const auto* const text : {R"({"a":1,"a":1})", R"({"a":1,"b":2,"\u0061":3})", R"({"b":{"a":1,"a":2}})",
                                 R"({"b":[[{"a":1,"a":2}]]})"}) {
    EXPECT_FALSE(parse_object(text)) << text;
  }
}

TEST(Object, IsJsonAndNothingElse) {
  for (const auto* const text :
       {"", " ", "null", "1", "[]", R"("{}")", "{", "{}}", "{} x", "{,}", R"({"a":1,})", "{a:1}", "{/**/}",
        "{\"a\":\"\xFF\"}", "{\"a\":NaN}", "\xEF\xBB\xBF\xEF\xBB\xBF{}"}) {
    EXPECT_FALSE(parse_object(text)) << text;
  }
  EXPECT_FALSE(parse_object(std::string_view("{}\0", 3)));
}

TEST(Object, IsNotNestedDeeply) {
  const auto nested = [](int levels) {
    std::string text = "1";
    for (int i = 0; i < levels; ++i) text = i % 2 == 0 ? "[" + text + "]" : "{\"a\":" + text + "}";
    return text;
  };
  EXPECT_TRUE(parse_object(nested(16)));
  EXPECT_FALSE(parse_object(nested(18)));
  std::string deep = R"({"a":)";
  deep += std::string(200'000, '[');
  EXPECT_FALSE(parse_object(deep));
  EXPECT_FALSE(parse_object(deep + std::string(200'000, ']') + "}"));
}

TEST(Object, GivesDates) {
  const auto object =
      Json::parse(R"({"a":1764000000,"b":1.5,"c":"1","d":-1,"e":1e300,"f":253402300800,"g":true,"h":0})");
  using std::chrono::milliseconds;
  EXPECT_EQ(date_member(object, "a"), base::TimePoint(milliseconds(1764000000000)));
  EXPECT_EQ(date_member(object, "b"), base::TimePoint(milliseconds(1500)));
  EXPECT_EQ(date_member(object, "h"), base::TimePoint());
  for (const auto* const name : {"c", "d", "e", "f", "g", "none"})
    EXPECT_FALSE(date_member(object, name)) << name;
}

TEST(ConstantTime, Compares) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
  EXPECT_FALSE(equal_in_constant_time("", "a"));
}

}  // namespace
}  // namespace vitrine::auth::tokens::jose_test
