// Checks the links of a document.

#include <algorithm>
#include <memory>
#include <optional>
#include <stop_token>
#include <variant>

#include "base/log.hpp"
#include "net/link_check.hpp"
#include "render/html/web_links.hpp"
#include "site/api/api.hpp"
#include "site/api/json.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

/// The links to check: a document's, or the given ones.
struct Order {
  std::optional<Json> document;
  std::vector<std::string> urls;
};

std::vector<render::html::WebLink> links_of(const Order& order) {
  if (order.document) return render::html::web_links(*order.document);
  std::vector<render::html::WebLink> out;
  for (const auto& url : order.urls) {
    if (std::ranges::find(out, url, &render::html::WebLink::url) == out.end()) out.push_back({.url = url});
  }
  return out;
}

Json finding_json(const render::html::WebLink& link, const net::LinkFinding& finding) {
  Json out{{"url", finding.url},
           {"state", net::kLinkStateNames.at(static_cast<std::size_t>(finding.state))},
           {"pointers", link.pointers}};
  if (finding.reason != net::LinkReason::none)
    out["reason"] = net::kLinkReasonNames.at(static_cast<std::size_t>(finding.reason));
  if (finding.status != 0) out["status"] = finding.status;
  if (!finding.location.empty()) out["location"] = finding.location;
  if (finding.state == net::LinkState::redirected) out["permanent"] = finding.is_permanent;
  return out;
}

/// The order in a request's body; or the refusal.
std::variant<Order, http::Response> order_of(const http::Request& request) {
  auto body = Body::parse(request, {"urls", "document"});
  if (!body) return api_failure(request, body.error());
  Order order{.urls = body->texts("urls")};
  if (body->has("urls") == body->has("document")) body->wrong("urls", Text::expected_urls_or_document);
  if (body->has("document")) {
    if (!(*body)["document"].is_object()) body->wrong("document", Text::expected_object);
    order.document = std::move((*body)["document"]);
  }
  const auto is_short = [](const std::string& url) { return url.size() <= net::kMostLinkBytes; };
  if (order.urls.size() > net::kMostLinks || !std::ranges::all_of(order.urls, is_short))
    body->wrong("urls", Text::expected_addresses);
  if (auto refused = body->refusal()) return std::move(*refused);
  return order;
}

/// Runs the check; for a thread that may block.
http::Response check(const Order& order, const net::LinkCheckOptions& options, const std::stop_token& stop) {
  auto links = links_of(order);
  const auto count = std::min(links.size(), net::kMostLinks);
  const auto left_out = links.size() - count;
  links.resize(count);
  std::vector<std::string> urls;
  urls.reserve(count);
  for (const auto& link : links) urls.push_back(link.url);
  base::log_info("links are checked", {{"links", std::to_string(count)}});
  const auto found = net::check_links(urls, options, stop);
  auto out = Json::array();
  for (std::size_t i = 0; i < count; ++i) out.push_back(finding_json(links[i], found[i]));
  return api_answer(200, dump({{"links", out}, {"left_out", left_out}}));
}

class LinkCheckApi {
 public:
  explicit LinkCheckApi(const Services& services) : services_(services) {}

  asio::awaitable<http::Response> check_links(const RequestContext& context) const {
    if (!services_.options.link_check) co_return problem(context.request, 404, Notice::links_not_checked);
    auto work = [&context, options = *services_.options.link_check, stop = services_.stopping] {
      auto order = order_of(context.request);
      auto* refused = std::get_if<http::Response>(&order);
      return refused != nullptr ? std::move(*refused) : check(std::get<Order>(order), options, stop);
    };
    co_return co_await in_queue(services_.pools.links, context, std::move(work));
  }

 private:
  const Services& services_;
};

}  // namespace

void add_link_check_api(Routes& routes, const Services& services) {
  const auto api = std::make_shared<const LinkCheckApi>(services);
  routes.add("POST", "/api/v1/links/check", auth::Demand::reach,
             [api](const RequestContext& context) { return api->check_links(context); });
}

}  // namespace vitrine::site::api
