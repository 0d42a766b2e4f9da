#include "auth/tokens/oidc.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "auth/tokens/jose.hpp"

namespace vitrine::auth::tokens::oidc_test {
namespace {

using testing::HasSubstr;
using testing::Not;

OidcSettings settings() {
  return {.issuer = "https://id.example/realms/cv",
          .client_id = "vitrine",
          .client_secret = "s/e:c ret",
          .redirect_uri = "https://cv.example/-/auth/callback"};
}

Json metadata() {
  return {{"issuer", "https://id.example/realms/cv"},
          {"authorization_endpoint", "https://id.example/authorize"},
          {"token_endpoint", "https://id.example/token"},
          {"jwks_uri", "https://id.example/keys"},
          {"end_session_endpoint", "https://id.example/end"},
          {"response_types_supported", {"code", "code id_token"}},
          {"id_token_signing_alg_values_supported", {"RS256"}},
          {"code_challenge_methods_supported", {"plain", "S256"}},
          {"authorization_response_iss_parameter_supported", true}};
}

Result<Provider> read(const Json& json) {
  return read_discovery({.status = 200, .body = json.dump()}, settings());
}

Provider provider() {
  return *read(metadata());
}

TEST(OidcSettingsCheck, RefusesWhatCannotBeRight) {
  EXPECT_TRUE(checked(settings()));
  const auto is_refused = [](auto change) {
    auto changed = settings();
    change(changed);
    return !checked(changed).has_value();
  };
  for (const auto* const url :
       {"", "id.example", "http://id.example", "https://u:p@id.example", "https://id.example#x",
        "https://id.example?x", "javascript:alert(1)", "file:///etc/passwd"}) {
    EXPECT_TRUE(is_refused([&](OidcSettings& changed) { changed.issuer = url; })) << url;
  }
  EXPECT_TRUE(is_refused([](OidcSettings& changed) { changed.client_id.clear(); }));
  EXPECT_TRUE(is_refused([](OidcSettings& changed) { changed.redirect_uri = "http://cv.example/"; }));
  EXPECT_TRUE(is_refused([](OidcSettings& changed) { changed.scope = "email openidx"; }));
  EXPECT_TRUE(is_refused([](OidcSettings& changed) { changed.cognito_domain = "cv.auth.example"; }));
  EXPECT_FALSE(is_refused([](OidcSettings& changed) { changed.issuer = "http://localhost:9000"; }));
}

TEST(Discovery, IsAskedForAtTheIssuer) {
  EXPECT_EQ(discovery_request(settings()).url,
            "https://id.example/realms/cv/.well-known/openid-configuration");
  auto other = settings();
  other.issuer = "https://id.example/";
  EXPECT_EQ(discovery_request(other).url, "https://id.example/.well-known/openid-configuration");
}

TEST(Discovery, IsRead) {
  const auto read = provider();
  EXPECT_EQ(read.authorization_endpoint, "https://id.example/authorize");
  EXPECT_EQ(read.token_endpoint, "https://id.example/token");
  EXPECT_EQ(read.jwks_uri, "https://id.example/keys");
  EXPECT_EQ(read.end_session_endpoint, "https://id.example/end");
  EXPECT_TRUE(read.takes_basic);
  EXPECT_TRUE(read.names_itself);
}

TEST(Discovery, NeedsWhatIsRequired) {
  for (const auto* const name : {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"}) {
    auto changed = metadata();
    changed.erase(name);
    EXPECT_FALSE(read(changed)) << name;
    changed[name] = {"https://id.example/realms/cv"};
    EXPECT_FALSE(read(changed)) << name;
  }
  const auto with = [](const char* name, const Json& value) {
    auto changed = metadata();
    changed[name] = value;
    return read(changed).has_value();
  };
  EXPECT_FALSE(with("issuer", "https://id.example/realms/cv/"));
  EXPECT_FALSE(with("issuer", "https://id.example/realms/other"));
  for (const auto* const name :
       {"authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"}) {
    EXPECT_FALSE(with(name, "http://id.example/x")) << name;
    EXPECT_FALSE(with(name, "javascript:alert(1)")) << name;
    EXPECT_FALSE(with(name, "https://id.example/x\r\nSet-Cookie: y")) << name;
    EXPECT_TRUE(with(name, "http://127.0.0.1:9000/x")) << name;
  }
  EXPECT_FALSE(with("id_token_signing_alg_values_supported", {"HS256", "none"}));
  EXPECT_FALSE(with("response_types_supported", {"id_token"}));
  EXPECT_FALSE(with("code_challenge_methods_supported", {"plain"}));
  EXPECT_FALSE(with("code_challenge_methods_supported", Json::array()));
}

// Cognito's metadata does not mention PKCE, and has no end_session_endpoint.
TEST(Discovery, TakesWhatIsNotSaidAsSupported) {
  auto changed = metadata();
  changed.erase("code_challenge_methods_supported");
  changed.erase("end_session_endpoint");
  changed.erase("authorization_response_iss_parameter_supported");
  const auto read_back = read(changed);
  ASSERT_TRUE(read_back);
  EXPECT_EQ(read_back->end_session_endpoint, "");
  EXPECT_FALSE(read_back->names_itself);
}

TEST(Discovery, FailsByTheAnswer) {
  const auto code = [](long status, const std::string& body) {
    const auto result = read_discovery({.status = status, .body = body}, settings());
    EXPECT_FALSE(result);
    return result ? ErrorCode::internal : result.error().code;
  };
  const auto good = metadata().dump();
  EXPECT_EQ(code(0, ""), ErrorCode::unavailable);
  EXPECT_EQ(code(503, good), ErrorCode::unavailable);
  EXPECT_EQ(code(302, good), ErrorCode::unavailable);
  EXPECT_EQ(code(200, "<html>"), ErrorCode::invalid);
  EXPECT_EQ(code(200, R"({"issuer":"https://evil.example",)" + good.substr(1)), ErrorCode::invalid);
}

TEST(SignIn, HasFreshSecrets) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const auto sign_in = begin_sign_in();
    for (const auto& secret : {sign_in.state, sign_in.nonce, sign_in.verifier}) {
      EXPECT_EQ(secret.size(), 43U);
      EXPECT_TRUE(seen.insert(secret).second);
    }
  }
}

// RFC 7636 appendix B
TEST(SignIn, ChallengesAsThePublishedExample) {
  EXPECT_EQ(pkce_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(SignIn, AsksTheProvider) {
  const SignIn sign_in{
      .state = "st", .nonce = "no", .verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"};
  const std::string query =
      "response_type=code&client_id=vitrine&redirect_uri=https%3A%2F%2Fcv.example%2F-%2Fauth%2Fcallback"
      "&scope=openid%20email%20profile&state=st&nonce=no"
      "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
  EXPECT_EQ(authorization_url(provider(), settings(), sign_in), "https://id.example/authorize?" + query);
  auto other = provider();
  other.authorization_endpoint += "?tenant=1";
  EXPECT_EQ(authorization_url(other, settings(), sign_in), "https://id.example/authorize?tenant=1&" + query);
  EXPECT_THAT(authorization_url(provider(), settings(), sign_in), Not(HasSubstr(sign_in.verifier)));
}

class Answer : public testing::Test {
 protected:
  SignIn sign_in = begin_sign_in();
  Parameters good{{"state", sign_in.state}, {"code", "c-1"}, {"iss", "https://id.example/realms/cv"}};

  std::string why(const Parameters& parameters, const Provider& from = provider()) {
    const auto code = authorization_code(parameters, from, sign_in);
    EXPECT_FALSE(code);
    return code ? "" : code.error().text();
  }
  [[nodiscard]] Parameters with(const char* name, const std::string& value) const {
    auto changed = good;
    changed[name] = value;
    return changed;
  }
  [[nodiscard]] Parameters without(const char* name) const {
    auto changed = good;
    changed.erase(name);
    return changed;
  }
};

TEST_F(Answer, BringsACode) {
  EXPECT_EQ(*authorization_code(good, provider(), sign_in), "c-1");
}

TEST_F(Answer, BelongsToThisBrowser) {
  EXPECT_THAT(why(with("state", begin_sign_in().state)), HasSubstr("browser"));
  EXPECT_THAT(why(with("state", "")), HasSubstr("browser"));
  EXPECT_THAT(why(without("state")), HasSubstr("browser"));
  sign_in.state.clear();  // a browser that began no attempt
  EXPECT_THAT(why(with("state", "")), HasSubstr("browser"));
  EXPECT_THAT(why(without("state")), HasSubstr("browser"));
}

TEST_F(Answer, IsFromTheProviderThatWasAsked) {
  EXPECT_THAT(why(with("iss", "https://evil.example")), HasSubstr("provider"));
  EXPECT_THAT(why(without("iss")), HasSubstr("provider"));
  auto silent = provider();
  silent.names_itself = false;
  EXPECT_TRUE(authorization_code(without("iss"), silent, sign_in));
  EXPECT_THAT(why(with("iss", "https://evil.example"), silent), HasSubstr("provider"));
}

TEST_F(Answer, MayBeARefusal) {
  EXPECT_THAT(why(with("error", "access_denied")), HasSubstr("access_denied"));
  EXPECT_THAT(why(with("error", "<script>\nforged log line")), Not(HasSubstr("forged")));
}

TEST_F(Answer, HasACodeInBounds) {
  EXPECT_THAT(why(without("code")), HasSubstr("code"));
  for (const auto& code :
       {std::string(), std::string("a\nb"), std::string("\xC3\xA4"), std::string(2049, 'c')}) {
    EXPECT_THAT(why(with("code", code)), HasSubstr("code"));
  }
}

TEST(TokenRequest, AuthenticatesByHeader) {
  const auto call =
      token_request(provider(), settings(), "c/1", {.state = "s", .nonce = "n", .verifier = "v"});
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.url, "https://id.example/token");
  EXPECT_EQ(call.body,
            "grant_type=authorization_code&code=c%2F1"
            "&redirect_uri=https%3A%2F%2Fcv.example%2F-%2Fauth%2Fcallback&code_verifier=v");
  // vitrine:s%2Fe%3Ac%20ret
  EXPECT_THAT(call.headers, testing::Contains("Authorization: Basic dml0cmluZTpzJTJGZSUzQWMlMjByZXQ="));
  EXPECT_THAT(call.headers, testing::Contains("Content-Type: application/x-www-form-urlencoded"));
}

TEST(TokenRequest, AuthenticatesInTheBodyWhereThatIsAllThereIs) {
  auto json = metadata();
  json["token_endpoint_auth_methods_supported"] = {"client_secret_post", "private_key_jwt"};
  const auto call = token_request(*read(json), settings(), "c", {.verifier = "v"});
  EXPECT_THAT(call.body, HasSubstr("&client_id=vitrine&client_secret=s%2Fe%3Ac%20ret"));
  EXPECT_THAT(call.headers, Not(testing::Contains(testing::StartsWith("Authorization"))));
}

TEST(TokenRequest, OfAPublicClientNamesIt) {
  auto open = settings();
  open.client_secret.clear();
  const auto call = token_request(provider(), open, "c", {.verifier = "v"});
  EXPECT_THAT(call.body, HasSubstr("&client_id=vitrine"));
  EXPECT_THAT(call.body, Not(HasSubstr("secret")));
  EXPECT_THAT(call.headers, Not(testing::Contains(testing::StartsWith("Authorization"))));
}

TEST(TokenAnswer, IsRead) {
  const auto tokens = read_tokens(
      {.status = 200, .body = R"({"id_token":"a.b.c","access_token":"d","token_type":"bearer"})"});
  ASSERT_TRUE(tokens);
  EXPECT_EQ(tokens->id_token, "a.b.c");
  EXPECT_EQ(tokens->access_token, "d");
}

TEST(TokenAnswer, FailsByWhatItIs) {
  const auto code = [](long status, const std::string& body) {
    const auto result = read_tokens({.status = status, .body = body});
    EXPECT_FALSE(result) << body;
    return result ? ErrorCode::internal : result.error().code;
  };
  const std::string good = R"({"id_token":"a.b.c","access_token":"d","token_type":"Bearer"})";
  for (const long status : {0L, 429L, 500L, 503L}) EXPECT_EQ(code(status, good), ErrorCode::unavailable);
  for (const long status : {204L, 302L, 400L, 401L}) EXPECT_EQ(code(status, good), ErrorCode::invalid);
  for (const auto& body :
       {std::string(), std::string("{}"), std::string(R"({"id_token":"a","access_token":"d"})"),
        std::string(R"({"id_token":"a","access_token":"d","token_type":"mac"})"),
        std::string(R"({"access_token":"d","token_type":"Bearer"})"),
        std::string(R"({"id_token":"a","token_type":"Bearer"})"),
        std::string(R"({"id_token":["a"],"access_token":"d","token_type":"Bearer"})"),
        R"({"id_token":"x",)" + good.substr(1),
        R"({"id_token":")" + std::string(16385, 'a') + R"(","access_token":"d","token_type":"Bearer"})"}) {
    EXPECT_EQ(code(200, body), ErrorCode::invalid);
  }
}

TEST(SignOut, IsInitiatedByUs) {
  EXPECT_EQ(sign_out_url(provider(), settings(), "https://cv.example/?a=b", "st"),
            "https://id.example/"
            "end?client_id=vitrine&post_logout_redirect_uri=https%3A%2F%2Fcv.example%2F%3Fa%3Db&state=st");
  EXPECT_THAT(*sign_out_url(provider(), settings(), "https://cv.example/"), Not(HasSubstr("state")));
  auto without = provider();
  without.end_session_endpoint.clear();
  EXPECT_FALSE(sign_out_url(without, settings(), "https://cv.example/"));
}

TEST(SignOut, GoesCognitosWay) {
  auto ours = settings();
  ours.cognito_domain = "https://cv.auth.eu-central-1.amazoncognito.com/";
  EXPECT_EQ(sign_out_url(provider(), ours, "https://cv.example/", "st"),
            "https://cv.auth.eu-central-1.amazoncognito.com/"
            "logout?client_id=vitrine&logout_uri=https%3A%2F%2Fcv.example%2F");
}

}  // namespace
}  // namespace vitrine::auth::tokens::oidc_test
