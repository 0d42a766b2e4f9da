// Share links and invitations of one CV.

#include <memory>

#include "auth/policy/secret.hpp"
#include "base/encoding.hpp"
#include "site/api/api.hpp"
#include "site/api/json.hpp"
#include "site/records/audit.hpp"
#include "site/records/links.hpp"
#include "site/records/people.hpp"
#include "site/records/views.hpp"
#include "site/sharing/sharing.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

Json to_json(const Link& link, const std::vector<DayOfViews>& views) {
  auto days = Json::array();
  for (const auto& one : views) {
    days.push_back(
        {{"day", one.day}, {"people", one.people}, {"previews", one.previews}, {"bots", one.bots}});
  }
  Json out{{"id", link.id},
           {"label", link.label},
           {"audience", link.audience},
           {"variant", link.variant},
           {"language", link.language},
           {"has_password", !link.password.empty()},
           {"created_at", base::format_rfc3339(link.created_at)},
           {"created_by", link.created_by},
           {"days", days}};
  if (link.expires_at) out["expires_at"] = base::format_rfc3339(*link.expires_at);
  return out;
}

Json to_json(const Invitation& invitation) {
  return {{"email", invitation.email},
          {"may", invitation.grant.may == auth::Grant::May::edit ? "edit" : "view"},
          {"audience", invitation.grant.audience}};
}

class SharingApi {
 public:
  explicit SharingApi(const Services& services) : services_(services) {}

  asio::awaitable<http::Response> list_links(const RequestContext& context) const {
    const auto document = co_await services_.catalog.find(context.parameter("slug"));
    if (!document) co_return api_failure(context.request, document.error());
    auto work = [&]() -> Result<std::string> {
      const auto links = site::list_links(services_.store(), context.parameter("slug"));
      if (!links) return links.error();
      auto out = Json::array();
      for (const auto& link : *links) {
        const auto views = list_views(services_.store(), link.id);
        if (!views) return views.error();
        out.push_back(to_json(link, *views));
      }
      return dump({{"links", out}});
    };
    const auto listed = co_await on_store(services_, std::move(work));
    co_return listed ? api_answer(200, *listed) : api_failure(context.request, listed.error());
  }

  asio::awaitable<http::Response> create_link(const RequestContext& context) const {
    auto body =
        Body::parse(context.request, {"label", "audience", "variant", "language", "expires_at", "password"});
    if (!body) co_return api_failure(context.request, body.error());
    Link link{.slug = context.parameter("slug"),
              .label = body->text("label"),
              .audience = body->text("audience"),
              .variant = body->text("variant"),
              .language = body->text("language"),
              .created_by = context.visitor.email,
              .expires_at = body->time("expires_at")};
    if (link.audience.empty()) link.audience = "public";
    const auto password = body->text("password");
    if (body->has("password") && base::utf8_length(password) < kLeastPassword)
      body->wrong("password", Text::expected_password, {std::to_string(kLeastPassword)});
    if (link.expires_at && *link.expires_at <= services_.options.now())
      body->wrong("expires_at", Text::expected_future);
    const auto document = co_await services_.catalog.find(link.slug);
    if (!document) co_return api_failure(context.request, document.error());
    check(**document, link, *body);
    if (auto refused = body->refusal()) co_return std::move(*refused);
    auto work = [&] {
      if (!password.empty()) link.password = auth::hash_password(password);
      return audited(
          services_.store(), [&] { return make_link(services_.store(), link, services_.options.now()); },
          cv_event("share", context, link.label));
    };
    const auto secret = co_await on_store(services_, std::move(work));
    services_.records.clear();
    if (!secret) co_return api_failure(context.request, secret.error());
    auto json = to_json(link, {});
    json["url"] = services_.options.page.public_url + std::string(kLinkPath) + *secret;
    co_return api_answer(201, dump(json));
  }

  asio::awaitable<http::Response> revoke_link(const RequestContext& context) const {
    const auto id = context.parameter("link");
    auto revoke = [&] { return site::revoke_link(services_.store(), context.parameter("slug"), id); };
    auto event = cv_event("revoke", context, "");
    co_return co_await change_records(context.request, services_, std::move(revoke), std::move(event));
  }

