// Signing in at an OpenID provider: the authorization code flow with PKCE.

#include <map>

#include "auth/policy/secret.hpp"
#include "base/encoding.hpp"
#include "base/log.hpp"
#include "http/message/cookie.hpp"
#include "site/answers/failures.hpp"
#include "site/capacity/offload.hpp"
#include "site/identity/sealed.hpp"
#include "site/identity/sign_in.hpp"
#include "site/records/audit.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kPendingCookie = "vitrine-sign-in";
constexpr const char* kPendingPurpose = "sign-in";
constexpr std::chrono::minutes kPatience{10};  // time limit for signing in at the provider
constexpr std::string_view kKind = "sign-in";

/// Key of the record of a started sign-in. The record is removed when the browser comes back, so that the
/// browser's data works only once. No sign-in link has such a key.
std::string key_of(const PendingSignIn& pending) {
  return "oidc-" + auth::fingerprint(pending.secrets.state);
}

http::Response not_now(const http::Request& request, const Error& error) {
  base::log_warning("the identity provider does not answer as it should", {{"reason", error.text()}});
  auto response = message(request, 503, Notice::provider_away);
  response.set("Retry-After", "30");
  return response;
}

/// The parameters of a query; nothing if one is repeated (RFC 6749 section 3.1).
std::optional<auth::tokens::Parameters> parameters_of(std::string_view query) {
  auth::tokens::Parameters out;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto name = base::percent_decode(pair.substr(0, pair.find('=')));
    if (!name || name->empty()) continue;
    if (!out.emplace(*name, http::query_parameter(pair, *name)).second) return std::nullopt;
  }
  return out;
}

std::string to_text(const PendingSignIn& pending, base::TimePoint now) {
  return Value{{"state", pending.secrets.state},
               {"nonce", pending.secrets.nonce},
               {"verifier", pending.secrets.verifier},
               {"to", pending.to},
               {"made_at", stored_time(now)}}
      .dump();
}

std::optional<PendingSignIn> parse_pending(std::string_view text, base::TimePoint now) {
  const auto value = parse_value(text);
  const auto made_at = time_of(value, "made_at");
  if (!made_at || now - *made_at > kPatience) return std::nullopt;
  return PendingSignIn{
      .secrets = {text_of(value, "state"), text_of(value, "nonce"), text_of(value, "verifier")},
      .to = own_path(text_of(value, "to"))};
}

}  // namespace

void OidcSignIn::add_to(Routes& routes) {
  routes.add("GET", "/sign-in", auth::Demand::nothing,
             [this](const RequestContext& context) { return leave(context); });
  routes.add("GET", "/sign-in/callback", auth::Demand::nothing,
             [this](const RequestContext& context) { return come_back(context); });
}

/// Marks the sign-in as used; returns whether it was unused.
asio::awaitable<Result<bool>> OidcSignIn::use_up(const std::optional<PendingSignIn>& pending) {
  if (!pending) co_return false;
  auto remove = [this, key = key_of(*pending)]() -> Result<bool> {
    const auto removed = services_.store().remove_record(kKind, key);
    if (!removed && removed.error().code != ErrorCode::not_found) return removed.error();
    return removed.has_value();
  };
  co_return co_await offload(services_.pools.sign_in.threads(), std::move(remove));
}

