// Rendering, checking and converting documents that are not stored.

#include <algorithm>
#include <memory>
#include <variant>

#include "base/resources.hpp"
#include "cv/intake/check.hpp"
#include "cv/intake/intake.hpp"
#include "cv/language/editions.hpp"
#include "cv/view/project.hpp"
#include "render/pdf/render_notices.hpp"
#include "site/answers/messages.hpp"
#include "site/answers/page.hpp"
#include "site/api/api.hpp"
#include "site/api/json.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

/// The API's names of formats, if they differ from those of the command line.
std::string_view api_name(const FormatInfo& info) {
  switch (info.format) {
    case Format::text:
      return "text";
    case Format::markdown:
      return "markdown";
    case Format::vcard:
      return "vcard";
    default:
      return info.name;
  }
}

const FormatInfo* format_named(std::string_view name) {
  for (const auto& info : formats()) {
    if (!info.needs_address && api_name(info) == name) return &info;
  }
  return nullptr;
}

std::string all_format_names() {
  std::string out;
  for (const auto& info : formats()) {
    if (!info.needs_address) out += (out.empty() ? "" : ", ") + std::string(api_name(info));
  }
  return out;
}

std::vector<std::string> or_empty(const std::optional<cv::Document>& document,
                                  std::vector<std::string> (*get)(const cv::Json&)) {
  return document ? get(document->root) : std::vector<std::string>{};
}

/// All variants, for any audience.
std::vector<std::string> variants(const cv::Json& document) {
  std::vector<std::string> out;
  const auto& settings = cv::stored_settings(document);
  const auto at = settings.find("variants");
  if (at == settings.end() || !at->is_object()) return out;
  for (const auto& [name, unused] : at->items()) out.push_back(name);
  return out;
}

/// The parameters of a rendering.
struct RenderOrder {
  std::string document;
  cv::Reader reader;
  std::string theme;
  const FormatInfo* format = nullptr;
};

/// The order in a request's body; or the refusal.
std::variant<RenderOrder, http::Response> render_order(const http::Request& request) {
  auto body =
      Body::parse(request, {"document", "language", "variant", "audience", "format", "theme", "pointers"});
  if (!body) return api_failure(request, body.error());
  RenderOrder order{.reader = {.language = body->text("language"),
                               .variant = body->text("variant"),
                               .audience = body->text("audience"),
                               .wants_sources = body->flag("pointers")},
                    .theme = body->text("theme")};
  if (order.reader.audience.empty()) order.reader.audience = "public";
  const auto format = body->text("format");
  order.format = format_named(format.empty() ? "html" : format);
  if (order.format == nullptr) body->wrong("format", Text::expected_one_of, {all_format_names()});
  if (!body->has("document") || !(*body)["document"].is_object())
    body->wrong("document", Text::expected_object);
  if (auto refused = body->refusal()) return std::move(*refused);
  order.document = dump((*body)["document"]);
  return order;
}

/// Pure except for the clock: runs on a thread that may take its time.
http::Response render(const http::Request& request, const RenderOrder& order) {
  const auto checked = cv::intake::check(order.document);
  if (!checked.document) return refused_document(request, checked.problems);
  auto reader = order.reader;
  const auto now = base::now();
  reader.as_of = cv::date_of(now);
  auto view = cv::project(checked.document->root, reader);
  if (!order.theme.empty()) view.theme.name = order.theme;
  const auto file = order.format->write(view, {}, now);
  if (!file) return api_failure(request, file.error());
  auto response = http::make_response(200, order.format->media_type, *file);
  response.set("Content-Language", view.language);
  response.set("Cache-Control", "no-store");
  return response;
}

class RenderingApi {
 public:
  explicit RenderingApi(const Services& services) : services_(services) {}

  asio::awaitable<http::Response> render_document(const RequestContext& context) const {
    auto work = [&context] {
      auto order = render_order(context.request);
      auto* refused = std::get_if<http::Response>(&order);
      return refused != nullptr ? std::move(*refused) : render(context.request, std::get<RenderOrder>(order));
    };
    co_return co_await in_queue(services_.pools.documents, context, std::move(work));
  }

  asio::awaitable<http::Response> check(const RequestContext& context) const {
    auto work = [&context] {
      const auto checked = render::check_to_store(context.request.body);
      const auto& document = checked.document;
      return api_answer(200, dump({{"problems", to_json(checked.problems, language_for(context.request))},
                                   {"unshown", checked.unshown_texts},
                                   {"languages", or_empty(document, cv::languages)},
                                   {"variants", or_empty(document, variants)},
                                   {"audiences", or_empty(document, cv::audiences)}}));
    };
    co_return co_await in_queue(services_.pools.documents, context, std::move(work));
  }

  asio::awaitable<http::Response> convert(const RequestContext& context) const {
    const auto from = context.query("from");
    const auto& known = cv::importing::foreign_formats();
    if (!from.empty() && std::ranges::find(known, from, &cv::importing::ForeignInfo::name) == known.end()) {
      std::string names;
      for (const auto& info : known) names += (names.empty() ? "" : ", ") + std::string(info.name);
      co_return bad_query(context.request, "from", Text::expected_one_of, {names});
    }
    auto work = [&context, from] {
      const bool is_yaml = context.request.field("content-type").find("yaml") != std::string_view::npos;
      auto taken = cv::intake::take_in(context.request.body, from, is_yaml);
      render::add_render_notices(taken.checked);
      if (!taken.checked.document && !taken.checked.problems.empty())
        return refused_document(context.request, taken.checked.problems);
      if (!taken.checked.document) return api_failure(context.request, {ErrorCode::invalid, taken.refusal});
      auto lost = Json::array();
      for (const auto& one : taken.lost) lost.push_back({{"pointer", one.pointer}, {"reason", one.reason}});
      return api_answer(200,
                        dump({{"document", taken.checked.document->root},
                              {"lost", lost},
                              {"unshown", taken.checked.unshown_texts},
                              {"problems", to_json(taken.checked.problems, language_for(context.request))}}));
    };
    co_return co_await in_queue(services_.pools.documents, context, std::move(work));
  }

 private:
  const Services& services_;
};

Handler file(const char* name, std::string_view media_type) {
  return [name, media_type](const RequestContext&) -> asio::awaitable<http::Response> {
    auto response = http::make_response(200, media_type, std::string(base::find_resource(name).value()));
    response.set("Cache-Control", "public, no-cache");
    co_return response;
  };
}

}  // namespace

void add_rendering_api(Routes& routes, const Services& services) {
  using auth::Demand;
  const auto api = std::make_shared<const RenderingApi>(services);
  routes.add("POST", "/api/v1/render", Demand::account,
             [api](const RequestContext& context) { return api->render_document(context); });
  routes.add("POST", "/api/v1/check", Demand::account,
             [api](const RequestContext& context) { return api->check(context); });
  routes.add("POST", "/api/v1/convert", Demand::account,
             [api](const RequestContext& context) { return api->convert(context); });
  routes.add("GET", "/api/v1/schema", Demand::nothing,
             file("schema/resume.schema.json", "application/schema+json"));
  routes.add("GET", "/api/v1/openapi.yaml", Demand::nothing, file("schema/openapi.yaml", "application/yaml"));
}

}  // namespace vitrine::site::api
