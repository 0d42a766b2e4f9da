#include "site/identity/gate.hpp"

#include <algorithm>

#include "auth/policy/origin.hpp"
#include "auth/policy/secret.hpp"
#include "base/ascii.hpp"
#include "base/encoding.hpp"
#include "base/log.hpp"
#include "http/message/cookie.hpp"
#include "site/answers/address.hpp"
#include "site/answers/failures.hpp"
#include "site/capacity/offload.hpp"
#include "site/identity/sealed.hpp"
#include "site/records/audit.hpp"
#include "site/records/people.hpp"
#include "site/records/sessions.hpp"
#include "site/records/tokens.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kAlbData = "x-amzn-oidc-data";
constexpr std::string_view kAlbAccess = "x-amzn-oidc-accesstoken";

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

/// Several fields of a name that identifies a person could be two different people.
bool is_repeated(const http::Request& request, std::string_view name) {
  return std::ranges::count(request.fields, name, &std::pair<std::string_view, std::string_view>::first) > 1;
}

/// The token in "Bearer TOKEN" (RFC 6750 section 2.1; the case of a scheme is ignored, RFC 9110 section
/// 11.1); nothing for another scheme.
std::optional<std::string_view> bearer_token(std::string_view authorization) {
  const auto space = std::min(authorization.find(' '), authorization.size());
  if (!base::equals_ignoring_case(authorization.substr(0, space), "Bearer")) return std::nullopt;
  return base::trimmed(authorization.substr(space), " \t");
}

http::Response with_challenge(http::Response response) {
  response.set("WWW-Authenticate", "Bearer realm=\"vitrine\"");
  return response;
}

/// The refusal of a bad token from a program, or from the load balancer for a browser.
http::Response bad_token(const http::Request& request) {
  if (request.field("authorization").empty()) {
    return failure(request, 401, Notice::sign_in_again);
  }
  return with_challenge(failure(request, 401, Notice::bad_token));
}

void add_person(auth::Visitor& visitor, const Person& person, auth::Role role) {
  visitor.role = role;
  if (visitor.name.empty()) visitor.name = person.name;
}

}  // namespace

Gate::Gate(const Services& services, const SignInProviders& providers)
    : services_(services),
      providers_(providers),
      session_cookie_(cookie_name(services.options, kSessionCookie)) {}

std::string_view Gate::credential(const http::Request& request) const {
  if (providers_.alb() != nullptr) return request.field(kAlbData);
  return http::cookie(request, session_cookie_);
}

bool Gate::add_to_key(const http::Request& request, std::string& key) const {
  const bool is_by_alb = providers_.alb() != nullptr;
  bool has_cookie = false;
  for (const auto& [name, value] : request.fields) {
    if (name == "authorization") return false;
    if (name == "cookie") has_cookie = true;
    if (!is_by_alb || (name != kAlbData && name != kAlbAccess)) continue;
    key += name;  // all fields, unchanged: if two differ, identify() decides
    key += ':';
    key += value;
    key += '\n';
  }
  if (has_cookie && !is_by_alb) key += http::cookie(request, session_cookie_);
  return true;
}

asio::awaitable<Result<auth::Access>> Gate::access() {
  if (!services_.options.accounts) co_return auth::Access::open;
  if (services_.options.accounts->access) co_return *services_.options.accounts->access;
  const auto stored = co_await services_.records.get("setting", "site");
  if (!stored) co_return stored.error();
  const auto value = parse_value(stored->value_or(""));
  co_return auth::named<auth::Access>(auth::kAccessNames, text_of(value, "access"))
      .value_or(auth::Access::open);
}

asio::awaitable<Gate::Known> Gate::identify(const http::Request& request) {
  if (const auto token = bearer_token(request.field("authorization"))) {
    if (is_repeated(request, "authorization"))
      co_return Error{ErrorCode::invalid, Message::as_is("two tokens")};
    co_return co_await by_token(*token);
  }
  const auto held = credential(request);
  if (held.empty()) co_return auth::Visitor{};
  if (providers_.alb() != nullptr) co_return co_await by_load_balancer(request);
  co_return co_await by_cookie(held);
}

asio::awaitable<Gate::Known> Gate::by_token(std::string_view secret) {
  const auto id = auth::fingerprint(secret);
  const auto record = co_await services_.records.get("token", id);
  if (!record) co_return record.error();
  if (!*record) co_return Error{ErrorCode::invalid, Message::as_is("an unknown token")};
  const auto token = parse_token(id, **record);
  if (services_.options.now() >= token.expires_at)
    co_return Error{ErrorCode::invalid, Message::as_is("a token whose time is over")};
  auth::Visitor visitor{.is_known = true, .email = token.email, .scopes = token.scopes, .token = id};
  const auto person = co_await person_of(visitor.email);
  if (!person) co_return person.error();
  if (!token.person.empty() && (!*person || (*person)->id != token.person))
    co_return Error{ErrorCode::invalid, Message::as_is("a token of somebody who was removed")};
  // A provider's information from a browser sign-in is too old for a token that may live for a year.
  if (*person) add_person(visitor, **person, (*person)->role);
  co_return with_owners(std::move(visitor));
}

