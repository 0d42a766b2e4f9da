#include "site/context/request_context.hpp"

#include "site/answers/failures.hpp"

namespace vitrine::site {
namespace {

std::optional<http::Response> refuse_until(const http::Request& request,
                                           std::optional<std::chrono::seconds> wait) {
  if (!wait) return std::nullopt;
  auto response = failure(request, 429, Notice::too_many);
  response.set("Retry-After", std::to_string(wait->count()));
  return response;
}

}  // namespace

std::optional<http::Response> too_many(const http::Request& request, http::RateLimit& limit,
                                       const std::string& client) {
  return refuse_until(request, limit.ask(client, http::RateLimit::Clock::now()));
}

std::optional<http::Response> too_many_already(const http::Request& request, http::RateLimit& limit,
                                               const std::string& client) {
  return refuse_until(request, limit.look(client, http::RateLimit::Clock::now()));
}

http::Response busy(const http::Request& request) {
  auto response = failure(request, 503, Notice::busy);
  response.set("Retry-After", "2");
  return response;
}

}  // namespace vitrine::site