asio::awaitable<http::Response> OidcSignIn::leave(const RequestContext& context) {
  const auto& options = services_.options;
  if (auto refused =
          too_many(context.request, services_.sign_in_limiter, options.proxies.client(context.request)))
    co_return std::move(*refused);
  auto ask = [this] { return provider_.metadata(); };
  const auto provider = co_await offload(services_.pools.sign_in.threads(), std::move(ask));
  if (!provider) co_return not_now(context.request, provider.error());
  const PendingSignIn pending{.secrets = auth::tokens::begin_sign_in(), .to = own_path(context.query("to"))};
  auto note = [this, key = key_of(pending)] {
    const auto expires_at = services_.options.now() + kPatience;
    return services_.store().put_record(
        {std::string(kKind), key, Value{{"expires_at", stored_time(expires_at)}}.dump(), expires_at});
  };
  const auto noted = co_await offload(services_.pools.sign_in.threads(), std::move(note));
  if (!noted) co_return failure(context.request, noted.error());
  const auto sealed =
      co_await seal_text(services_, kPendingPurpose, to_text(pending, services_.options.now()));
  if (!sealed) co_return failure(context.request, sealed.error());
  http::Response response{.status = 303};
  response.set("Location", auth::tokens::authorization_url(*provider, provider_.settings(), pending.secrets));
  response.set("Set-Cookie", site_cookie(options, kPendingCookie, *sealed, kPatience));
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  co_return response;
}

asio::awaitable<http::Response> OidcSignIn::come_back(const RequestContext& context) {
  const auto& options = services_.options;
  if (auto refused =
          too_many(context.request, services_.sign_in_limiter, options.proxies.client(context.request)))
    co_return std::move(*refused);
  auto response = co_await sign_in(context);
  // The secrets are for one attempt, whatever its result.
  response.fields.emplace_back("Set-Cookie",
                               site_cookie(options, kPendingCookie, "", std::chrono::seconds(0)));
  co_return response;
}

asio::awaitable<http::Response> OidcSignIn::sign_in(const RequestContext& context) {
  const auto cookie = http::cookie(context.request, cookie_name(services_.options, kPendingCookie));
  const auto text = co_await unseal_text(services_, kPendingPurpose, cookie);
  if (!text) co_return failure(context.request, text.error());
  const auto pending = *text ? parse_pending(**text, services_.options.now()) : std::nullopt;
  const auto given = parameters_of(context.request.query);
  const auto is_first = co_await use_up(pending);
  if (!is_first) co_return failure(context.request, is_first.error());
  if (!pending || !given || !*is_first) {
    co_return message(context.request, 400, Notice::sign_in_not_begun);
  }
  auto redeem = [&]() -> Result<auth::tokens::Claims> {
    const auto provider = provider_.metadata();
    if (!provider) return provider.error();
    const auto code = auth::tokens::authorization_code(*given, *provider, pending->secrets);
    if (!code) return code.error();
    return provider_.redeem(*code, pending->secrets);
  };
  const auto claims = co_await offload(services_.pools.sign_in.threads(), std::move(redeem));
  if (!claims && claims.error().code == ErrorCode::unavailable)
    co_return not_now(context.request, claims.error());
  if (!claims) {
    base::log_warning("a sign-in was refused", {{"reason", claims.error().text()}});
    auto note = [this] {
      audit(services_.store(), {.what = "deny", .detail = "a sign-in by the provider's answer"});
    };
    co_await offload(services_.pools.sign_in.threads(), std::move(note));
    co_return message(context.request, 403, Notice::sign_in_failed);
  }
  if (claims->email.empty() || !claims->email_verified) {
    co_return message(context.request, 403, Notice::email_not_confirmed);
  }
  Session session{.email = auth::lower_email(claims->email),
                  .name = claims->name,
                  .role = role_of_groups(claims->groups)};
  std::function<void(Person&)> update = [session](Person& person) {
    if (!session.name.empty()) person.name = session.name;
    person.provided_role = session.role;
  };
  co_return co_await begin_session(context.request, services_, std::move(session), std::move(update),
                                   pending->to);
}

asio::awaitable<std::string> OidcSignIn::sign_out_location() {
  auto ask = [this] { return provider_.metadata(); };
  const auto provider = co_await offload(services_.pools.sign_in.threads(), std::move(ask));
  const auto home = services_.options.page.public_url + "/";
  if (!provider) co_return "/";
  co_return auth::tokens::sign_out_url(*provider, provider_.settings(), home).value_or("/");
}

}  // namespace vitrine::site
