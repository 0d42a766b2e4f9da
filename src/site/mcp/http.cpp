#include "site/mcp/http.hpp"

#include <memory>

#include "base/ascii.hpp"
#include "site/answers/failures.hpp"
#include "site/identity/gate.hpp"
#include "site/mcp/server.hpp"
#include "site/records/tokens.hpp"

namespace vitrine::site::mcp {

namespace asio = boost::asio;

namespace {

/// Whether a web page of that origin may send requests. A page of another site could reach a service on this
/// machine under a name of its own (DNS rebinding), so the Host field proves nothing.
bool is_trusted_origin(std::string_view origin, std::string_view public_url) {
  if (origin.empty() || origin == public_url) return true;
  const auto scheme = origin.find("://");
  if (scheme == std::string_view::npos) return false;
  auto host = origin.substr(scheme + 3);
  if (const auto colon = host.rfind(':'); colon != std::string_view::npos && colon >= host.rfind(']') + 1)
    host = host.substr(0, colon);
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

std::optional<std::string> field_of(const http::Request& request, std::string_view name) {
  for (const auto& [field, value] : request.fields) {
    if (field == name) return std::string(value);
  }
  return std::nullopt;
}

bool is_json(const http::Request& request) {
  const auto field = request.field("content-type");
  return base::equals_ignoring_case(base::trimmed(field.substr(0, field.find(';')), " \t"),
                                    "application/json");
}

class McpRoute {
 public:
  McpRoute(const Services& services, Gate& gate)
      : services_(services),
        gate_(gate),
        host_{.store = services.store(),
              .now = services.options.now,
              .public_url = services.options.page.public_url,
              .on_change = [this] { services_.records.clear(); }} {}

  asio::awaitable<http::Response> post(const RequestContext& context) const {
    const auto& request = context.request;
    if (!is_trusted_origin(request.field("origin"), services_.options.page.public_url))
      co_return problem(request, 403, Notice::foreign_page);
    if (context.visitor.token.empty()) {  // a browser's cookie is for people
      auto refused = problem(request, 401, Notice::bad_token);
      refused.set("WWW-Authenticate", "Bearer realm=\"vitrine\"");
      co_return refused;
    }
    if (!is_json(request)) co_return problem(request, 415, Notice::mcp_type);
    const auto access = co_await gate_.access();
    if (!access) co_return api_failure(request, access.error());
    const auto token = co_await services_.records.get("token", context.visitor.token);
    const Caller caller{.visitor = context.visitor,
                        .access = *access,
                        .program = token && *token ? parse_token("", **token).label : std::string{}};
    const Metadata metadata{.is_http = true,
                            .version = field_of(request, "mcp-protocol-version"),
                            .method = field_of(request, "mcp-method"),
                            .name = field_of(request, "mcp-name")};
    auto work = [&] {
      const auto reply = answer(request.body, metadata, host_, caller);
      if (!reply.body) return http::Response{.status = reply.status};
      return api_answer(reply.status, to_text(*reply.body));
    };
    co_return co_await in_queue(services_.pools.documents, context, std::move(work));
  }

  static asio::awaitable<http::Response> get(const RequestContext& context) {
    auto response = failure(context.request, 405, Notice::no_method, {"POST"});
    response.set("Allow", "POST");
    co_return response;
  }

 private:
  const Services& services_;
  Gate& gate_;
  const Host host_;
};

}  // namespace

void add_mcp(Routes& routes, const Services& services, Gate& gate) {
  const auto route = std::make_shared<const McpRoute>(services, gate);
  routes.add("POST", "/mcp", auth::Demand::account,
             [route](const RequestContext& context) { return route->post(context); });
  // There is no stream from the server; without this route, GET would ask for a page of that name.
  routes.add("GET", "/mcp", auth::Demand::nothing,
             [](const RequestContext& context) { return McpRoute::get(context); });
}

}  // namespace vitrine::site::mcp
