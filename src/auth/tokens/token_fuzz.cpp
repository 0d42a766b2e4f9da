// Fuzzes tokens with any bytes: nobody is authenticated without a signature, and with one only by the rules,
// which are checked here again from the decoded JSON.
//
// An input is the token's header, a line end, and its payload, which the test signs. The whole input is also
// tested as a token.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "auth/tokens/alb.hpp"
#include "auth/tokens/oidc.hpp"
#include "auth/tokens/oidc_token.hpp"
#include "auth/tokens/signing_testing.hpp"

namespace {

using namespace vitrine;
using namespace vitrine::auth::tokens;

constexpr auto kArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/b";
constexpr auto kIssuer = "https://id.example";
constexpr auto kClient = "c";
constexpr auto kSubject = "s";
constexpr auto kNonce = "n";
constexpr std::int64_t kNow = 1764000000;

void demand(bool holds) {
  if (!holds) std::abort();
}

struct Keys {
  signing::KeyPair ec = signing::KeyPair::ec();
  signing::KeyPair rsa = signing::KeyPair::rsa();
  std::string set = Json{{"keys", {rsa.jwk("r"), ec.jwk("e")}}}.dump();
  PemKeyCache pem{"https://keys.example", [this](const net::HttpCall& call) {
                    demand(call.url.starts_with("https://keys.example/") && call.url.size() == 57);
                    return net::HttpAnswer{.status = 200, .body = ec.pem()};
                  }};
  KeySetCache key_set{"https://id.example/keys",
                      [this](const net::HttpCall&) { return net::HttpAnswer{.status = 200, .body = set}; }};
};

bool says(const Json& object, const char* name, const char* value) {
  return object.contains(name) && object[name] == Json(value);
}

void demand_sound(const Claims& claims) {
  demand(!claims.subject.empty() && claims.subject.size() <= 255);
  demand(!claims.email_verified || !claims.email.empty());
  demand(!Json(claims.email).dump().empty() &&
         !Json(claims.name).dump().empty());  // throws if it is not UTF-8
  demand(claims.groups.size() <= 256);
}

void try_alb(Keys& keys, const AlbSettings& settings, std::string_view token, bool is_signed) {
  const auto claims = verify_alb(token, settings, keys.pem, base::TimePoint(std::chrono::seconds(kNow)));
  if (!claims) return;
  demand(is_signed);
  demand_sound(*claims);
  const auto dot = token.find('.');
  const auto header = Json::parse(*base::base64url_decode_padded(token.substr(0, dot)));
  demand(says(header, "alg", "ES256") && says(header, "signer", kArn) && says(header, "client", kClient) &&
         says(header, "iss", kIssuer) && !header.contains("crit"));
  demand(header["exp"].get<double>() > static_cast<double>(kNow - 30));
}

void try_oidc(Keys& keys, std::string_view token, bool is_signed) {
  const auto now = base::TimePoint(std::chrono::seconds(kNow));
  const OidcSettings settings{.issuer = kIssuer, .client_id = kClient};
  const AccessTokenRules rules{.issuer = kIssuer, .client_id = kClient, .subject = kSubject};
  const auto id = verify_id_token(token, settings, keys.key_set, kNonce, now);
  const auto access = verify_access_token(token, rules, keys.key_set, now);
  if (!id && !access) return;
  demand(is_signed);
  demand(!(id && access));
  demand_sound(id ? *id : *access);
  const auto first = token.find('.');
  const auto second = token.rfind('.');
  const auto payload = Json::parse(*base::base64url_decode(token.substr(first + 1, second - first - 1)));
  demand(says(payload, "iss", kIssuer));
  demand(id ? says(payload, "nonce", kNonce) && payload.contains("aud")
            : says(payload, "client_id", kClient) && says(payload, "token_use", "access"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Keys keys;
  static const auto settings = *checked(AlbSettings{
      .arn = kArn, .issuer = kIssuer, .client_id = kClient, .key_base_url = "https://keys.example"});
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try_alb(keys, settings, bytes, false);
  try_oidc(keys, bytes, false);
  const net::HttpAnswer answer{.status = 200, .body = std::string(bytes)};
  static_cast<void>(read_discovery(answer, {.issuer = kIssuer, .client_id = kClient}));
  static_cast<void>(read_tokens(answer));
  static_cast<void>(PublicKey::from_pem(bytes));
  if (const auto object = parse_object(bytes)) {
    demand(Json::parse(object->dump()) == *object);
    static_cast<void>(PublicKey::from_jwk(*object));
  }

  const auto end = bytes.find('\n');
  if (end == std::string_view::npos) return 0;
  const auto header = bytes.substr(0, end);
  const auto payload = bytes.substr(end + 1);
  if (header.find("RS256") != std::string_view::npos) {  // signing with RSA is slow
    try_oidc(keys, signing::token_of_texts(header, payload, keys.rsa), true);
    return 0;
  }
  try_alb(keys, settings, signing::token_of_texts(header, payload, keys.ec, Padding::exact), true);
  try_oidc(keys, signing::token_of_texts(header, payload, keys.ec), true);
  return 0;
}
