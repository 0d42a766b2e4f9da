#include "site/pages/about.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <vector>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "base/resources.hpp"
#include "base/version.hpp"
#include "http/message/negotiate.hpp"
#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/html/html.hpp"
#include "site/answers/failures.hpp"
#include "site/answers/headers.hpp"
#include "site/capacity/offload.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin);
  if (from == std::string_view::npos) return {};
  const auto start = from + begin.size();
  return std::string(text.substr(start, text.find(end, start) - start));
}

/// Nothing if there is no diagram in that language.
std::optional<std::string_view> diagram_in(std::string_view language) {
  return base::find_resource("src/site/assets/infrastructure." + std::string(language) + ".svg");
}

/// Nothing if there is no such text in that language.
std::optional<std::string_view> privacy_in(std::string_view language) {
  return base::find_resource("src/site/assets/privacy." + std::string(language) + ".md");
}

std::string diagram_leaf(std::string_view language) {
  return "infrastructure." + std::string(language) + ".svg";
}

/// The diagram, with its own description as the alternative text.
std::string diagram_html(std::string_view language, std::string_view svg) {
  const auto path = "/about/" + diagram_leaf(language);
  // The description is XML text already, which is also valid in an HTML attribute.
  return "<figure><a href=\"" + path + "\" aria-label=\"" + render::escaped(text(Text::enlarge, language)) +
         "\"><img src=\"" + path + "\" width=\"1060\" height=\"590\" alt=\"" +
         between(svg, "<desc id=\"desc\">", "</desc>") + "\"></a></figure>\n";
}

std::string facts_html(std::string_view language, std::string_view store, std::string_view zone,
                       std::chrono::seconds uptime) {
  std::string out = "<dl lang=\"" + std::string(language) + "\">\n";
  const auto row = [&](Text name, std::string_view value) {
    out += "<dt>" + render::escaped(text(name, language)) + "</dt><dd>" + render::escaped(value) + "</dd>\n";
  };
  row(Text::version, version());
  row(Text::store, store);
  row(Text::zone, zone.empty() ? text(Text::zone_unknown, language) : std::string(zone));
  row(Text::uptime, span_words(uptime, language));
  return out + "</dl>\n";
}

std::vector<std::string> languages_of(const AboutTexts& texts) {
  std::vector<std::string> out;
  for (const auto& [language, text] : texts) out.push_back(language);
  // English comes first, if available: it is the default for readers of none of the languages.
  std::ranges::stable_partition(out, [](const auto& language) { return language == "en"; });
  return out;
}

http::Response article_answer(const render::html::Article& article) {
  const auto page = render::html::html_article(article);
  auto response = html_answer(200, page.html, page.content_security_policy);
  response.set("Content-Language", article.language);
  return response;
}

}  // namespace

std::string span_words(std::chrono::seconds span, std::string_view language) {
  // days, hours, minutes: singular, plural
  constexpr std::array<std::array<Text, 2>, 3> kSpans{{{Text::span_day, Text::span_days},
                                                       {Text::span_hour, Text::span_hours},
                                                       {Text::span_minute, Text::span_minutes}}};
  const auto spoken = messages::language_of(language);
  const auto days = std::chrono::floor<std::chrono::days>(span);
  const auto hours = std::chrono::floor<std::chrono::hours>(span - days);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(span - days - hours);
  const std::array<std::int64_t, 3> counts{days.count(), hours.count(), minutes.count()};
  const auto first = std::ranges::find_if(counts, [](auto count) { return count > 0; });
  if (first == counts.end()) return text(Text::span_moment, spoken);
  const auto index = static_cast<std::size_t>(first - counts.begin());
  const auto said = [&](std::size_t at) {
    return text(kSpans.at(at).at(counts.at(at) == 1 ? 0 : 1), spoken, {std::to_string(counts.at(at))});
  };
  const bool has_rest = index + 1 < counts.size() && counts.at(index + 1) > 0;
  return has_rest ? text(Text::span_two, spoken, {said(index), said(index + 1)}) : said(index);
}

