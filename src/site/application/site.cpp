#include "site/application/site.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "base/log.hpp"
#include "site/answers/failures.hpp"
#include "site/answers/headers.hpp"
#include "site/api/api.hpp"
#include "site/api/shrink.hpp"
#include "site/mcp/http.hpp"
#include "site/records/audit.hpp"
#include "store/common/summaries.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kStudio = "/studio";
constexpr std::string_view kApiRoutes = "/api/v1/";

/// Maximum body size in bytes for a route that reads none.
constexpr std::size_t kIgnoredBody = std::size_t{16} << 10U;

http::Response state(unsigned status, std::string_view word) {
  auto response =
      http::make_response(status, "application/json", R"({"status":")" + std::string(word) + "\"}\n");
  response.set("Cache-Control", "no-store");
  return response;
}

/// A refusal with the fields of other answers at that path: those of share links are confidential.
http::Response refused_at(std::string_view path, http::Response refusal) {
  return path.starts_with(kLinkPath) ? confidential(std::move(refusal)) : std::move(refusal);
}

/// Refusals of http::Resource, with texts from the message catalogue.
http::Response in_words_for(const http::Request& request, http::Response response) {
  const bool is_api = request.path.starts_with(kApiRoutes);
  if (response.status == 412 && !is_api) return failure(request, 412, Notice::not_the_same);
  const std::string range(response.field("Content-Range"));
  if (response.status != 416 || range.empty()) return response;
  auto refused =
      refused_at(request.path, failure(request, 416, Notice::no_range, {range.substr(range.find('/') + 1)}));
  refused.set("Content-Range", range);
  return refused;
}

}  // namespace

Site::Site(store::DocumentSource& documents, store::Store* store, Pools& pools, SiteOptions options)
    : options_(std::move(options)),
      catalog_(documents, pools, options_.catalog, options_.page),
      records_(store, pools),
      views_(store, pools.store),
      request_limiter_(options_.requests_per_second, options_.request_burst),
      services_{store,           pools,  options_,         catalog_,
                records_,        views_, request_limiter_, stopping_.get_token(),
                sign_in_limiter_},
      providers_(services_),
      gate_(services_, providers_),
      reading_(services_),
      sharing_(services_, reading_),
      about_(services_) {
  catalog_.on_change([this](const auto& before, const auto& now) { records_.changed(before, now); });
  add_fixed("/healthz", auth::Demand::health, [] { return state(200, "alive"); });
  add_fixed("/readyz", auth::Demand::health, [this] { return ready(); });
  if (options_.page.live_reload) add_preview();
  if (options_.studio) add_studio();
  if (options_.accounts) add_accounts();
  reading_.add_to(*this);
  if (options_.accounts)
    housekeeper_ = std::jthread([this](const std::stop_token& stop) { keep_house(stop); });
}

void Site::flush() {
  if (options_.accounts) views_.flush();
}

Site::~Site() {
  stopping_.request_stop();
  housekeeper_ = {};
  catalog_.on_change(nullptr);
  flush();
}

/// Checks the store and brings its summaries up to date once, then deletes expired records once a day. Starts
/// some time after the program, so that instances take turns.
void Site::keep_house(const std::stop_token& stop) {
  constexpr std::chrono::minutes kFirst{10};
  constexpr std::chrono::hours kPause{24};
  std::mutex mutex;
  std::condition_variable_any wake;
  // The store logs the result and /readyz reports it. The check reads the whole store, in parallel to other
  // work.
  static_cast<void>(services_.store().check(store::Depth::quick, stop));
  constexpr std::chrono::milliseconds kBetweenPages{500};  // so that many instances that start do not crowd
  if (auto done = store::refresh_summaries(services_.store(), kBetweenPages, stop); !done)
    base::log_warning("not all CVs have a summary yet; lists read those that have none",
                      {{"reason", done.error().text()}});
  std::unique_lock lock(mutex);
  for (auto pause = std::chrono::minutes(kFirst);; pause = kPause) {
    wake.wait_for(lock, stop, pause, [] { return false; });
    if (stop.stop_requested()) return;
    if (auto done = delete_expired_records(services_.store(), options_.now()); !done)
      base::log_warning("what is over could not be removed", {{"reason", done.error().text()}});
  }
}

