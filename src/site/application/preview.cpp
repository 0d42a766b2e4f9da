// The parts that a preview adds to a site: a list of all editions, and pages that reload themselves.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/encoding.hpp"
#include "render/html/html.hpp"
#include "site/answers/address.hpp"
#include "site/answers/messages.hpp"
#include "site/application/site.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kReloadScript =
    R"js(// Asks whether the previewed file has changed; the answer comes when it has.
let seen = '';
async function watch() {
  for (;;) {
    try {
      const answer = await fetch('/preview/changed?since=' + seen, { cache: 'no-store' });
      const now = await answer.text();
      if (seen !== '' && now !== seen) return location.reload();
      seen = now;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
watch();
)js";

}  // namespace

void Site::add_preview() {
  add_fixed("/preview/reload.js", auth::Demand::nothing, [] {
    return http::make_response(200, "text/javascript; charset=utf-8", std::string(kReloadScript));
  });
  add("GET", "/preview/changed", auth::Demand::nothing,
      [this](const RequestContext& context) { return wait_for_change(context.request); });
  add("GET", "/preview", auth::Demand::nothing,
      [this](const RequestContext& context) { return list_editions(context.request); });
}

asio::awaitable<http::Response> Site::wait_for_change(const http::Request& request) {
  const auto since = http::query_parameter(request.query, "since");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (std::to_string(catalog_.generation()) == since && !draining_ &&
         std::chrono::steady_clock::now() < end) {
    timer.expires_after(std::chrono::milliseconds(50));
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  auto response = http::make_response(200, "text/plain", std::to_string(catalog_.generation()));
  response.set("Cache-Control", "no-store");
  co_return response;
}

asio::awaitable<http::Response> Site::list_editions(const http::Request& request) {
  std::vector<std::pair<std::string, std::string>> links;
  const auto home = co_await catalog_.home();
  const std::string slug =
      home ? *home : "";  // a named variable: g++ 12 destroys it twice within the co_await expression
  const auto document = co_await catalog_.find(slug);
  if (document) {
    for (const auto& audience : (*document)->audiences()) {
      auto variants = (*document)->variants(audience);
      variants.insert(variants.begin(), "");
      for (const auto& variant : variants) {
        for (const auto& language : (*document)->languages()) {
          auto path = page_path({.slug = slug, .is_home = true, .language = language, .variant = variant});
          if (audience != "public") path += "?audience=" + base::percent_encode(audience);
          links.emplace_back(audience + (variant.empty() ? "" : ", " + variant) + ", " + language, path);
        }
      }
    }
  }
  const auto spoken = language_for(request);
  auto page = render::html::html_links(text(Text::editions, spoken), text(Text::editions_lead, spoken), links,
                                       spoken);
  auto response = http::make_response(200, "text/html; charset=utf-8", std::move(page.html));
  response.set("Content-Security-Policy", page.content_security_policy);
  response.set("Cache-Control", "no-store");
  response.set("Vary", "Accept-Language");
  co_return response;
}

}  // namespace vitrine::site
