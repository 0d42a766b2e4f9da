#include "site/identity/ceremony.hpp"

#include "auth/policy/secret.hpp"
#include "base/digest.hpp"
#include "http/message/cookie.hpp"
#include "site/capacity/offload.hpp"
#include "site/identity/relying_party.hpp"
#include "site/identity/sealed.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kCeremonyCookie = "vitrine-passkey";
constexpr const char* kCeremonyPurpose = "passkey";
constexpr std::string_view kCeremonyKind = "sign-in";

/// Key of the question's record, which is removed when it is answered. No sign-in link has such a key.
std::string ceremony_key(std::string_view challenge) {
  return "passkey-" + auth::fingerprint(challenge);
}

}  // namespace

asio::awaitable<Result<BegunCeremony>> begin_ceremony(const Services& services, CeremonyFor purpose) {
  const auto challenge = auth::random_secret();  // base64url
  const auto expires_at = services.options.now() + kCeremonyAge;
  auto note = [&services, expires_at, key = ceremony_key(challenge)] {
    return services.store().put_record(
        {std::string(kCeremonyKind), key, Value{{"expires_at", stored_time(expires_at)}}.dump(), expires_at});
  };
  const auto noted = co_await offload(services.pools.sign_in.threads(), std::move(note));
  if (!noted) co_return noted.error();
  auto text = Value{{"challenge", challenge},
                    {"what", purpose.what},
                    {"email", purpose.email},
                    {"expires_at", stored_time(expires_at)}}
                  .dump();
  auto sealed = co_await seal_text(services, kCeremonyPurpose, std::move(text));
  if (!sealed) co_return sealed.error();
  co_return BegunCeremony{
      .challenge = base::base64url_decode(challenge).value(),
      .cookie = site_cookie(services.options, kCeremonyCookie, std::move(*sealed), kCeremonyAge)};
}

asio::awaitable<Result<std::optional<auth::passkeys::Ceremony>>> end_ceremony(const Services& services,
                                                                              const http::Request& request,
                                                                              CeremonyFor purpose) {
  std::optional<auth::passkeys::Ceremony> out;
  const auto party = relying_party(services.options.page.public_url);
  const auto cookie = http::cookie(request, cookie_name(services.options, kCeremonyCookie));
  const auto text = co_await unseal_text(services, kCeremonyPurpose, cookie);
  if (!text) co_return text.error();
  if (!*text || !party) co_return out;
  const auto value = parse_value(**text);
  const auto challenge = text_of(value, "challenge");
  auto use_up = [&services, key = ceremony_key(challenge)]() -> Result<bool> {
    const auto removed = services.store().remove_record(kCeremonyKind, key);
    if (!removed && removed.error().code != ErrorCode::not_found) return removed.error();
    return removed.has_value();
  };
  const auto is_first = co_await offload(services.pools.sign_in.threads(), std::move(use_up));
  if (!is_first) co_return is_first.error();
  const auto expires_at = time_of(value, "expires_at");
  const bool is_for_this = text_of(value, "what") == purpose.what && text_of(value, "email") == purpose.email;
  if (!*is_first || !is_for_this || !expires_at || services.options.now() >= *expires_at) co_return out;
  out = auth::passkeys::Ceremony{.challenge = base::base64url_decode(challenge).value_or(""),
                                 .relying_party = party->id,
                                 .origin = party->origin};
  co_return out;
}

std::string forget_ceremony(const Services& services) {
  return site_cookie(services.options, kCeremonyCookie, "", std::chrono::seconds(0));
}

}  // namespace vitrine::site