void Site::add(std::string method, std::string pattern, auth::Demand demand, Handler handler) {
  const auto& bounds = bounds_of(method, pattern);
  routes_.push_back({method, pattern, demand});
  router_.add(std::move(method), std::move(pattern),
              [this, demand, &bounds, handler = std::move(handler)](const http::Request& request,
                                                                    const http::Parameters& parameters) {
                return enter(request, parameters, demand, bounds, handler);
              });
}

/// The name under which a client is counted: a person, or an address.
std::string Site::person_of(const RequestContext& context) const {
  return context.visitor.email.empty() ? http::RateLimit::name_of(options_.proxies.client(context.request))
                                       : context.visitor.email;
}

/// A refusal if the route's rate limit is already used up.
std::optional<http::Response> Site::refuse_by_rate(const RequestContext& context, const RouteBounds& bounds) {
  if (bounds.rate == Rate::person)
    return too_many_already(context.request, request_limiter_, person_of(context));
  if (bounds.rate != Rate::guess) return std::nullopt;
  return too_many_already(context.request, sign_in_limiter_, options_.proxies.client(context.request));
}

/// Takes a place in the queue of the route, if the route has one and certainly needs it; or returns a
/// refusal.
std::optional<http::Response> Site::take_place(RequestContext& context, const RouteBounds& bounds) {
  if (bounds.rate == Rate::person) {
    if (auto refused = too_many(context.request, request_limiter_, context.person)) return refused;
  }
  if (bounds.queue == nullptr || bounds.queue == &kPagesQueue) return std::nullopt;
  context.place = services_.pools.of(*bounds.queue).take_place(context.person);
  return context.place ? std::nullopt : std::optional(busy(context.request));
}

/// The only way to a handler.
asio::awaitable<http::Response> Site::enter(const http::Request& request, const http::Parameters& parameters,
                                            auth::Demand demand, const RouteBounds& bounds,
                                            const Handler& handler) {
  auto admitted = co_await gate_.admit(request, parameters, demand);
  if (auto* refused = std::get_if<http::Response>(&admitted)) co_return std::move(*refused);
  auto& context = std::get<RequestContext>(admitted);
  context.person = person_of(context);
  if (auto refused = take_place(context, bounds)) co_return refused_at(request.path, std::move(*refused));
  auto response = co_await handler(context);
  const bool is_theirs = demand >= auth::Demand::account && !response.representation;
  if (is_theirs && response.field("Set-Cookie").empty()) co_await gate_.renew(context, response);
  co_return response;
}

void Site::add_fixed(std::string path, auth::Demand demand, std::function<http::Response()> make) {
  add("GET", std::move(path), demand,
      [make = std::move(make)](const RequestContext&) -> asio::awaitable<http::Response> {
        co_return make();
      });
}

void Site::add_studio() {
  add_fixed(std::string(kStudio), auth::Demand::nothing, [] {
    http::Response response{.status = 308};
    response.set("Location", std::string(kStudio) + "/");
    return response;
  });
  add("GET", std::string(kStudio) + "/{file*}", auth::Demand::nothing,
      [this](const RequestContext& context) -> asio::awaitable<http::Response> {
        const auto* file = options_.studio->find(context.parameter("file"));
        co_return file != nullptr ? file->answer(context.request)
                                  : failure(context.request, 404, Notice::no_file);
      });
}

void Site::add_accounts() {
  sharing_.add_to(*this);
  about_.add_to(*this);
  providers_.add_to(*this);
  api::add_session_api(*this, services_, gate_, providers_);
  api::add_document_api(*this, services_);
  api::add_proposal_api(*this, services_);
  api::add_sharing_api(*this, services_);
  api::add_rendering_api(*this, services_);
  api::add_api_documentation(*this);
  api::add_link_check_api(*this, services_);
  api::add_site_api(*this, services_, gate_);
  mcp::add_mcp(*this, services_, gate_);
  if (options_.accounts->mode == AuthMode::local) api::add_passkey_api(*this, services_);
}

