#include "site/answers/failures.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "http/message/negotiate.hpp"
#include "render/html/html.hpp"

namespace vitrine::site {

bool wants_html(const http::Request& request) {
  static constexpr std::array<std::string_view, 2> kOffers{"application/problem+json", "text/html"};
  return http::choose_media_type(request.field("accept"), kOffers) == "text/html";
}

http::Response html_answer(unsigned status, std::string html, std::string_view policy) {
  auto response = http::make_response(status, "text/html; charset=utf-8", std::move(html));
  response.set("Content-Security-Policy", policy);
  response.set("Cache-Control", "no-store");
  return response;
}

namespace {

constexpr std::string_view kApi = "/api/";

/// Pages in a language have its tag as the last part of their address: "/cv/jane/de", "/de.pdf".
std::string_view page_language(const http::Request& request) {
  std::string_view leaf = request.path;
  leaf.remove_prefix(std::min(leaf.rfind('/') + 1, leaf.size()));
  leaf = leaf.substr(0, leaf.find('.'));
  const auto& languages = messages::languages();
  const auto at = std::ranges::find(languages, leaf);
  return at == languages.end() ? language_for(request) : std::string_view(*at);
}

}  // namespace

http::Response message(const http::Request& request, unsigned status, Notice what, Values values) {
  const auto language = page_language(request);
  const auto said = notice(what, language, values);
  auto page = render::html::html_message(status, said.title, said.detail, language);
  return html_answer(status, std::move(page.html), page.content_security_policy);
}

http::Response problem(const http::Request& request, unsigned status, Notice what, Values values) {
  const auto said = notice(what, language_for(request), values);
  auto response = http::make_problem(status, said.title, said.detail);
  response.set("Cache-Control", "no-store");
  response.set("Vary", "Accept-Language");
  return response;
}

http::Response failure(const http::Request& request, unsigned status, Notice what, Values values) {
  if (wants_html(request)) {
    auto response = message(request, status, what, values);
    response.set("Vary", "Accept, Accept-Language");
    return response;
  }
  if (request.path.starts_with(kApi)) {  // the Studio shows it to people
    auto response = problem(request, status, what, values);
    response.set("Vary", "Accept, Accept-Language");
    return response;
  }
  const auto said = notice(what, "en", values);
  auto response = http::make_problem(status, said.title, said.detail);
  response.set("Cache-Control", "no-store");
  response.set("Vary", "Accept");
  return response;
}

http::Response failure(const http::Request& request, const Error& error) {
  switch (error.code) {
    case ErrorCode::not_found:
    case ErrorCode::invalid:
      return failure(request, 404, Notice::no_cv);
    case ErrorCode::unavailable: {
      auto response = failure(request, 503, Notice::away);
      response.set("Retry-After", "5");
      return response;
    }
    default:
      base::log_error("cannot answer", {{"reason", error.text()}});
      return failure(request, 500, Notice::our_fault);
  }
}

http::Response api_answer(unsigned status, std::string json) {
  auto response = http::make_response(status, "application/json", std::move(json));
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response api_failure(const http::Request& request, const Error& error) {
  const auto detail = messages::text(error.message, language_for(request));
  switch (error.code) {
    case ErrorCode::invalid:
      return problem(request, 422, Notice::not_stored, {detail});
    case ErrorCode::too_large:
      return problem(request, 413, Notice::too_large, {detail});
    case ErrorCode::not_found:
      return problem(request, 404, Notice::nothing_there, {detail});
    case ErrorCode::conflict:
      return problem(request, 409, Notice::somebody_first, {detail});
    case ErrorCode::unavailable: {
      base::log_warning("not available", {{"reason", error.text()}});
      auto away = problem(request, 503, Notice::store_away);
      away.set("Retry-After", "5");
      return away;
    }
    default:
      base::log_error("cannot answer", {{"reason", error.text()}});
      return problem(request, 500, Notice::api_fault);
  }
}

}  // namespace vitrine::site
