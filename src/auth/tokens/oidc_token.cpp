#include "auth/tokens/oidc_token.hpp"
#include "auth/tokens/refusal.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "auth/policy/secret.hpp"
#include "auth/tokens/jose.hpp"

namespace vitrine::auth::tokens {

namespace {

/// The payload of a token that one of `keys` has signed.
Result<Json> verified_payload(std::string_view token, std::initializer_list<Algorithm> allowed,
                              KeySetCache& keys) {
  const auto jws = parse_jws(token, Padding::none, allowed);
  if (!jws) return jws.error();
  const auto key = keys.find(jws->kid, jws->algorithm);
  if (!key) return key.error();
  if (!key->verify(jws->signed_part, jws->signature)) return refuse("the token's signature is wrong");
  // A token of another kind with the same key states it here (RFC 8725 section 3.11), for example an access
  // token (RFC 9068).
  if (jws->header.contains("typ")) {
    const auto type = string_member(jws->header, "typ").value_or("");
    if (type != "JWT" && type != "jwt") return refuse("the token is of another type");
  }
  auto payload = parse_object(jws->payload);
  if (!payload) return std::move(payload).error().context("the token's claims");
  return payload;
}

/// Whether `aud` names us (OpenID Connect Core section 3.1.3.7, rules 3 to 5).
bool is_for(const Json& payload, const std::string& client_id) {
  const auto audience = payload.find("aud");
  if (audience == payload.end()) return false;
  const bool is_named = audience->is_array()
                            ? std::ranges::find(*audience, Json(client_id)) != audience->end()
                            : *audience == Json(client_id);
  const bool needs_party = audience->is_array() && audience->size() > 1;
  const bool is_party = payload.contains("azp") ? string_member(payload, "azp") == client_id : !needs_party;
  return is_named && is_party;
}

/// The reason why the token is not valid at this time; nothing if it is.
std::optional<Error> refuse_by_time(const Json& payload, base::TimePoint now) {
  const auto expires = date_member(payload, "exp");
  if (!expires || now >= *expires + kOidcSkew) return refuse("the token has expired");
  const auto issued = date_member(payload, "iat");
  if (!issued || *issued > now + kOidcSkew) return refuse("the token was not issued yet");
  if (!payload.contains("nbf")) return std::nullopt;
  const auto begins = date_member(payload, "nbf");
  if (!begins || *begins > now + kOidcSkew) return refuse("the token is not valid yet");
  return std::nullopt;
}

}  // namespace

Result<Claims> verify_id_token(std::string_view token, const OidcSettings& settings, KeySetCache& keys,
                               std::string_view nonce, base::TimePoint now) {
  const auto payload = verified_payload(token, {Algorithm::rs256, Algorithm::es256}, keys);
  if (!payload) return payload.error();
  if (string_member(*payload, "iss") != settings.issuer) return refuse("the token is from another issuer");
  if (!is_for(*payload, settings.client_id)) return refuse("the token is for another client");
  if (auto wrong = refuse_by_time(*payload, now)) return *std::move(wrong);
  if (nonce.empty() || !equal_in_constant_time(string_member(*payload, "nonce").value_or(""), nonce)) {
    return refuse("the token belongs to another sign-in");
  }
  if (payload->contains("token_use") && string_member(*payload, "token_use") != "id") {
    return refuse("the token is no ID token");
  }
  return read_claims(*payload, settings.groups_claim);
}

Result<Claims> verify_access_token(std::string_view token, const AccessTokenRules& rules, KeySetCache& keys,
                                   base::TimePoint now) {
  const auto payload = verified_payload(token, {Algorithm::rs256}, keys);
  if (!payload) return payload.error();
  if (string_member(*payload, "iss") != rules.issuer) return refuse("the token is from another issuer");
  if (string_member(*payload, "client_id") != rules.client_id) {
    return refuse("the token is for another client");
  }
  if (string_member(*payload, "token_use") != "access") return refuse("the token is no access token");
  if (auto wrong = refuse_by_time(*payload, now)) return *std::move(wrong);
  auto claims = read_claims(*payload, rules.groups_claim);
  if (claims && claims->subject != rules.subject) return refuse("the token is somebody else's");
  return claims;
}

}  // namespace vitrine::auth::tokens
