#include "site/sharing/sharing.hpp"

#include <algorithm>

#include "auth/policy/client_kind.hpp"
#include "auth/policy/secret.hpp"
#include "base/encoding.hpp"
#include "cv/language/language_tag.hpp"
#include "http/message/cookie.hpp"
#include "render/html/html.hpp"
#include "site/answers/address.hpp"
#include "site/answers/failures.hpp"
#include "site/answers/messages.hpp"
#include "site/capacity/offload.hpp"
#include "site/identity/sealed.hpp"
#include "site/records/audit.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kCookie = "vitrine-links";
constexpr const char* kPurpose = "unlocked";
constexpr std::chrono::hours kUnlockedFor{24};
constexpr std::size_t kMostUnlocked = 8;

http::Response no_such_link(const http::Request& request) {
  return confidential(failure(request, 404, Notice::no_link));
}

http::Response ask_password(const http::Request& request, const std::string& action, Notice why) {
  const auto language = language_for(request);
  const auto said = notice(why, language);
  const auto button = text(Text::open, language);
  const auto label = text(Text::password, language);
  const auto page = render::html::html_form({.title = said.title,
                                             .detail = said.detail,
                                             .action = action,
                                             .button = button,
                                             .password = label,
                                             .language = language});
  return confidential(html_answer(401, page.html, page.content_security_policy));
}

/// The secret in the address, whose last segment may carry a format suffix.
std::string secret_of(const RequestContext& context) {
  return parse_leaf(context.parameter("token")).name;
}

}  // namespace

http::Response confidential(http::Response response) {
  if (response.representation) return response;  // Published has already set these fields
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Robots-Tag", "noindex, nofollow");
  return response;
}

void Sharing::add_to(Routes& routes) {
  const auto follow = [this](const RequestContext& context) { return open(context); };
  routes.add("GET", "/s/{token}", auth::Demand::nothing, follow);
  routes.add("GET", "/s/{token}/{leaf}", auth::Demand::nothing, follow);
  routes.add("POST", "/s/{token}", auth::Demand::nothing,
             [this](const RequestContext& context) { return unlock(context); });
}

asio::awaitable<Result<Sharing::Found>> Sharing::find(std::string secret) {
  const auto id = auth::fingerprint(secret);
  const auto record = co_await services_.records.get("link", id);
  if (!record) co_return record.error();
  if (*record) {
    auto link = parse_link(id, **record);
    if (!is_alive(link, services_.options.now()))
      co_return Error{ErrorCode::not_found, "there is no such link"_msg};
    auto document = co_await services_.catalog.find(link.slug);
    if (!document) co_return Found{std::move(link), nullptr};
    if (!(*document)->is_archived()) co_return Found{std::move(link), std::move(*document)};
  }
  co_return Error{ErrorCode::not_found, "there is no such link"_msg};
}

asio::awaitable<http::Response> Sharing::open(const RequestContext& context) {
  const auto& request = context.request;
  const auto secret = secret_of(context);
  const auto found = co_await find(secret);
  if (!found && found.error().code == ErrorCode::not_found) {
    if (auto refused =
            too_many(request, services_.sign_in_limiter, services_.options.proxies.client(request)))
      co_return confidential(std::move(*refused));
    co_return no_such_link(request);
  }
  if (!found) co_return confidential(failure(request, found.error()));
  const auto* link = &found->link;
  if (!link->password.empty()) {
    const auto open_ids = co_await unlocked(request);
    if (std::ranges::find(open_ids, link->id) == open_ids.end())
      co_return ask_password(request, std::string(kLinkPath) + secret, Notice::password_needed);
  }
  Wanted wanted{.slug = link->slug,
                .language = link->language,
                .variant = link->variant,
                .audience = link->audience,
                .format = parse_leaf(context.parameter("token")).format,
                .under = std::string(kLinkPath) + secret,
                .is_single = !link->language.empty(),
                .document = found->document};
  if (const auto segment = context.parameter("leaf"); !segment.empty()) {
    auto leaf = parse_leaf(segment);
    wanted.format = leaf.format;
    const bool is_name_only = leaf.format && leaf.name == kHomeName;
    if (!is_name_only && wanted.is_single && !cv::same_tag(leaf.name, link->language))
      co_return no_such_link(request);
    if (!is_name_only) wanted.language = leaf.name;
  }
  RequestContext reader{.request = request, .parameters = context.parameters, .person = context.person};
  reader.permit = {.verdict = auth::Verdict::allow, .audience = link->audience};
  const bool is_page = !wanted.format || *wanted.format == Format::html;
  auto response = co_await reading_.show(reader, std::move(wanted));
  if (is_page && request.method == "GET" && (response.status == 200 || response.status == 304))
    services_.views.count(link->id, auth::client_kind(request.field("user-agent")), services_.options.now());
  co_return confidential(std::move(response));
}

