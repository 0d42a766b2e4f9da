#include "site/pages/reading.hpp"

#include <algorithm>

#include "cv/language/language_tag.hpp"
#include "http/message/negotiate.hpp"
#include "render/common/locale.hpp"
#include "render/html/html.hpp"
#include "site/answers/address.hpp"
#include "site/answers/failures.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kPublic = "public";

http::Response welcome(const http::Request& request) {
  const auto language = language_for(request);
  const auto page_title = text(Text::welcome_page, language);
  const auto title = text(Text::welcome_title, language);
  const auto lead = text(Text::welcome_lead, language);
  const auto how = text(Text::welcome_how, language);
  const auto then = text(Text::welcome_then, language);
  const auto page = render::html::html_welcome(
      {.page = page_title, .title = title, .lead = lead, .how = how, .then = then, .language = language});
  auto response = html_answer(200, page.html, page.content_security_policy);
  response.set("Vary", "Accept-Language");
  return response;
}

/// The format that `Accept` prefers among those of a CV.
std::optional<Format> negotiated_format(const http::Request& request) {
  std::vector<std::string_view> offers;
  for (const auto& info : formats()) offers.push_back(info.media_type.substr(0, info.media_type.find(';')));
  const auto chosen = http::choose_media_type(request.field("accept"), offers);
  const auto at = std::ranges::find(offers, chosen);
  if (at == offers.end()) return std::nullopt;
  return formats().at(static_cast<std::size_t>(at - offers.begin())).format;
}

/// The answer for an unknown format, with the available ones; for people, as the suffixes of their addresses.
http::Response no_such_format(const http::Request& request) {
  const bool is_for_people = wants_html(request);
  std::string offered;
  for (const auto& info : formats()) {
    const auto type = info.media_type.substr(0, info.media_type.find(';'));
    const auto suffix = info.suffix.empty() ? std::string{} : '.' + std::string(info.suffix);
    if (is_for_people && suffix.empty()) continue;
    offered += offered.empty() ? "" : ", ";
    if (is_for_people) {
      offered += suffix;
    } else {
      offered += std::string(type) + (suffix.empty() ? "" : " (" + suffix + ")");
    }
  }
  return failure(request, 406, Notice::no_format, {offered});
}

/// The document's own spelling of a language tag; empty if it does not have that language.
std::string spelled(const std::vector<std::string>& languages, std::string_view tag) {
  const auto at =
      std::ranges::find_if(languages, [&](std::string_view one) { return cv::same_tag(one, tag); });
  return at == languages.end() ? std::string{} : *at;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& one : words) out += (out.empty() ? "" : ", ") + one;
  return out;
}

/// The answer for a language that the CV does not have, with the available ones; for people, by their own
/// names.
http::Response no_such_language(const http::Request& request, std::vector<std::string> languages) {
  if (wants_html(request)) std::ranges::transform(languages, languages.begin(), render::Locale::own_name);
  return failure(request, 404, Notice::no_language, {joined(languages)});
}

Wanted wanted(const RequestContext& context) {
  Wanted out{.slug = context.parameter("slug"),
             .variant = context.parameter("variant"),
             .audience = context.query("audience")};
  // The last segment carries the suffix, whatever it names.
  const auto take_suffix = [&](std::string& name) {
    auto leaf = parse_leaf(name);
    name = std::move(leaf.name);
    out.format = leaf.format;
    // A slug or language tag has no dot; a variant's name may have one.
    const auto dot = out.format ? std::string::npos : name.rfind('.');
    if (dot != std::string::npos && dot > 0 && &name != &out.variant) {
      name.erase(dot);
      out.has_unknown_suffix = true;
    }
  };
  out.language = context.parameter("leaf");
  if (!out.language.empty()) {
    take_suffix(out.language);
    const bool is_home_name = out.slug.empty() && out.variant.empty() &&
                              (out.format || out.has_unknown_suffix) && out.language == kHomeName;
    if (is_home_name) out.language.clear();
  } else if (!out.variant.empty()) {
    take_suffix(out.variant);
  } else if (!out.slug.empty()) {
    take_suffix(out.slug);
  }
  if (out.variant.empty()) out.variant = context.query("variant");
  return out;
}

}  // namespace