asio::awaitable<Result<std::optional<Ticket>>> Gate::ticket(std::string_view cookie) {
  const auto text = co_await unseal_text(services_, std::string(kSessionPurpose), cookie);
  if (!text) co_return text.error();
  auto out = *text ? parse_ticket(**text) : std::nullopt;
  if (out && services_.options.now() - out->seen_at > kSessionIdle) out.reset();
  co_return out;
}

asio::awaitable<void> Gate::renew(const RequestContext& context, http::Response& response) {
  if (context.visitor.session.empty()) co_return;
  const auto found = co_await ticket(credential(context.request));
  const auto now = services_.options.now();
  if (!found || !*found || now - (*found)->seen_at < kSessionRenewal) co_return;
  auto renewed = **found;
  const auto record = co_await services_.records.get("session", renewed.key);
  if (!record || !*record) co_return;  // signed out meanwhile
  const auto left = parse_session(**record).expires_at - now;
  renewed.seen_at = now;
  const auto sealed = co_await seal_text(services_, std::string(kSessionPurpose), to_text(renewed));
  if (!sealed) co_return;  // the old cookie stays valid for a while
  const auto lifetime =
      std::chrono::floor<std::chrono::seconds>(std::min<std::chrono::milliseconds>(kSessionIdle, left));
  response.set("Set-Cookie", site_cookie(services_.options, kSessionCookie, *sealed, lifetime));
}

asio::awaitable<Gate::Known> Gate::by_load_balancer(const http::Request& request) {
  for (const auto name : {kAlbData, kAlbAccess}) {
    if (is_repeated(request, name)) co_return Error{ErrorCode::invalid, Message::as_is("two identities")};
  }
  // A client that invents key IDs is guessing: limit its key fetches like attempts at guarded content.
  if (providers_.alb()->names_unknown_key(request.field(kAlbData)) &&
      services_.sign_in_limiter.ask(services_.options.proxies.client(request), http::RateLimit::Clock::now()))
    co_return Error{ErrorCode::invalid, Message::as_is("too many unknown keys")};
  auto verify = [&] {
    return providers_.alb()->identify(request.field(kAlbData), request.field(kAlbAccess));
  };
  const auto claims = co_await offload(services_.pools.store, std::move(verify));
  if (!claims) {
    base::log_warning("the load balancer's word is not accepted", {{"reason", claims.error().text()}});
    co_return claims.error();
  }
  if (claims->email.empty() || !claims->email_verified) co_return auth::Visitor{};
  auth::Visitor visitor{.is_known = true,
                        .email = auth::lower_email(claims->email),
                        .name = claims->name,
                        .role = role_of_groups(claims->groups),
                        .by_cookie = true};
  const auto person = co_await person_of(visitor.email);
  if (!person) co_return person.error();
  if (*person) {
    const bool is_decided = (*person)->role != auth::Role::none;
    add_person(visitor, **person, is_decided ? (*person)->role : visitor.role);
  }
  co_return with_owners(std::move(visitor));
}

asio::awaitable<Gate::Known> Gate::by_cookie(std::string_view cookie) {
  const auto found = co_await ticket(cookie);
  if (!found) co_return found.error();
  if (!*found) co_return auth::Visitor{};
  const auto& ticket = *found;
  const auto record = co_await services_.records.get("session", ticket->key);
  if (!record) co_return record.error();
  if (!*record) co_return auth::Visitor{};
  const auto session = parse_session(**record);
  if (services_.options.now() >= session.expires_at) co_return auth::Visitor{};
  auth::Visitor visitor{.is_known = true,
                        .email = session.email,
                        .name = session.name,
                        .by_cookie = true,
                        .session = ticket->key};
  const auto person = co_await person_of(visitor.email);
  if (!person) co_return person.error();
  // A removed person is anonymous, even if somebody else has the address since.
  const bool is_theirs = *person && (session.person.empty() || session.person == (*person)->id);
  if (!is_theirs) co_return auth::Visitor{};
  const bool has_provider = services_.options.accounts->mode == AuthMode::oidc;
  add_person(visitor, **person, has_provider ? role_of(**person) : (*person)->role);
  co_return with_owners(std::move(visitor));
}