  asio::awaitable<http::Response> list_people(const RequestContext& context) const {
    const auto document = co_await services_.catalog.find(context.parameter("slug"));
    if (!document) co_return api_failure(context.request, document.error());
    auto work = [&] { return list_invitations(services_.store(), context.parameter("slug")); };
    const auto listed = co_await on_store(services_, std::move(work));
    if (!listed) co_return api_failure(context.request, listed.error());
    auto people = Json::array();
    for (const auto& one : *listed) people.push_back(to_json(one));
    co_return api_answer(200, dump({{"people", people}}));
  }

  asio::awaitable<http::Response> invite(const RequestContext& context) const {
    auto body = Body::parse(context.request, {"may", "audience"});
    if (!body) co_return api_failure(context.request, body.error());
    Invitation invitation{.email = auth::lower_email(context.parameter("email"))};
    const auto may = body->text("may");
    invitation.grant.may = may == "edit" ? auth::Grant::May::edit : auth::Grant::May::view;
    if (may != "edit" && may != "view") body->wrong("may", Text::expected_may);
    // A program cannot grant rights that it does not have itself.
    if (may == "edit" && !context.visitor.scopes.has(auth::Scope::edit))
      co_return problem(context.request, 403, Notice::token_may_not_edit);
    if (body->has("audience")) invitation.grant.audience = body->text("audience");
    if (!auth::is_email(invitation.email)) body->wrong("email", Text::expected_email);
    const auto slug = context.parameter("slug");
    const auto document = co_await services_.catalog.find(slug);
    if (!document) co_return api_failure(context.request, document.error());
    if (!(*document)->has_audience(invitation.grant.audience)) wrong_audience(**document, *body);
    if (auto refused = body->refusal()) co_return std::move(*refused);
    auto put = [&] { return put_invitation(services_.store(), slug, invitation); };
    auto event = cv_event("invite", context, may);
    event.whom = invitation.email;
    auto done = co_await change_records(context.request, services_, std::move(put), std::move(event));
    co_return done.status == 204 ? api_answer(200, dump(to_json(invitation))) : std::move(done);
  }

  asio::awaitable<http::Response> uninvite(const RequestContext& context) const {
    const auto email = auth::lower_email(context.parameter("email"));
    auto remove = [&] { return remove_invitation(services_.store(), context.parameter("slug"), email); };
    auto event = cv_event("uninvite", context, "");
    event.whom = email;
    co_return co_await change_records(context.request, services_, std::move(remove), std::move(event));
  }

 private:
  static void wrong_audience(const Published& document, Body& body) {
    std::string names;
    for (const auto& one : document.audiences()) names += (names.empty() ? "" : ", ") + one;
    body.wrong("audience", Text::expected_audience, {names});
  }

  /// Checks that the target of the link exists.
  static void check(const Published& document, const Link& link, Body& body) {
    if (!document.has_audience(link.audience)) {
      wrong_audience(document, body);
    } else if (!link.variant.empty() && !document.has_variant(link.variant, link.audience)) {
      body.wrong("variant", Text::expected_visible_variant);
    }
    const auto& languages = document.languages();
    if (!link.language.empty() && std::ranges::find(languages, link.language) == languages.end())
      body.wrong("language", Text::expected_own_language);
  }

  const Services& services_;
};

}  // namespace

void add_sharing_api(Routes& routes, const Services& services) {
  using auth::Demand;
  const auto api = std::make_shared<const SharingApi>(services);
  routes.add("GET", "/api/v1/cvs/{slug}/links", Demand::share,
             [api](const RequestContext& context) { return api->list_links(context); });
  routes.add("POST", "/api/v1/cvs/{slug}/links", Demand::share,
             [api](const RequestContext& context) { return api->create_link(context); });
  routes.add("DELETE", "/api/v1/cvs/{slug}/links/{link}", Demand::share,
             [api](const RequestContext& context) { return api->revoke_link(context); });
  routes.add("GET", "/api/v1/cvs/{slug}/people", Demand::share,
             [api](const RequestContext& context) { return api->list_people(context); });
  routes.add("PUT", "/api/v1/cvs/{slug}/people/{email}", Demand::share,
             [api](const RequestContext& context) { return api->invite(context); });
  routes.add("DELETE", "/api/v1/cvs/{slug}/people/{email}", Demand::share,
             [api](const RequestContext& context) { return api->uninvite(context); });
}

}  // namespace vitrine::site::api
