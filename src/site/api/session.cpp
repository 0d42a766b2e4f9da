// The signed-in person: their session, and all their stored data.

#include <memory>

#include "site/api/api.hpp"
#include "site/api/json.hpp"
#include "site/identity/gate.hpp"
#include "site/identity/sealed.hpp"
#include "site/identity/sign_in.hpp"
#include "site/records/audit.hpp"
#include "site/records/personal_data.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

class SessionApi {
 public:
  SessionApi(const Services& services, Gate& gate, SignInProviders& providers)
      : services_(services), gate_(gate), providers_(providers) {}

  asio::awaitable<http::Response> show(const RequestContext& context) const {
    const auto access = co_await gate_.access();
    if (!access) co_return api_failure(context.request, access.error());
    const auto& visitor = context.visitor;
    const auto mode = services_.options.accounts->mode;
    const bool is_editor = visitor.role >= auth::Role::editor;
    Json json{{"signed_in", visitor.is_known},
              {"auth", kAuthNames.at(static_cast<std::size_t>(mode))},
              {"access", auth::name_of(*access)},
              {"can_create", is_editor},
              {"can_check_links", is_editor && services_.options.link_check},
              {"sign_in", "/sign-in?to=/studio/"}};
    if (visitor.is_known) {
      json["email"] = visitor.email;
      json["name"] = visitor.name;
      if (visitor.role != auth::Role::none) json["role"] = auth::name_of(visitor.role);
    }
    auto response = api_answer(200, dump(json));
    co_await gate_.renew(context, response);
    co_return response;
  }

  asio::awaitable<http::Response> end(const RequestContext& context) const {
    const bool everywhere = context.query("everywhere") == "true";
    const auto& visitor = context.visitor;
    auto work = [&]() -> Result<void> {
      if (visitor.session.empty() && !everywhere) return {};  // the load balancer's session
      auto done = everywhere ? end_sessions(services_.store(), visitor.email)
                             : end_session(services_.store(), visitor.session);
      if (done)
        audit(services_.store(),
              {.what = everywhere ? "sign-out everywhere" : "sign-out", .who = visitor.email});
      return done;
    };
    const auto done = co_await on_store(services_, std::move(work));
    services_.records.clear();
    if (!done) co_return api_failure(context.request, done.error());
    http::Response held;
    const auto location = co_await providers_.sign_out(context.request, held);
    auto response = api_answer(200, dump({{"location", location}}));
    forget_cookie(response);
    for (auto& field : held.fields) response.fields.push_back(std::move(field));
    co_return response;
  }

  asio::awaitable<http::Response> my_data(const RequestContext& context) const {
    auto work = [&] { return personal_data(services_.store(), context.visitor.email); };
    const auto data = co_await on_store(services_, std::move(work));
    co_return data ? api_answer(200, *data) : api_failure(context.request, data.error());
  }

  asio::awaitable<http::Response> forget_me(const RequestContext& context) const {
    auto work = [&] { return delete_person(services_.store(), context.visitor.email); };
    const auto done = co_await on_store(services_, std::move(work));
    services_.records.clear();
    if (!done) co_return api_failure(context.request, done.error());
    http::Response response{.status = 204};
    forget_cookie(response);
    co_return response;
  }

 private:
  void forget_cookie(http::Response& response) const {
    response.set("Set-Cookie", site_cookie(services_.options, kSessionCookie, "", std::chrono::seconds(0)));
  }

  const Services& services_;
  Gate& gate_;
  SignInProviders& providers_;
};

}  // namespace

void add_session_api(Routes& routes, const Services& services, Gate& gate, SignInProviders& providers) {
  using auth::Demand;
  const auto api = std::make_shared<const SessionApi>(services, gate, providers);
  routes.add("GET", "/api/v1/session", Demand::nothing,
             [api](const RequestContext& context) { return api->show(context); });
  routes.add("DELETE", "/api/v1/session", Demand::own,
             [api](const RequestContext& context) { return api->end(context); });
  routes.add("GET", "/api/v1/me", Demand::account,
             [api](const RequestContext& context) { return api->my_data(context); });
  routes.add("DELETE", "/api/v1/me", Demand::own,
             [api](const RequestContext& context) { return api->forget_me(context); });
}

}  // namespace vitrine::site::api
