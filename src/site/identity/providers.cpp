#include "site/identity/providers.hpp"

#include <algorithm>

#include "auth/tokens/jose.hpp"
#include "auth/tokens/oidc_token.hpp"
#include "base/log.hpp"
#include "base/time.hpp"

namespace vitrine::site {

auth::Role role_of_groups(const std::vector<std::string>& groups) {
  auto out = auth::Role::none;
  for (const auto& group : groups)
    out = std::max(out, auth::named<auth::Role>(auth::kRoleNames, group).value_or(auth::Role::none));
  return out;
}

OidcProvider::OidcProvider(auth::tokens::OidcSettings settings) : settings_(std::move(settings)) {}

Result<auth::tokens::Provider> OidcProvider::metadata() {
  constexpr std::chrono::hours kFresh{1};
  const auto now = std::chrono::steady_clock::now();
  {
    const std::scoped_lock lock(mutex_);
    if (known_ && now - read_ < kFresh) return *known_;
  }
  auto read =
      auth::tokens::read_discovery(caller_.run(auth::tokens::discovery_request(settings_)), settings_);
  const std::scoped_lock lock(mutex_);
  if (!read && known_) return *known_;  // the earlier metadata stays in use
  if (!read) return read;
  if (!keys_ || known_->jwks_uri != read->jwks_uri)
    keys_ = std::make_unique<auth::tokens::KeySetCache>(read->jwks_uri, auth::tokens::fetch_with(caller_));
  known_ = *read;
  read_ = now;
  return *known_;
}

Result<auth::tokens::Claims> OidcProvider::redeem(std::string_view code,
                                                  const auth::tokens::SignIn& sign_in) {
  const auto provider = metadata();
  if (!provider) return provider.error();
  const auto tokens = auth::tokens::read_tokens(
      caller_.run(auth::tokens::token_request(*provider, settings_, code, sign_in)));
  if (!tokens) return tokens.error();
  auth::tokens::KeySetCache* keys = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    keys = keys_.get();
  }
  return auth::tokens::verify_id_token(tokens->id_token, settings_, *keys, sign_in.nonce, base::now());
}

AlbProvider::AlbProvider(auth::tokens::AlbSettings settings)
    : settings_(std::move(settings)),
      keys_(settings_.key_base_url, auth::tokens::fetch_with(caller_)),
      access_keys_(settings_.issuer + "/.well-known/jwks.json", auth::tokens::fetch_with(caller_)) {}

bool AlbProvider::names_unknown_key(std::string_view data) {
  const auto jws =
      auth::tokens::parse_jws(data, auth::tokens::Padding::exact, {auth::tokens::Algorithm::es256});
  return jws && !keys_.knows(jws->kid);
}

Result<auth::tokens::Claims> AlbProvider::identify(std::string_view data, std::string_view access_token) {
  const auto now = base::now();
  auto claims = auth::tokens::verify_alb(data, settings_, keys_, now);
  if (!claims || access_token.empty()) return claims;
  const auto granted = auth::tokens::verify_access_token(access_token,
                                                         {.issuer = settings_.issuer,
                                                          .client_id = settings_.client_id,
                                                          .subject = claims->subject,
                                                          .groups_claim = settings_.groups_claim},
                                                         access_keys_, now);
  if (granted) {
    claims->groups = granted->groups;
  } else {
    base::log_warning("the groups of an access token do not count", {{"reason", granted.error().text()}});
  }
  return claims;
}

}  // namespace vitrine::site
