#include "site/pages/about.hpp"

#include <algorithm>
#include <array>
#include <chrono>
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
#include "site/work/offload.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

/// What the page says around its text.
struct Words {
  std::string_view language, title, version, store, zone, no_zone, uptime, enlarge, privacy;
  std::array<std::array<std::string_view, 2>, 4> spans;  ///< days, hours, minutes, less than one: one, many
};

const Words& words_in(std::string_view language) {
  static const std::array<Words, 2> all{
      Words{"en",
            "About this project",
            "Version",
            "Store",
            "Zone",
            "not in a cloud, or not told",
            "Running for",
            "Diagram in full size",
            "What is stored here",
            {{{"day", "days"}, {"hour", "hours"}, {"minute", "minutes"}, {"a moment", "a moment"}}}},
      Words{"de",
            "Über dieses Projekt",
            "Version",
            "Speicher",
            "Zone",
            "nicht in einer Cloud oder nicht bekannt",
            "Läuft seit",
            "Bild in voller Größe",
            "Was hier gespeichert wird",
            {{{"Tag", "Tagen"},
              {"Stunde", "Stunden"},
              {"Minute", "Minuten"},
              {"einem Augenblick", "einem Augenblick"}}}}};
  return all.at(language == "de" || language.starts_with("de-") ? 1 : 0);
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin);
  if (from == std::string_view::npos) return {};
  const auto start = from + begin.size();
  return std::string(text.substr(start, text.find(end, start) - start));
}

std::string_view diagram_in(std::string_view language) {
  return base::find_resource("src/site/assets/infrastructure." + std::string(language) + ".svg").value();
}

std::string diagram_leaf(std::string_view language) {
  return "infrastructure." + std::string(language) + ".svg";
}

/// The drawing with its own description as the alternative text.
std::string diagram_html(const Words& words) {
  const auto path = "/about/" + diagram_leaf(words.language);
  // The description is XML text already: its characters are as HTML wants them in an attribute.
  return "<figure><a href=\"" + path + "\" aria-label=\"" + std::string(words.enlarge) + "\"><img src=\"" +
         path + "\" width=\"1060\" height=\"590\" alt=\"" +
         between(diagram_in(words.language), "<desc id=\"desc\">", "</desc>") + "\"></a></figure>\n";
}

std::string facts_html(const Words& words, std::string_view store, std::string_view zone,
                       std::chrono::seconds uptime) {
  std::string out = "<dl lang=\"" + std::string(words.language) + "\">\n";
  const auto row = [&](std::string_view name, std::string_view value) {
    out += "<dt>" + std::string(name) + "</dt><dd>" + render::escaped(value) + "</dd>\n";
  };
  row(words.version, version());
  row(words.store, store);
  row(words.zone, zone.empty() ? words.no_zone : zone);
  row(words.uptime, span_words(uptime, words.language));
  return out + "</dl>\n";
}

std::vector<std::string> languages_of(const AboutTexts& texts) {
  std::vector<std::string> out;
  for (const auto& [language, text] : texts) out.push_back(language);
  // English is what those get who read none of them, where there is any.
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
  const auto& spans = words_in(language).spans;
  const auto days = std::chrono::floor<std::chrono::days>(span);
  const auto hours = std::chrono::floor<std::chrono::hours>(span - days);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(span - days - hours);
  const std::array<std::int64_t, 3> counts{days.count(), hours.count(), minutes.count()};
  const auto first = std::ranges::find_if(counts, [](auto count) { return count > 0; });
  if (first == counts.end()) return std::string(spans.back().front());
  const auto index = static_cast<std::size_t>(first - counts.begin());
  const auto said = [&](std::size_t at) {
    return std::to_string(counts.at(at)) + ' ' + std::string(spans.at(at).at(counts.at(at) == 1 ? 0 : 1));
  };
  const bool has_rest = index + 1 < counts.size() && counts.at(index + 1) > 0;
  return said(index) + (has_rest ? ", " + said(index + 1) : "");
}

