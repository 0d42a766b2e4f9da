// Signing in and out behind a load balancer that authenticates people: it does so for /sign-in, and sends the
// identity with every request from then on.

#include <algorithm>

#include "auth/tokens/oidc.hpp"
#include "site/answers/failures.hpp"
#include "site/capacity/offload.hpp"
#include "site/identity/sign_in.hpp"
#include "site/records/audit.hpp"
#include "site/records/people.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

/// The load balancer's session cookie, which it splits into shards.
constexpr std::string_view kShard = "AWSELBAuthSessionCookie";

/// The names of all shards that a browser may hold: those in the request, and the usual ones.
std::vector<std::string> shards(const http::Request& request) {
  std::vector<std::string> names{std::string(kShard) + "-0", std::string(kShard) + "-1"};
  for (const auto& [field, value] : request.fields) {
    if (field != "cookie") continue;
    for (std::size_t at = value.find(kShard); at != std::string_view::npos; at = value.find(kShard, at + 1)) {
      const auto rest = value.substr(at);
      std::string name(rest.substr(0, rest.find_first_of("=; ")));
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace

void AlbSignIn::add_to(Routes& routes) {
  routes.add("GET", "/sign-in", auth::Demand::nothing,
             [this](const RequestContext& context) { return arrive(context); });
}

asio::awaitable<http::Response> AlbSignIn::arrive(const RequestContext& context) {
  const auto& visitor = context.visitor;
  if (!visitor.is_known) {
    co_return message(context.request, 401, Notice::load_balancer_silent);
  }
  auto note = [this, &visitor]() -> Result<void> {
    const auto person = change_person(services_.store(), visitor.email, [&](Person& one) {
      if (!visitor.name.empty()) one.name = visitor.name;
      one.last_sign_in = services_.options.now();
    });
    if (!person) return person.error();
    audit(services_.store(), {.what = "sign-in", .who = visitor.email});
    return {};
  };
  const auto noted = co_await offload(services_.pools.sign_in.threads(), std::move(note));
  if (!noted) co_return failure(context.request, noted.error());
  services_.records.clear();
  http::Response response{.status = 303};
  response.set("Location", own_path(context.query("to")));
  response.set("Cache-Control", "no-store");
  co_return response;
}

void AlbSignIn::sign_out(const http::Request& request, http::Response& response) const {
  for (const auto& name : shards(request))
    response.fields.emplace_back("Set-Cookie", name + "=; Path=/; Max-Age=0; HttpOnly; Secure");
}

std::string AlbSignIn::sign_out_location() const {
  const auto& accounts = *services_.options.accounts;
  if (accounts.cognito_domain.empty()) return "/";
  return auth::tokens::cognito_sign_out_url(accounts.cognito_domain, accounts.alb->client_id,
                                            services_.options.page.public_url + "/");
}

}  // namespace vitrine::site
