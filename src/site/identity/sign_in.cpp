#include "site/identity/sign_in.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "http/message/cookie.hpp"
#include "render/html/html.hpp"
#include "site/answers/failures.hpp"
#include "site/answers/messages.hpp"
#include "site/capacity/offload.hpp"
#include "site/identity/gate.hpp"
#include "site/identity/sealed.hpp"
#include "site/identity/sign_in_pages.hpp"
#include "site/records/audit.hpp"
#include "site/records/passkeys.hpp"
#include "site/records/people.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

http::Response without_trace(http::Response response) {
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Robots-Tag", "noindex, nofollow");
  return response;
}

}  // namespace

std::string own_path(std::string_view to) {
  // Browsers read "//host" and "/\host" as other sites.
  const bool is_own = to.starts_with('/') && !to.starts_with("//") &&
                      to.find('\\') == std::string_view::npos &&
                      std::ranges::all_of(to, [](unsigned char c) { return c > ' ' && c != 0x7F; });
  return is_own ? std::string(to) : "/studio/";
}

asio::awaitable<http::Response> begin_session(const http::Request& request, const Services& services,
                                              Session session, std::function<void(Person&)> update,
                                              std::string to) {
  auto start = [&services, session, update]() -> Result<Ticket> {
    const auto now = services.options.now();
    const auto person = change_person(services.store(), session.email, [&](Person& one) {
      update(one);
      one.last_sign_in = now;
    });
    if (!person) return person.error();
    auto theirs = session;
    theirs.person = person->id;
    auto ticket = start_session(services.store(), theirs, now);
    if (ticket) audit(services.store(), {.what = "sign-in", .who = session.email});
    return ticket;
  };
  const auto ticket = co_await offload(services.pools.sign_in.threads(), std::move(start));
  if (!ticket) co_return api_failure(request, ticket.error());
  services.records.clear();
  const auto sealed = co_await seal_text(services, std::string(kSessionPurpose), to_text(*ticket));
  if (!sealed) co_return api_failure(request, sealed.error());
  http::Response response{.status = 303};
  response.set("Location", to);
  response.set("Set-Cookie", site_cookie(services.options, kSessionCookie, *sealed, kSessionIdle));
  response.set("Cache-Control", "no-store");
  co_return without_trace(std::move(response));
}

SignInProviders::SignInProviders(const Services& services) {
  if (!services.options.accounts) return;
  const auto& accounts = *services.options.accounts;
  switch (accounts.mode) {
    case AuthMode::local:
      local_ = std::make_unique<LocalSignIn>(services);
      break;
    case AuthMode::oidc:
      oidc_provider_ = std::make_unique<OidcProvider>(accounts.oidc.value());
      oidc_ = std::make_unique<OidcSignIn>(services, *oidc_provider_);
      break;
    case AuthMode::alb:
      alb_provider_ = std::make_unique<AlbProvider>(accounts.alb.value());
      alb_ = std::make_unique<AlbSignIn>(services);
      break;
  }
}

void SignInProviders::add_to(Routes& routes) {
  if (local_) local_->add_to(routes);
  if (oidc_) oidc_->add_to(routes);
  if (alb_) alb_->add_to(routes);
}

asio::awaitable<std::string> SignInProviders::sign_out(const http::Request& request,
                                                       http::Response& response) {
  if (oidc_) co_return co_await oidc_->sign_out_location();
  if (!alb_) co_return "/";
  alb_->sign_out(request, response);
  co_return alb_->sign_out_location();
}

void LocalSignIn::add_to(Routes& routes) {
  routes.add("GET", "/sign-in", auth::Demand::nothing,
             [this](const RequestContext& context) { return ask(context); });
  routes.add("POST", "/sign-in", auth::Demand::nothing,
             [this](const RequestContext& context) { return sign_in(context); });
  passkeys_.add_to(routes);
}

asio::awaitable<http::Response> LocalSignIn::ask(const RequestContext& context) {
  const auto token = context.query("token");
  if (token.empty()) {
    auto look = [this] { return has_passkeys(services_.store()); };
    const auto has = co_await offload(services_.pools.sign_in.threads(), std::move(look));
    // Without the store nobody can sign in, but the page need not say more for that.
    co_return sign_in_page(context.request, services_, own_path(context.query("to")), !has || *has);
  }
  const auto language = language_for(context.request);
  const auto said = notice(Notice::sign_in_by_link, language);
  const auto button = text(Text::sign_in, language);
  // A button, so that programs that follow links automatically do not use them up.
  const auto page =
      render::html::html_form({.title = said.title,
                               .detail = said.detail,
                               .action = "/sign-in",
                               .button = button,
                               .hidden = {{"token", token}, {"to", own_path(context.query("to"))}},
                               .language = language});
  co_return without_trace(html_answer(200, page.html, page.content_security_policy));
}

asio::awaitable<http::Response> LocalSignIn::sign_in(const RequestContext& context) {
  const auto& request = context.request;
  if (auto refused = too_many(request, services_.sign_in_limiter, services_.options.proxies.client(request)))
    co_return std::move(*refused);
  if (auto code = http::query_parameter(request.body, "code"); !code.empty())
    co_return co_await sign_in_by_code(context, std::move(code));
  const auto token = http::query_parameter(request.body, "token");
  const auto to = own_path(http::query_parameter(request.body, "to"));
  auto use = [this, token] { return use_sign_in(services_.store(), token, services_.options.now()); };
  const auto whom = co_await offload(services_.pools.sign_in.threads(), std::move(use));
  if (!whom && whom.error().code != ErrorCode::not_found) co_return failure(request, whom.error());
  if (!whom) {
    co_return without_trace(message(request, 403, Notice::sign_in_link_over));
  }
  // A link from the console acts for an owner, unless an owner has changed the role since.
  std::function<void(Person&)> update = [link = *whom](Person& person) {
    if (person.role_at && *person.role_at > link.made_at) return;
    if (link.role > person.role) person.role_at = link.made_at;
    person.role = std::max(person.role, link.role);
  };
  Session session{.email = whom->email};
  co_return co_await begin_session(request, services_, std::move(session), std::move(update), to);
}

asio::awaitable<http::Response> LocalSignIn::sign_in_by_code(const RequestContext& context,
                                                             std::string code) {
  const auto& request = context.request;
  const auto to = own_path(http::query_parameter(request.body, "to"));
  auto use = [this, code = std::move(code)]() -> Result<Recovered> {
    auto whom = use_recovery_code(services_.store(), code);
    if (!whom) return whom;
    const auto person = read_person(services_.store(), whom->email);
    if (!person) return person.error();
    if (!*person || (*person)->id != whom->person)
      return Error{ErrorCode::not_found, Message::as_is("a code of somebody who was removed")};
    audit(services_.store(), {.what = "recovery code used", .who = whom->email});
    return whom;
  };
  const auto whom = co_await offload(services_.pools.sign_in.threads(), std::move(use));
  if (!whom && whom.error().code != ErrorCode::not_found) co_return failure(request, whom.error());
  if (!whom) co_return without_trace(message(request, 403, Notice::recovery_code_wrong));
  // Probably they have lost their passkey, so they are offered to make a new one first.
  auto next = std::string(kMakePasskey) + "?to=" + base::percent_encode(to);
  Session session{.email = whom->email};
  std::function<void(Person&)> update = [](Person&) {};
  co_return co_await begin_session(request, services_, std::move(session), std::move(update),
                                   std::move(next));
}

}  // namespace vitrine::site
