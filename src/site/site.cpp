#include "site/site.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "cv/language_tag.hpp"
#include "http/negotiate.hpp"
#include "render/html.hpp"
#include "site/address.hpp"
#include "site/headers.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

/// Whether the client would rather see a page than a machine-readable answer.
bool wants_html(const http::Request& request) {
  static constexpr std::array<std::string_view, 2> kOffers{"application/problem+json", "text/html"};
  return http::choose_media_type(request.field("accept"), kOffers) == "text/html";
}

/// An error in the form that the client reads.
http::Response failure(const http::Request& request, unsigned status, std::string_view title,
                       std::string_view detail) {
  http::Response response;
  if (wants_html(request)) {
    auto page = render::html_message(status, title, detail);
    response = http::make_response(status, "text/html; charset=utf-8", std::move(page.html));
    response.set("Content-Security-Policy", page.content_security_policy);
  } else {
    response = http::make_problem(status, title, detail);
  }
  response.set("Vary", "Accept");
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response failure(const http::Request& request, const Error& error) {
  switch (error.code) {
    case ErrorCode::not_found:
    case ErrorCode::invalid:
      return failure(request, 404, "There is no such page",
                     "No CV has this address. It may have been renamed or taken down.");
    case ErrorCode::unavailable: {
      auto response = failure(request, 503, "Not available at the moment",
                              "The CV cannot be read just now. Please try again in a few seconds.");
      response.set("Retry-After", "5");
      return response;
    }
    default:
      base::log_error("cannot answer", {{"path", request.path}, {"reason", error.message}});
      return failure(request, 500, "Something went wrong here",
                     "The fault is on our side and has been logged. Please try again later.");
  }
}

http::Response state(unsigned status, std::string_view word) {
  auto response =
      http::make_response(status, "application/json", R"({"status":")" + std::string(word) + "\"}\n");
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response welcome() {
  auto page = render::html_welcome();
  auto response = http::make_response(200, "text/html; charset=utf-8", std::move(page.html));
  response.set("Content-Security-Policy", page.content_security_policy);
  response.set("Cache-Control", "no-store");
  return response;
}

/// The format that `Accept` asks for among those a CV has.
std::optional<Format> negotiated_format(const http::Request& request) {
  std::vector<std::string_view> offers;
  for (const auto& info : formats()) offers.push_back(info.media_type.substr(0, info.media_type.find(';')));
  const auto chosen = http::choose_media_type(request.field("accept"), offers);
  const auto at = std::ranges::find(offers, chosen);
  if (at == offers.end()) return std::nullopt;
  return formats().at(static_cast<std::size_t>(at - offers.begin())).format;
}

/// An answer for a format that there is not, with those that there are.
http::Response no_such_format(const http::Request& request) {
  std::string offered;
  for (const auto& info : formats()) {
    const auto type = info.media_type.substr(0, info.media_type.find(';'));
    offered += (offered.empty() ? "" : ", ") + std::string(type);
    if (!info.suffix.empty()) offered += " (." + std::string(info.suffix) + ")";
  }
  return failure(request, 406, "Not in this format", "This CV can be had as: " + offered + ".");
}

constexpr std::string_view kPublic = "public";
constexpr std::string_view kStudio = "/studio";

/// The document's own spelling of a language tag; empty where it does not have that language.
std::string spelled(const std::vector<std::string>& languages, std::string_view tag) {
  const auto at =
      std::ranges::find_if(languages, [&](std::string_view one) { return cv::same_tag(one, tag); });
  return at == languages.end() ? std::string{} : *at;
}

}  // namespace

Site::Site(store::Store& store, Pools& pools, SiteOptions options)
    : options_(std::move(options)),
      catalog_(store, pools, options_.catalog, options_.page),
      costly_(options_.costly_per_second, options_.costly_burst) {
  add_fixed("/healthz", [] { return state(200, "alive"); });
  add_fixed("/readyz", [this] { return ready(); });
  if (options_.page.live_reload) add_preview();
  add_pages("");
  add_pages("/cv/{slug}");
}

void Site::add_fixed(std::string path, std::function<http::Response()> make) {
  router_.add("GET", std::move(path),
              [make = std::move(make)](const http::Request&, const http::Parameters&)
                  -> asio::awaitable<http::Response> { co_return make(); });
}

void Site::add_pages(const std::string& base) {
  const auto show_page = [this](const http::Request& request, const http::Parameters& parameters) {
    return show(request, wanted(request, parameters));
  };
  for (const auto* path : {"", "/v/{variant}", "/{leaf}", "/v/{variant}/{leaf}"}) {
    const auto pattern = base + path;
    router_.add("GET", pattern.empty() ? "/" : pattern, show_page);
  }
}

asio::awaitable<http::Response> Site::answer(const http::Request& request) {
  const auto epoch =
      catalog_.generation();  // before anything is looked at: what changes later voids the answer
  auto response = co_await route(request);
  if (response.representation) {
    response.reusable_in = epoch;
  } else {
    add_common_fields(response.fields, options_.page.is_https());
  }
  co_return response;
}

http::Response Site::studio_file(const http::Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    auto response = failure(request, 405, "Method not allowed", "This address answers GET, HEAD.");
    response.set("Allow", "GET, HEAD");
    return response;
  }
  const auto rest = std::string_view(request.path).substr(kStudio.size());
  if (rest.empty())
    return std::move(http::Response{.status = 308}.set("Location", std::string(kStudio) + "/"));
  const auto* file = rest.starts_with('/') ? options_.studio->find(rest.substr(1)) : nullptr;
  return file != nullptr ? file->answer(request)
                         : failure(request, 404, "There is no such page", "No file has this address.");
}