asio::awaitable<http::Response> Site::answer(const http::Request& request) {
  const auto now = epoch();  // read first: any later change makes the answer invalid
  auto response = in_words_for(request, co_await route(request));
  if (!response.representation) {
    if (request.path.starts_with(kApiRoutes)) {
      const auto person = http::RateLimit::name_of(options_.proxies.client(request));
      co_await api::shrink(request, response, services_.pools.codings, person);
    }
    add_common_fields(response.fields, options_.page.is_https());
  } else if (!request.path.starts_with(kLinkPath)) {  // each opening of a share link is counted
    response.reusable_in = now;
  }
  co_return response;
}

asio::awaitable<http::Admission> Site::admit(const http::Request& request) {
  auto found = find_route(request);
  if (const auto* match = std::get_if<http::Match>(&found)) {
    const auto& route = routes_[match->number];
    auto admitted = co_await gate_.admit(request, match->parameters, route.demand);
    const auto& bounds = bounds_of(route.method, route.pattern);
    std::optional<http::Response> refused;
    if (auto* by_gate = std::get_if<http::Response>(&admitted)) {
      refused = std::move(*by_gate);
    } else {
      refused = refuse_by_rate(std::get<RequestContext>(admitted), bounds);
    }
    if (!refused) co_return http::Admission{.max_body_bytes = std::max(bounds.most_body, kIgnoredBody)};
    found = refused_at(request.path, std::move(*refused));
  }
  auto& response = std::get<http::Response>(found);
  add_common_fields(response.fields, options_.page.is_https());
  co_return http::Admission{.refusal = std::move(response)};
}

http::Response Site::too_large(const http::Request& request) const {
  auto response = refused_at(request.path, failure(request, 413, Notice::body_too_large));
  add_common_fields(response.fields, options_.page.is_https());
  return response;
}

bool Site::add_to_key(const http::Request& request, std::string& key) const {
  if (options_.only_by_proxy && !request.is_by_proxy) return false;
  if (options_.local_names && !options_.local_names->admit(request)) return false;
  return !options_.accounts || gate_.add_to_key(request, key);
}

std::variant<http::Match, http::Response> Site::find_route(const http::Request& request) const {
  if (options_.local_names && !options_.local_names->admit(request)) {
    return failure(request, 421, Notice::wrong_host);
  }
  auto match = router_.find(request.method, request.path);
  if (match.handler != nullptr) return match;
  if (match.allow.empty()) {
    return failure(request, 404, Notice::no_page, {"/"});
  }
  auto response = request.method == "OPTIONS" ? http::Response{.status = 204}
                                              : failure(request, 405, Notice::no_method, {match.allow});
  response.set("Allow", match.allow);
  return response;
}

asio::awaitable<http::Response> Site::route(const http::Request& request) {
  auto found = find_route(request);
  if (auto* refused = std::get_if<http::Response>(&found)) co_return std::move(*refused);
  const auto& match = std::get<http::Match>(found);
  co_return co_await (*match.handler)(request, match.parameters);
}

std::shared_ptr<prometheus::Collectable> Site::metrics() const {
  class SiteMetrics final : public prometheus::Collectable {
   public:
    explicit SiteMetrics(const Site& site) : site_(site) {}
    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override {
      const auto memory = site_.catalog_.memory();
      return {base::gauge_family("vitrine_store_degraded",
                                 "1 while the store is away and pages come from memory.",
                                 site_.catalog_.is_degraded() ? 1 : 0),
              base::gauge_family("vitrine_cache_bytes", "Bytes of CVs and pages in memory.",
                                 static_cast<double>(memory.bytes)),
              base::gauge_family("vitrine_cache_documents", "CVs in memory.",
                                 static_cast<double>(memory.documents)),
              base::gauge_family("vitrine_draining", "1 after SIGTERM.", site_.draining_ ? 1 : 0)};
    }

   private:
    const Site& site_;
  };
  return std::make_shared<SiteMetrics>(*this);
}

http::Response Site::ready() const {
  if (draining_) return state(503, "draining");
  if (!catalog_.has_begun()) return state(503, "waiting for the store");
  if (services_.own_store != nullptr && services_.store().is_damaged()) return state(200, "damaged");
  return state(200, catalog_.is_degraded() ? "degraded" : "ready");
}

}  // namespace vitrine::site
