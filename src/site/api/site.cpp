// The owner's tasks: people, settings, the audit log; and everybody's own tokens.

#include <memory>

#include "site/api/api.hpp"
#include "site/api/json.hpp"
#include "site/identity/gate.hpp"
#include "site/records/about_texts.hpp"
#include "site/records/audit.hpp"
#include "site/records/people.hpp"
#include "site/records/personal_data.hpp"
#include "site/records/tokens.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours kLongestToken{24 * 366};

Json to_json(const Token& token) {
  auto scopes = Json::array();
  for (std::size_t i = 0; i < auth::kScopeNames.size(); ++i) {
    if (token.scopes.has(static_cast<auth::Scope>(i))) scopes.push_back(auth::kScopeNames.at(i));
  }
  return {{"id", token.id},
          {"label", token.label},
          {"scopes", scopes},
          {"created_at", base::format_rfc3339(token.created_at)},
          {"expires_at", base::format_rfc3339(token.expires_at)}};
}

Json to_json(const Person& person) {
  Json out{{"email", person.email}, {"name", person.name}};
  if (person.role != auth::Role::none) out["role"] = auth::name_of(person.role);
  if (person.last_sign_in) out["last_sign_in"] = base::format_rfc3339(*person.last_sign_in);
  return out;
}

class SiteApi {
 public:
  SiteApi(const Services& services, Gate& gate) : services_(services), gate_(gate) {}

  asio::awaitable<http::Response> settings(const RequestContext& context) const {
    const auto access = co_await gate_.access();
    if (!access) co_return api_failure(context.request, access.error());
    co_return api_answer(200, dump({{"access", auth::name_of(*access)},
                                    {"access_is_fixed", services_.options.accounts->access.has_value()}}));
  }

  asio::awaitable<http::Response> change_settings(const RequestContext& context) const {
    auto body = Body::parse(context.request, {"access"});
    if (!body) co_return api_failure(context.request, body.error());
    const auto access = auth::named<auth::Access>(auth::kAccessNames, body->text("access"));
    if (!access) body->wrong("access", Text::expected_access);
    if (auto refused = body->refusal()) co_return std::move(*refused);
    if (services_.options.accounts->access) co_return problem(context.request, 409, Notice::fixed_setting);
    auto put = [&] {
      return services_.store().put_record({"setting", "site", dump({{"access", auth::name_of(*access)}})});
    };
    auto done = co_await change(context, std::move(put), std::string(auth::name_of(*access)));
    if (done.status == 204) done = co_await settings(context);
    co_return done;
  }

  asio::awaitable<http::Response> about(const RequestContext& context) const {
    auto work = [this] { return read_about_texts(services_.store()); };
    const auto own = co_await on_store(services_, std::move(work));
    if (!own) co_return api_failure(context.request, own.error());
    const auto& texts = *own ? **own : shipped_about_texts();
    co_return api_answer(200, dump({{"texts", texts}, {"is_own", own->has_value()}}));
  }

  asio::awaitable<http::Response> change_about(const RequestContext& context) const {
    auto body = Body::parse(context.request, {"texts"});
    if (!body) co_return api_failure(context.request, body.error());
    AboutTexts texts;
    if (const auto& given = (*body)["texts"]; given.is_object()) {
      for (const auto& [language, text] : given.items()) {
        if (text.is_string()) {
          texts.emplace(language, text.get<std::string>());
        } else {
          body->wrong("texts/" + language, Text::expected_markdown);
        }
      }
    } else {
      body->wrong("texts", Text::expected_texts_by_language);
    }
    if (auto refused = body->refusal()) co_return std::move(*refused);
    auto put = [&] { return put_about_texts(services_.store(), texts); };
    auto done = co_await change(context, std::move(put), "about");
    if (done.status == 204) done = co_await about(context);
    co_return done;
  }

  asio::awaitable<http::Response> reset_about(const RequestContext& context) const {
    auto remove = [this] { return remove_about_texts(services_.store()); };
    co_return co_await change(context, std::move(remove), "about");
  }