About::About(const Services& services) : services_(services) {
  for (const auto& language : messages::languages()) {
    const auto drawn = diagram_in(language);
    if (!drawn) continue;
    const auto svg = *drawn;
    const auto style = between(svg, "<style>", "</style>");
    http::Fields fields{{"Content-Type", "image/svg+xml"},
                        {"Content-Language", language},
                        {"Vary", "Accept-Encoding"},
                        {"Cache-Control", "public, no-cache"},
                        {"Content-Security-Policy", "default-src 'none'; style-src 'sha256-" +
                                                        base::base64(base::as_bytes(base::sha256(style))) +
                                                        "'; frame-ancestors 'none'"}};
    add_common_fields(fields, services.options.page.is_https());
    diagrams_.emplace(diagram_leaf(language),
                      std::make_unique<const http::Resource>(std::string(svg), fields));
    figures_.emplace(language, diagram_html(language, svg));
  }
}

void About::add_to(Routes& routes) {
  routes.add("GET", "/about", auth::Demand::nothing,
             [this](const RequestContext& context) { return page(context); });
  routes.add("GET", "/about/{leaf}", auth::Demand::nothing,
             [this](const RequestContext& context) { return leaf(context); });
  routes.add("GET", "/privacy", auth::Demand::nothing,
             [this](const RequestContext& context) { return privacy(context); });
}

asio::awaitable<http::Response> About::page(const RequestContext& context) {
  auto response = co_await show(context, "");
  response.set("Vary", "Accept-Language");
  co_return response;
}

asio::awaitable<http::Response> About::leaf(const RequestContext& context) {
  const auto leaf = context.parameter("leaf");
  const auto diagram = diagrams_.find(leaf);
  if (diagram != diagrams_.end()) co_return diagram->second->answer(context.request);
  co_return co_await show(context, leaf);
}

/// With `language` "", Accept-Language decides.
asio::awaitable<http::Response> About::show(const RequestContext& context, std::string language) {
  const auto stored = co_await services_.records.get(std::string(kAboutKind), std::string(kAboutKey));
  if (!stored) co_return failure(context.request, stored.error());
  const auto own = parse_about_texts(*stored);
  const auto& texts = own ? *own : shipped_about_texts();
  const auto languages = languages_of(texts);
  if (language.empty()) language = http::choose_language(context.request.field("accept-language"), languages);
  const auto text = texts.find(language);
  if (text == texts.end()) co_return failure(context.request, 404, Notice::no_text);
  const auto zone = co_await this->zone();
  const auto spoken = messages::language_of(language);
  const auto title = site::text(Text::about, spoken);
  const auto figure = figures_.find(spoken);
  const auto uptime =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_);
  render::html::Article article{
      .language = language,
      .title = title,
      .markdown = text->second,
      .inserts = {{"facts", facts_html(spoken, services_.options.instance.store, zone, uptime)},
                  {"diagram", (figure == figures_.end() ? figures_.find("en") : figure)->second}}};
  for (const auto& other : languages) {
    if (other != language)
      article.links.push_back({render::Locale::own_name(other), "/about/" + other, other});
  }
  article.links.push_back({site::text(Text::privacy, spoken), "/privacy", ""});
  auto work = [&article] { return article_answer(article); };
  co_return co_await in_queue(services_.pools.pages, context, std::move(work));
}

/// Looked up at most once a second until it is known: the zone does not change while the process runs.
asio::awaitable<std::string> About::zone() {
  {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (!zone_.empty() || !services_.options.instance.find_zone || now < next_look_) co_return zone_;
    next_look_ = now + std::chrono::seconds(1);
  }
  auto work = [this] { return services_.options.instance.find_zone(); };
  auto found = co_await offload(services_.pools.store, std::move(work));
  const std::lock_guard lock(mutex_);
  zone_ = std::move(found);
  co_return zone_;
}

asio::awaitable<http::Response> About::privacy(const RequestContext& context) {
  std::vector<std::string> languages;
  for (const auto& one : messages::languages()) {
    if (privacy_in(one)) languages.push_back(one);
  }
  const auto language = http::choose_language(context.request.field("accept-language"), languages);
  const auto title = text(Text::privacy, language);
  const render::html::Article article{.language = language,
                                      .title = title,
                                      .markdown = privacy_in(language).value(),
                                      .links = {{text(Text::about, language), "/about", ""}}};
  auto work = [&article] { return article_answer(article); };
  auto response = co_await in_queue(services_.pools.pages, context, std::move(work));
  response.set("Vary", "Accept-Language");
  co_return response;
}

}  // namespace vitrine::site