asio::awaitable<Result<std::optional<Person>>> Gate::person_of(std::string_view email) {
  const auto record = co_await services_.records.get("person", auth::person_key(email));
  if (!record) co_return record.error();
  co_return *record ? std::optional(parse_person(**record)) : std::nullopt;
}

auth::Visitor Gate::with_owners(auth::Visitor visitor) const {
  const auto& owners = services_.options.accounts->owners;
  if (std::ranges::find(owners, visitor.email) != owners.end()) visitor.role = auth::Role::owner;
  return visitor;
}

asio::awaitable<Result<auth::Grant>> Gate::grant(const auth::Visitor& visitor, std::string slug) {
  if (!visitor.is_known || visitor.role >= auth::Role::editor || !store::is_slug(slug))
    co_return auth::Grant{};
  const auto record = co_await services_.records.get("grant", grant_key(slug, visitor.email));
  if (!record) co_return record.error();
  co_return *record ? parse_invitation(**record).grant : auth::Grant{};
}

asio::awaitable<std::variant<RequestContext, http::Response>> Gate::admit(const http::Request& request,
                                                                          const http::Parameters& parameters,
                                                                          auth::Demand demand) {
  RequestContext context{.request = request, .parameters = parameters};
  const auto& options = services_.options;
  if (demand == auth::Demand::health) {
    context.permit.verdict = auth::Verdict::allow;
    co_return context;
  }
  if (options.only_by_proxy && !options.proxies.has(request.peer)) {
    co_return failure(request, 403, Notice::past_load_balancer);
  }
  if (!options.accounts) {
    context.permit = {.verdict = auth::Verdict::allow, .any_audience = options.open_audiences};
    co_return context;
  }
  auto visitor = co_await identify(request);
  if (!visitor && visitor.error().code == ErrorCode::invalid) {
    if (auto refused = too_many(request, services_.sign_in_limiter, options.proxies.client(request)))
      co_return std::move(*refused);
    co_return bad_token(request);
  }
  // Public content does not wait for an unavailable store.
  if (!visitor && demand == auth::Demand::nothing) visitor = auth::Visitor{};
  if (!visitor) co_return failure(request, visitor.error());
  context.visitor = std::move(*visitor);

  auto slug = parse_leaf(http::parameter(parameters, "slug")).name;
  if (slug.empty() && demand == auth::Demand::read && context.visitor.is_known) {
    auto home = co_await services_.catalog.home();
    if (home) slug = *home;
  }
  const auto granted = co_await grant(context.visitor, slug);
  if (!granted) co_return failure(request, granted.error());
  const auto site_access = co_await access();
  if (!site_access) co_return failure(request, site_access.error());
  context.permit =
      auth::decide({.demand = demand, .visitor = context.visitor, .grant = *granted, .access = *site_access});
  context.is_guarded = *site_access != auth::Access::open;
  if (context.permit.verdict != auth::Verdict::allow) {
    if (context.visitor.is_known) co_await note_denial(context, slug);
    co_return refusal(request, context.permit.verdict);
  }
  const bool is_program = !context.visitor.token.empty();
  if (!is_safe(request.method) && !is_program &&
      !auth::is_own_page({.fetch_site = request.field("sec-fetch-site"),
                          .origin = request.field("origin"),
                          .host = request.field("host"),
                          .public_url = options.page.public_url})) {
    co_return failure(request, 403, Notice::foreign_page);
  }
  co_return context;
}

http::Response Gate::refusal(const http::Request& request, auth::Verdict verdict) const {
  switch (verdict) {
    case auth::Verdict::sign_in: {
      if (is_safe(request.method) && wants_html(request)) {
        http::Response response{.status = 303};
        response.set("Location", "/sign-in?to=" + base::percent_encode(request.target));
        response.set("Cache-Control", "no-store");
        return response;
      }
      return with_challenge(failure(request, 401, Notice::sign_in_needed));
    }
    case auth::Verdict::refuse:
      return failure(request, 403, Notice::not_allowed);
    default:
      return failure(request, Error{ErrorCode::not_found, {}});
  }
}

asio::awaitable<void> Gate::note_denial(const RequestContext& context, std::string slug) {
  const auto& request = context.request;
  const auto& email = context.visitor.email;
  if (denials_.ask(email, http::RateLimit::Clock::now())) co_return;
  auto path = request.path.substr(0, 200);
  const auto whom = context.parameter("email");
  if (const auto at = path.find(whom); !whom.empty() && at != std::string::npos)
    path.replace(at, whom.size(), "…");
  const AuditEvent event{.what = "deny",
                         .who = email,
                         .whom = auth::lower_email(whom),
                         .slug = std::move(slug),
                         .detail = std::string(request.method) + ' ' + path};
  auto write = [this, event] { audit(services_.store(), event); };
  co_await offload(services_.pools.store, std::move(write));
}

}  // namespace vitrine::site
