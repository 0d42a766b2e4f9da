#include "site/answers/failures.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "http/message/negotiate.hpp"
#include "render/html/html.hpp"
#include "site/answers/words.hpp"

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

std::string filled(std::string_view text, std::string_view value) {
  std::string out(text);
  if (const auto at = out.find("{0}"); at != std::string::npos) out.replace(at, 3, value);
  return out;
}

/// Pages of a language have it as the last part of their address: "/cv/jane/de", "/de.pdf".
std::string_view page_language(const http::Request& request) {
  std::string_view leaf = request.path;
  leaf.remove_prefix(std::min(leaf.rfind('/') + 1, leaf.size()));
  leaf = leaf.substr(0, leaf.find('.'));
  return leaf == "de" || leaf == "en" ? leaf : language_for(request);
}

}  // namespace

http::Response message(const http::Request& request, unsigned status, std::string_view title,
                       std::string_view detail, std::string_view value) {
  auto language = page_language(request);
  if (said(title, language).empty() || said(detail, language).empty()) language = "en";
  auto page = render::html::html_message(status, said(title, language), filled(said(detail, language), value),
                                         language);
  return html_answer(status, std::move(page.html), page.content_security_policy);
}

http::Response failure(const http::Request& request, unsigned status, std::string_view title,
                       std::string_view detail, std::string_view value) {
  if (wants_html(request)) {
    auto response = message(request, status, title, detail, value);
    response.set("Vary", "Accept, Accept-Language");
    return response;
  }
  auto response = http::make_problem(status, title, filled(detail, value));
  response.set("Cache-Control", "no-store");
  response.set("Vary", "Accept");
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
      base::log_error("cannot answer", {{"reason", error.message}});
      return failure(request, 500, "Something went wrong here",
                     "The fault is on our side and has been logged. Please try again later.");
  }
}

http::Response api_answer(unsigned status, std::string json) {
  auto response = http::make_response(status, "application/json", std::move(json));
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response api_failure(const Error& error) {
  auto response = [&] {
    switch (error.code) {
      case ErrorCode::invalid:
        return http::make_problem(422, "This cannot be stored", error.message);
      case ErrorCode::too_large:
        return http::make_problem(413, "Too large", error.message);
      case ErrorCode::not_found:
        return http::make_problem(404, "There is no such thing", error.message);
      case ErrorCode::conflict:
        return http::make_problem(409, "Somebody else was first", error.message);
      case ErrorCode::unavailable: {
        base::log_warning("not available", {{"reason", error.message}});
        auto away = http::make_problem(503, "Not available at the moment",
                                       "Nothing was stored. Please try again in a few seconds.");
        away.set("Retry-After", "5");
        return away;
      }
      default:
        base::log_error("cannot answer", {{"reason", error.message}});
        return http::make_problem(500, "Something went wrong here",
                                  "The fault is on our side and has been logged.");
    }
  }();
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace vitrine::site