asio::awaitable<http::Response> Sharing::unlock(const RequestContext& context) {
  const auto& request = context.request;
  const auto& options = services_.options;
  const auto secret = secret_of(context);
  const auto found = co_await find(secret);
  if (!found && found.error().code == ErrorCode::not_found) co_return no_such_link(request);
  if (!found) co_return confidential(failure(request, found.error()));
  const auto* link = &found->link;
  const auto client = options.proxies.client(request);
  if (auto refused = too_many(request, services_.sign_in_limiter, client))
    co_return confidential(std::move(*refused));
  const auto at_link = http::RateLimit::name_of(client) + ' ' + link->id;
  if (first_attempts_.ask(at_link, http::RateLimit::Clock::now())) {
    if (auto refused = too_many(request, passwords_, link->id)) co_return confidential(std::move(*refused));
  }
  const auto given = http::query_parameter(request.body, "password");
  auto check = [stored = link->password, given] { return auth::is_password(given, stored); };
  const auto is_right = co_await services_.pools.passwords.run(context.place, std::move(check));
  if (!is_right) co_return confidential(busy(request));
  const auto path = std::string(kLinkPath) + secret;
  if (!*is_right) {
    auto note = [this, link = *link] {
      audit(services_.store(), {.what = "deny",
                                .slug = link.slug,
                                .detail = "a wrong password for the link '" + link.label + "'"});
    };
    co_await offload(services_.pools.store, std::move(note));
    co_return ask_password(request, path, Notice::password_wrong);
  }
  auto open_ids = co_await unlocked(request);
  open_ids.insert(open_ids.begin(), link->id);
  if (open_ids.size() > kMostUnlocked) open_ids.resize(kMostUnlocked);
  const Value value{{"links", open_ids}, {"made_at", stored_time(services_.options.now())}};
  const auto sealed = co_await seal_text(services_, kPurpose, value.dump());
  if (!sealed) co_return confidential(failure(request, sealed.error()));
  http::Response response{.status = 303};
  response.set("Location", path);
  response.set("Cache-Control", "no-store");
  response.set("Set-Cookie", site_cookie(options, kCookie, *sealed, kUnlockedFor));
  co_return confidential(std::move(response));
}

/// The ids of links whose passwords this browser has entered in the last day.
asio::awaitable<std::vector<std::string>> Sharing::unlocked(const http::Request& request) {
  std::vector<std::string> out;
  const auto cookie = http::cookie(request, cookie_name(services_.options, kCookie));
  const auto text = co_await unseal_text(services_, kPurpose, cookie);
  if (!text || !*text) co_return out;
  const auto value = parse_value(**text);
  const auto made_at = time_of(value, "made_at");
  if (!made_at || services_.options.now() - *made_at > kUnlockedFor || !value.contains("links"))
    co_return out;
  for (const auto& one : value["links"]) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  co_return out;
}

}  // namespace vitrine::site