asio::awaitable<http::Response> Site::route(const http::Request& request) {
  if (options_.studio && request.path.starts_with(kStudio)) co_return studio_file(request);
  const auto match = router_.find(request.method, request.path);
  if (match.handler != nullptr) co_return co_await (*match.handler)(request, match.parameters);
  if (match.allow.empty()) {
    co_return failure(request, 404, "There is no such page",
                      "Nothing has this address. The CV itself is at /.");
  }
  auto response = request.method == "OPTIONS" ? http::Response{.status = 204}
                                              : failure(request, 405, "Method not allowed",
                                                        "This address answers " + match.allow + ".");
  response.set("Allow", match.allow);
  co_return response;
}

Site::Wanted Site::wanted(const http::Request& request, const http::Parameters& parameters) {
  Wanted out{.slug = std::string(http::parameter(parameters, "slug")),
             .variant = std::string(http::parameter(parameters, "variant")),
             .audience = http::query_parameter(request.query, "audience")};
  // The last segment carries the suffix, whatever it names.
  const auto leaf_text = http::parameter(parameters, "leaf");
  const auto take_suffix = [&](std::string& name) {
    auto leaf = parse_leaf(name);
    name = std::move(leaf.name);
    out.format = leaf.format;
    // No slug, no language tag has a dot; a variant's name may.
    const auto dot = out.format ? std::string::npos : name.rfind('.');
    if (dot != std::string::npos && dot > 0 && &name != &out.variant) {
      name.erase(dot);
      out.has_unknown_suffix = true;
    }
  };
  if (!leaf_text.empty()) {
    out.language = leaf_text;
    take_suffix(out.language);
    const bool is_home_name = out.slug.empty() && out.variant.empty() &&
                              (out.format || out.has_unknown_suffix) && out.language == kHomeName;
    if (is_home_name) out.language.clear();
  } else if (!out.variant.empty()) {
    take_suffix(out.variant);
  } else if (!out.slug.empty()) {
    take_suffix(out.slug);
  }
  if (out.variant.empty()) out.variant = http::query_parameter(request.query, "variant");
  return out;
}

/// A refusal where this client has asked too often for what is not in memory.
std::optional<http::Response> Site::too_many(const http::Request& request) {
  const auto wait = costly_.ask(options_.proxies.client(request), http::RateLimit::Clock::now());
  if (!wait) return std::nullopt;
  auto response = failure(request, 429, "Too many requests",
                          "This address has asked for many pages in a short time. Please wait a little.");
  response.set("Retry-After", std::to_string(wait->count()));
  return response;
}

asio::awaitable<http::Response> Site::show(const http::Request& request, Wanted wanted) {
  const auto home = co_await catalog_.home();
  if (wanted.slug.empty()) {
    if (!home && home.error().code == ErrorCode::not_found && wanted.language.empty() && !wanted.format) {
      co_return welcome();
    }
    if (!home) co_return failure(request, home.error());
    wanted.slug = *home;
  }
  if (!catalog_.has(wanted.slug)) {
    if (auto refused = too_many(request)) co_return std::move(*refused);
  }
  const auto document = co_await catalog_.find(wanted.slug);
  if (!document) co_return failure(request, document.error());
  if (wanted.audience.empty()) wanted.audience = kPublic;
  // Who may be which audience is not known yet: on a public site everyone is the public.
  const bool may_be =
      wanted.audience == kPublic || (options_.open_audiences && (*document)->has_audience(wanted.audience));
  if (!may_be) {
    co_return failure(request, 404, "There is no such page",
                      "This CV has no page for that audience at this address.");
  }
  if (!wanted.variant.empty() && !(*document)->has_variant(wanted.variant, wanted.audience)) {
    // A variant's name may have dots.
    const auto stem = wanted.variant.substr(0, wanted.variant.rfind('.'));
    if ((*document)->has_variant(stem, wanted.audience)) co_return no_such_format(request);
    co_return failure(request, 404, "No such variant",
                      "This CV has no variant of that name. It is at " +
                          page_path({.slug = wanted.slug, .is_home = home && *home == wanted.slug}) + ".");
  }
  const auto& languages = (*document)->languages();
  PageKey key{
      .variant = wanted.variant, .audience = wanted.audience, .is_home = home && *home == wanted.slug};
  key.language = wanted.language.empty() ? http::choose_language(request.field("accept-language"), languages)
                                         : spelled(languages, wanted.language);
  if (key.language.empty()) {
    std::string offered;
    for (const auto& one : languages) offered += (offered.empty() ? "" : ", ") + one;
    co_return failure(request, 404, "Not in this language",
                      "This CV cannot be read in '" + wanted.language + "'. It can in: " + offered + ".");
  }
  const auto format = wanted.format ? wanted.format : negotiated_format(request);
  if (!format || wanted.has_unknown_suffix) co_return no_such_format(request);
  key.format = *format;
  if ((*document)->find(key) == nullptr) {
    if (auto refused = too_many(request)) co_return std::move(*refused);
  }
  const auto page = co_await catalog_.page(*document, std::move(key));
  co_return page->answer(request);
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
  return state(200, catalog_.is_degraded() ? "degraded" : "ready");
}

}  // namespace vitrine::site