void Reading::add_to(Routes& routes) {
  add_pages(routes, "");
  add_pages(routes, "/cv/{slug}");
}

void Reading::add_pages(Routes& routes, const std::string& base) {
  for (const auto* path : {"", "/v/{variant}", "/{leaf}", "/v/{variant}/{leaf}"}) {
    const auto pattern = base + path;
    routes.add("GET", pattern.empty() ? "/" : pattern, auth::Demand::read,
               [this](const RequestContext& context) { return show(context, wanted(context)); });
  }
}

asio::awaitable<http::Response> Reading::show(const RequestContext& context, Wanted wanted) {
  const auto& request = context.request;
  const auto crowd = [&] {
    return too_many(request, services_.request_limiter, services_.options.proxies.client(request));
  };
  const auto home = co_await services_.catalog.home();
  const bool is_front = wanted.slug.empty() && wanted.variant.empty() && wanted.language.empty() &&
                        !wanted.format && !wanted.has_unknown_suffix;
  if (wanted.slug.empty()) {
    if (!home && home.error().code == ErrorCode::not_found && is_front) {
      co_return welcome(request);
    }
    if (!home) co_return failure(request, home.error());
    wanted.slug = *home;
  }
  auto& document = wanted.document;
  if (!document && !services_.catalog.has(wanted.slug)) {
    if (auto refused = crowd()) co_return std::move(*refused);
  }
  if (!document) {
    auto found = co_await services_.catalog.find(wanted.slug);
    if (!found) co_return failure(request, found.error());
    document = std::move(*found);
  }
  if (document->is_archived() && !context.permit.any_audience) {
    if (is_front) co_return welcome(request);
    co_return failure(request, Error{ErrorCode::not_found, {}});  // as for a CV that does not exist
  }
  if (wanted.audience.empty()) wanted.audience = context.permit.audience;
  const bool is_own = wanted.audience == kPublic || wanted.audience == context.permit.audience;
  if (!is_own && !(context.permit.any_audience && document->has_audience(wanted.audience))) {
    co_return failure(request, 404, Notice::no_audience);
  }
  if (!wanted.variant.empty() && !document->has_variant(wanted.variant, wanted.audience)) {
    // A variant's name may have dots.
    const auto stem = wanted.variant.substr(0, wanted.variant.rfind('.'));
    if (document->has_variant(stem, wanted.audience)) co_return no_such_format(request);
    co_return failure(request, 404, Notice::no_variant,
                      {page_path({.slug = wanted.slug, .is_home = home && *home == wanted.slug})});
  }
  const auto& languages = document->languages();
  PageKey key{.variant = wanted.variant,
              .audience = wanted.audience,
              .is_home = home && *home == wanted.slug,
              .is_guarded = context.is_guarded || document->is_archived(),  // then this visitor sees it only
                                                                            // because of who they are
              .under = wanted.under,
              .is_single = wanted.is_single};
  key.language = wanted.language.empty() ? http::choose_language(request.field("accept-language"), languages)
                                         : spelled(languages, wanted.language);
  if (key.language.empty()) {
    if (!render::Locale::is_known(wanted.language)) {
      co_return failure(request, 404, Notice::no_page,
                        {page_path({.slug = wanted.slug, .is_home = key.is_home})});
    }
    co_return no_such_language(request, languages);
  }
  const auto format = wanted.format ? wanted.format : negotiated_format(request);
  if (!format || wanted.has_unknown_suffix) co_return no_such_format(request);
  key.format = *format;
  if (document->find(key) == nullptr) {
    if (auto refused = crowd()) co_return std::move(*refused);
  }
  const auto page = co_await services_.catalog.page(document, std::move(key), context.person);
  co_return page ? page->answer(request) : busy(request);
}

}  // namespace vitrine::site