  asio::awaitable<http::Response> people(const RequestContext& context) const {
    auto work = [this] { return list_people(services_.store()); };
    const auto listed = co_await on_store(services_, std::move(work));
    if (!listed) co_return api_failure(context.request, listed.error());
    auto out = Json::array();
    for (const auto& one : *listed) out.push_back(to_json(one));
    co_return api_answer(200, dump({{"people", out}}));
  }

  asio::awaitable<http::Response> put_person(const RequestContext& context) const {
    auto body = Body::parse(context.request, {"role"});
    if (!body) co_return api_failure(context.request, body.error());
    const auto email = auth::lower_email(context.parameter("email"));
    const auto role = auth::named<auth::Role>(auth::kRoleNames, body->text("role"));
    if (!role || *role == auth::Role::none) body->wrong("role", Text::expected_role);
    if (!auth::is_email(email)) body->wrong("email", Text::expected_email);
    if (auto refused = body->refusal()) co_return std::move(*refused);
    if (email == context.visitor.email && *role != auth::Role::owner)
      co_return problem(context.request, 409, Notice::own_role);
    auto work = [&]() -> Result<Person> {
      auto person = change_person(services_.store(), email, [&](Person& one) {
        one.role = *role;
        one.role_at = services_.options.now();
      });
      if (!person) return person;
      audit(services_.store(), {.what = "role",
                                .who = context.visitor.email,
                                .whom = email,
                                .detail = std::string(auth::name_of(*role))});
      return person;
    };
    const auto done = co_await on_store(services_, std::move(work));
    services_.records.clear();
    co_return done ? api_answer(200, dump(to_json(*done))) : api_failure(context.request, done.error());
  }

  asio::awaitable<http::Response> remove_person(const RequestContext& context) const {
    const auto email = auth::lower_email(context.parameter("email"));
    if (email == context.visitor.email) co_return problem(context.request, 409, Notice::own_account);
    auto forget = [&]() -> Result<void> {
      auto known = read_person(services_.store(), email);
      if (!known) return known.error();
      if (!*known) return Error{ErrorCode::not_found, "nobody of that address is known"_msg};
      return delete_person(services_.store(), email);
    };
    AuditEvent event{.what = "forget", .who = context.visitor.email};  // the deleted person's name is left
                                                                       // out here too
    co_return co_await change_records(context.request, services_, std::move(forget), std::move(event));
  }

  asio::awaitable<http::Response> tokens(const RequestContext& context) const {
    auto work = [&] { return list_tokens(services_.store(), context.visitor.email); };
    const auto listed = co_await on_store(services_, std::move(work));
    if (!listed) co_return api_failure(context.request, listed.error());
    auto out = Json::array();
    for (const auto& one : *listed) out.push_back(to_json(one));
    co_return api_answer(200, dump({{"tokens", out}}));
  }

  asio::awaitable<http::Response> create_token(const RequestContext& context) const {
    auto body = Body::parse(context.request, {"label", "scopes", "expires_at"});
    if (!body) co_return api_failure(context.request, body.error());
    Token token{.email = context.visitor.email, .label = body->text("label"), .scopes = {}};
    if (token.label.empty()) body->wrong("label", Text::expected_purpose);
    const auto expires_at = body->time("expires_at");
    const auto now = services_.options.now();
    if (!expires_at || *expires_at <= now || *expires_at > now + kLongestToken)
      body->wrong("expires_at", Text::expected_within_a_year);
    const auto names = body->texts("scopes");
    for (const auto& name : names) {
      const auto scope = auth::named<auth::Scope>(auth::kScopeNames, name);
      if (scope) {
        token.scopes.add(*scope);
      } else {
        body->wrong("scopes", Text::expected_scope);
      }
    }
    if (names.empty()) body->wrong("scopes", Text::expected_some_scope);
    if (auto refused = body->refusal()) co_return std::move(*refused);
    token.expires_at = *expires_at;
    auto work = [&] {
      return audited(services_.store(), [&] { return make_token(services_.store(), token, now); },
                     {.what = "token", .who = token.email, .detail = token.label});
    };
    const auto secret = co_await on_store(services_, std::move(work));
    services_.records.clear();
    if (!secret) co_return api_failure(context.request, secret.error());
    auto json = to_json(token);
    json["secret"] = *secret;
    co_return api_answer(201, dump(json));
  }