About::About(const Services& services) : services_(services) {
  for (const std::string_view language : {"en", "de"}) {
    const auto svg = diagram_in(language);
    const auto style = between(svg, "<style>", "</style>");
    http::Fields fields{{"Content-Type", "image/svg+xml"},
                        {"Content-Language", std::string(language)},
                        {"Vary", "Accept-Encoding"},
                        {"Cache-Control", "public, no-cache"},
                        {"Content-Security-Policy", "default-src 'none'; style-src 'sha256-" +
                                                        base::base64(base::as_bytes(base::sha256(style))) +
                                                        "'; frame-ancestors 'none'"}};
    add_common_fields(fields, services.options.page.is_https());
    diagrams_.emplace(diagram_leaf(language),
                      std::make_unique<const http::Resource>(std::string(svg), fields));
    figures_.emplace(language, diagram_html(words_in(language)));
  }
}

void About::add_to(Routes& routes) {
  routes.add("GET", "/about", auth::Demand::nothing, [this](const Visit& visit) { return page(visit); });
  routes.add("GET", "/about/{leaf}", auth::Demand::nothing,
             [this](const Visit& visit) { return leaf(visit); });
  routes.add("GET", "/privacy", auth::Demand::nothing, [this](const Visit& visit) { return privacy(visit); });
}

asio::awaitable<http::Response> About::page(const Visit& visit) {
  auto response = co_await show(visit, "");
  response.set("Vary", "Accept-Language");
  co_return response;
}

asio::awaitable<http::Response> About::leaf(const Visit& visit) {
  const auto leaf = visit.parameter("leaf");
  const auto diagram = diagrams_.find(leaf);
  if (diagram != diagrams_.end()) co_return diagram->second->answer(visit.request);
  co_return co_await show(visit, leaf);
}

/// `language` "" leaves it to Accept-Language.
asio::awaitable<http::Response> About::show(const Visit& visit, std::string language) {
  const auto stored = co_await services_.records.get(std::string(kAboutKind), std::string(kAboutKey));
  if (!stored) co_return failure(visit.request, stored.error());
  const auto own = parse_about_texts(*stored);
  const auto& texts = own ? *own : shipped_about_texts();
  const auto languages = languages_of(texts);
  if (language.empty()) language = http::choose_language(visit.request.field("accept-language"), languages);
  const auto text = texts.find(language);
  if (text == texts.end())
    co_return failure(visit.request, 404, "There is no such page",
                      "This text is not there in that language.");
  const auto zone = co_await this->zone();
  const auto& words = words_in(language);
  const auto uptime =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_);
  render::html::Article article{
      .language = language,
      .title = words.title,
      .markdown = text->second,
      .inserts = {{"facts", facts_html(words, services_.options.instance.store, zone, uptime)},
                  {"diagram", figures_.find(words.language)->second}}};
  for (const auto& other : languages) {
    if (other != language)
      article.links.push_back({render::Locale::own_name(other), "/about/" + other, other});
  }
  article.links.push_back({std::string(words.privacy), "/privacy", ""});
  auto work = [&article] { return article_answer(article); };
  co_return co_await in_queue(services_.pools.pages, visit, std::move(work));
}

/// Looked up until it is known, once a second at most: the place does not change while the process runs.
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

asio::awaitable<http::Response> About::privacy(const Visit& visit) {
  const std::vector<std::string> languages{"en", "de"};
  const auto language = http::choose_language(visit.request.field("accept-language"), languages);
  const auto text = base::find_resource("src/site/assets/privacy." + language + ".md").value();
  const auto& words = words_in(language);
  const render::html::Article article{.language = language,
                                      .title = words.privacy,
                                      .markdown = text,
                                      .links = {{std::string(words.title), "/about", ""}}};
  auto work = [&article] { return article_answer(article); };
  auto response = co_await in_queue(services_.pools.pages, visit, std::move(work));
  response.set("Vary", "Accept-Language");
  co_return response;
}

}  // namespace vitrine::site