  asio::awaitable<http::Response> revoke_token(const RequestContext& context) const {
    const auto& email = context.visitor.email;
    auto remove = [&] { return remove_token(services_.store(), context.parameter("token"), email); };
    AuditEvent event{.what = "revoke token", .who = email};
    co_return co_await change_records(context.request, services_, std::move(remove), std::move(event));
  }

  asio::awaitable<http::Response> events(const RequestContext& context) const {
    constexpr std::uint64_t kMost = 100;
    constexpr std::uint64_t kUsual = 50;
    const auto limit = query_number(context, "limit", kUsual, kMost);
    if (!limit) co_return bad_query(context.request, "limit", Text::expected_rows);
    auto work = [&] {
      return list_audit(services_.store(), context.query("after"), static_cast<std::size_t>(*limit));
    };
    const auto listed = co_await on_store(services_, std::move(work));
    if (!listed) co_return api_failure(context.request, listed.error());
    auto out = Json::array();
    for (const auto& one : *listed) {
      Json event{{"id", one.id}, {"at", base::format_rfc3339(one.at)}, {"what", one.what}, {"who", one.who}};
      if (!one.whom.empty()) event["whom"] = one.whom;
      if (!one.slug.empty()) event["slug"] = one.slug;
      if (!one.detail.empty()) event["detail"] = one.detail;
      out.push_back(std::move(event));
    }
    co_return api_answer(200, dump({{"events", out}}));
  }

 private:
  template <class Change>
  asio::awaitable<http::Response> change(const RequestContext& context, Change change,
                                         std::string which) const {
    return change_records(context.request, services_, std::move(change),
                          {.what = "settings", .who = context.visitor.email, .detail = std::move(which)});
  }

  const Services& services_;
  Gate& gate_;
};

}  // namespace

void add_site_api(Routes& routes, const Services& services, Gate& gate) {
  using auth::Demand;
  const auto api = std::make_shared<const SiteApi>(services, gate);
  routes.add("GET", "/api/v1/settings", Demand::manage,
             [api](const RequestContext& context) { return api->settings(context); });
  routes.add("PUT", "/api/v1/settings", Demand::manage,
             [api](const RequestContext& context) { return api->change_settings(context); });
  routes.add("GET", "/api/v1/about", Demand::manage,
             [api](const RequestContext& context) { return api->about(context); });
  routes.add("PUT", "/api/v1/about", Demand::manage,
             [api](const RequestContext& context) { return api->change_about(context); });
  routes.add("DELETE", "/api/v1/about", Demand::manage,
             [api](const RequestContext& context) { return api->reset_about(context); });
  routes.add("GET", "/api/v1/people", Demand::manage,
             [api](const RequestContext& context) { return api->people(context); });
  routes.add("PUT", "/api/v1/people/{email}", Demand::manage,
             [api](const RequestContext& context) { return api->put_person(context); });
  routes.add("DELETE", "/api/v1/people/{email}", Demand::manage,
             [api](const RequestContext& context) { return api->remove_person(context); });
  routes.add("GET", "/api/v1/tokens", Demand::account,
             [api](const RequestContext& context) { return api->tokens(context); });
  routes.add("POST", "/api/v1/tokens", Demand::own,
             [api](const RequestContext& context) { return api->create_token(context); });
  routes.add("DELETE", "/api/v1/tokens/{token}", Demand::own,
             [api](const RequestContext& context) { return api->revoke_token(context); });
  routes.add("GET", "/api/v1/audit", Demand::manage,
             [api](const RequestContext& context) { return api->events(context); });
}

}  // namespace vitrine::site::api
