// CVs and their versions.

#include <charconv>
#include <limits>
#include <memory>
#include <variant>

#include "auth/policy/policy.hpp"
#include "base/ascii.hpp"
#include "base/encoding.hpp"
#include "cv/document/slug.hpp"
#include "cv/intake/check.hpp"
#include "cv/language/editions.hpp"
#include "cv/patch/patch.hpp"
#include "cv/view/project.hpp"
#include "render/pdf/render_notices.hpp"
#include "site/api/api.hpp"
#include "site/api/json.hpp"
#include "site/records/audit.hpp"
#include "site/records/links.hpp"
#include "site/records/people.hpp"
#include "site/records/proposals.hpp"
#include "store/common/failures.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kJsonPatch = "application/json-patch+json";
constexpr std::string_view kMergePatch = "application/merge-patch+json";
constexpr std::uint64_t kMostRows = 100;
constexpr std::uint64_t kUsualRows = 50;

/// Whether people can read it beside the version, and the stores can keep it.
bool is_note(std::string_view text) {
  return !base::find_invalid_utf8(text) && base::utf8_length(text) <= kMostVersionNote;
}

/// The person's name for that audience.
std::string name_in(const cv::Json& root, const std::string& audience) {
  if (!root.is_object()) return {};
  const auto view = cv::project(root, {.audience = audience});
  const cv::Json::json_pointer name("/basics/name");
  return view.resume.contains(name) && view.resume[name].is_string() ? view.resume[name].get<std::string>()
                                                                     : "";
}

http::Response document_answer(const http::Request& request, const store::Stored& stored) {
  const auto known = request.field("if-none-match");
  if (version_of(known) == stored.revision.version) {
    http::Response unchanged{.status = 304};
    unchanged.set("ETag", known);
    unchanged.set("Cache-Control", "private, no-cache");
    return unchanged;
  }
  auto response = http::make_response(200, "application/json", stored.text);
  response.set("ETag", etag_of(stored.revision.version));
  response.set("Cache-Control", "private, no-cache");
  return response;
}

/// The answer to a save.
http::Response saved(const http::Request& request, unsigned status, const std::string& slug,
                     const store::Revision& revision, const cv::Problems& problems) {
  auto json = to_json(slug, revision);
  json["problems"] = to_json(problems, language_for(request));
  auto response = api_answer(status, dump(json));
  response.set("ETag", etag_of(revision.version));
  if (status == 201) response.set("Location", "/api/v1/cvs/" + slug);
  return response;
}

using PatchFunction = cv::patch::Outcome (*)(cv::Json, const cv::Json&);

/// The function for the media type of the body; null for another type.
PatchFunction patch_function(const http::Request& request) {
  const auto field = request.field("content-type");
  const auto type = base::trimmed(field.substr(0, field.find(';')), " \t");
  if (base::equals_ignoring_case(type, kJsonPatch)) return cv::patch::apply_json_patch;
  if (base::equals_ignoring_case(type, kMergePatch)) return cv::patch::apply_merge_patch;
  return nullptr;
}

/// RFC 5789 section 2.2.
http::Response wrong_patch_type(const http::Request& request) {
  auto response = problem(request, 415, Notice::patch_type);
  response.set("Accept-Patch", std::string(kJsonPatch) + ", " + std::string(kMergePatch));
  return response;
}

http::Response no_such_version(const http::Request& request) {
  return problem(request, 404, Notice::nothing_there, {text(Text::no_version, language_for(request))});
}

class DocumentApi {
 public:
  explicit DocumentApi(const Services& services) : services_(services) {}

  asio::awaitable<http::Response> list(const RequestContext& context) const {
    const auto limit = query_number(context, "limit", kUsualRows, kMostRows);
    if (!limit) co_return bad_query(context.request, "limit", Text::expected_rows);
    const auto home = co_await services_.catalog.home();
    const auto after = context.query("after");
    auto work = [this, &context, after, limit = static_cast<std::size_t>(*limit),
                 home = home ? *home : std::string{}] { return rows(context.visitor, after, limit, home); };
    auto listed = co_await on_store(services_, std::move(work));
    co_return listed ? api_answer(200, *listed) : api_failure(context.request, listed.error());
  }

  asio::awaitable<http::Response> create(const RequestContext& context) const {
    auto check = [&]() -> Result<cv::intake::Checked> {
      return render::check_to_store(context.request.body);
    };
    const auto checking = co_await on_store(services_, std::move(check));
    if (!checking) co_return api_failure(context.request, checking.error());
    const auto& checked = *checking;
    if (!checked.document) co_return refused_document(context.request, checked.problems);
    auto slug = context.query("slug");
    const bool is_given = !slug.empty();
    if (!is_given) slug = cv::slug_of(name_in(checked.document->root, "public"));
    if (slug.empty()) slug = "cv";
    if (!store::is_slug(slug)) co_return bad_query(context.request, "slug", Text::expected_slug);
    const auto note = context.query("note");
    if (!is_note(note)) co_return bad_query(context.request, "note", Text::expected_note);
    auto work = [&, slug]() mutable -> Result<std::pair<std::string, store::Revision>> {
      const auto stem = slug;
      constexpr int kMostTries = 100;
      for (int number = 2;; ++number) {
        auto made = services_.store().create(slug, checked.document->text, note);
        if (made) {
          audit(services_.store(), {.what = "create", .who = context.visitor.email, .slug = slug});
          return std::pair(slug, *made);
        }
        if (is_given || made.error().code != ErrorCode::conflict || number > kMostTries) return made.error();
        slug = stem.substr(0, 60) + '-' + std::to_string(number);
      }
    };
    const auto made = co_await on_store(services_, std::move(work));
    if (!made) co_return api_failure(context.request, made.error());
    co_return saved(context.request, 201, made->first, made->second, checked.problems);
  }

  asio::awaitable<http::Response> read(const RequestContext& context) const {
    auto work = [this, slug = context.parameter("slug")] { return services_.store().read(slug); };
    const auto stored = co_await on_store(services_, std::move(work));
    co_return stored ? document_answer(context.request, *stored)
                     : api_failure(context.request, stored.error());
  }

  asio::awaitable<http::Response> save(const RequestContext& context) const {
    const auto edited = edited_version(context.request);
    if (const auto* refused = std::get_if<http::Response>(&edited)) co_return *refused;
    const auto version = std::get<store::Version>(edited);
    auto check = [&]() -> Result<cv::intake::Checked> {
      return render::check_to_store(context.request.body);
    };
    const auto checking = co_await on_store(services_, std::move(check));
    if (!checking) co_return api_failure(context.request, checking.error());
    const auto& checked = *checking;
    if (!checked.document) co_return refused_document(context.request, checked.problems);
    const auto note = context.query("note");
    if (!is_note(note)) co_return bad_query(context.request, "note", Text::expected_note);
    const auto slug = context.parameter("slug");
    auto work = [&] {
      auto done = services_.store().save(slug, checked.document->text, version, note);
      if (done) audit(services_.store(), cv_event("save", context, std::to_string(done->version)));
      return done;
    };
    const auto done = co_await on_store(services_, std::move(work));
    co_return done ? saved(context.request, 200, slug, *done, checked.problems)
                   : edit_failure(context.request, done.error());
  }

  asio::awaitable<http::Response> change(const RequestContext& context) const {
    const auto apply = patch_function(context.request);
    if (apply == nullptr) co_return wrong_patch_type(context.request);
    const auto edited = edited_version(context.request);
    if (const auto* refused = std::get_if<http::Response>(&edited)) co_return *refused;
    const auto version = std::get<store::Version>(edited);
    const auto note = context.query("note");
    if (!is_note(note)) co_return bad_query(context.request, "note", Text::expected_note);
    const auto slug = context.parameter("slug");
    auto work = [&]() -> Result<http::Response> {
      auto changed = patched(context.request, slug, version, apply);
      if (!changed) return changed.error();
      if (auto* refused = std::get_if<http::Response>(&*changed)) return std::move(*refused);
      const auto& checked = std::get<cv::intake::Checked>(*changed);
      auto done = services_.store().save(slug, checked.document->text, version, note);
      if (!done) return done.error();
      audit(services_.store(), cv_event("save", context, std::to_string(done->version)));
      return saved(context.request, 200, slug, *done, checked.problems);
    };
    auto done = co_await on_store(services_, std::move(work));
    co_return done ? std::move(*done) : edit_failure(context.request, done.error());
  }

  asio::awaitable<http::Response> remove(const RequestContext& context) const {
    const auto edited = edited_version(context.request);
    if (const auto* refused = std::get_if<http::Response>(&edited)) co_return *refused;
    const auto slug = context.parameter("slug");
    auto work = [&]() -> Result<void> {
      auto done = services_.store().remove(slug, std::get<store::Version>(edited));
      if (!done) return done;
      audit(services_.store(), cv_event("delete", context, ""));
      return delete_sharing(services_.store(), slug);
    };
    const auto done = co_await on_store(services_, std::move(work));
    services_.records.clear();
    co_return done ? http::Response{.status = 204} : edit_failure(context.request, done.error());
  }

  asio::awaitable<http::Response> history(const RequestContext& context) const {
    const auto limit = query_number(context, "limit", kUsualRows, kMostRows);
    if (!limit) co_return bad_query(context.request, "limit", Text::expected_rows);
    constexpr std::uint64_t kLast = (std::uint64_t{1} << 53U) - 1;  // the largest integer that every JSON
                                                                    // reader represents exactly
    const auto before = context.query("before").empty() ? std::optional<std::uint64_t>(0)
                                                        : query_number(context, "before", 0, kLast);
    if (!before) co_return bad_query(context.request, "before", Text::expected_version);
    const auto slug = context.parameter("slug");
    auto work = [&] { return services_.store().history(slug, *before, static_cast<std::size_t>(*limit)); };
    const auto revisions = co_await on_store(services_, std::move(work));
    if (!revisions) co_return api_failure(context.request, revisions.error());
    auto versions = Json::array();
    for (const auto& one : *revisions) versions.push_back(to_json(slug, one));
    co_return api_answer(200, dump({{"versions", versions}}));
  }

  asio::awaitable<http::Response> read_version(const RequestContext& context) const {
    const auto version = number(context);
    if (!version) co_return no_such_version(context.request);
    auto work = [&] { return services_.store().read_version(context.parameter("slug"), *version); };
    const auto stored = co_await on_store(services_, std::move(work));
    co_return stored ? document_answer(context.request, *stored)
                     : api_failure(context.request, stored.error());
  }

  asio::awaitable<http::Response> restore(const RequestContext& context) const {
    const auto edited = edited_version(context.request);
    if (const auto* refused = std::get_if<http::Response>(&edited)) co_return *refused;
    const auto version = number(context);
    if (!version) co_return no_such_version(context.request);
    const auto slug = context.parameter("slug");
    auto restore = [&] {
      return services_.store().restore(slug, *version, std::get<store::Version>(edited));
    };
    auto work = [&] {
      return audited(services_.store(), restore, cv_event("restore", context, std::to_string(*version)));
    };
    const auto done = co_await on_store(services_, std::move(work));
    co_return done ? saved(context.request, 200, slug, *done, {})
                   : edit_failure(context.request, done.error());
  }

 private:
  static std::optional<store::Version> number(const RequestContext& context) {
    const auto text = context.parameter("version");
    store::Version value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_fine = failed == std::errc{} && end == text.data() + text.size() && value > 0 &&
                         value <= static_cast<store::Version>(std::numeric_limits<std::int64_t>::max());
    return is_fine ? std::optional(value) : std::nullopt;
  }

  /// The current version with the patch of the request's body, checked; or the refusal.
  Result<std::variant<cv::intake::Checked, http::Response>> patched(const http::Request& request,
                                                                    const std::string& slug,
                                                                    store::Version version,
                                                                    PatchFunction apply) const {
    const auto patch = cv::patch::read_patch(request.body, request.body.size());
    if (!patch.value) return refused_patch(request, patch.fault);
    const bool is_list = apply == cv::patch::apply_json_patch;
    if (const auto fault = is_list ? cv::patch::fault_of_json_patch(*patch.value) : std::nullopt)
      return refused_patch(request, *fault);
    if (!is_list && !patch.value->is_object())
      return refused_patch(request, {.reason = "a JSON Merge Patch of a CV is an object"_msg});
    const auto stored = services_.store().read(slug);
    if (!stored) return stored.error();
    if (stored->revision.version != version) return store::conflict(slug, stored->revision.version);
    const auto done = apply(cv::Json::parse(stored->text, nullptr, false), *patch.value);
    if (!done.value) return refused_patch(request, done.fault);
    auto checked = render::check_to_store(cv::patch::written_like(*done.value, stored->text));
    if (!checked.document) return refused_document(request, checked.problems);
    return checked;
  }

  /// One row of the list. Nothing for a CV that was deleted meanwhile, or that is archived and not theirs to
  /// edit.
  static std::optional<Json> row(const store::Listed& listed, const auth::Grant& grant, bool is_editor,
                                 const std::string& home) {
    if (listed.summary.empty()) return std::nullopt;
    const bool may_edit = is_editor || grant.may == auth::Grant::May::edit;
    const auto summary = cv::Json::parse(listed.summary, nullptr, false);
    const bool is_archived = cv::is_archived(summary);
    if (is_archived && !may_edit) return std::nullopt;
    return Json{{"slug", listed.slug},
                {"name", name_in(summary, grant.audience)},
                {"version", listed.revision.version},
                {"saved_at", base::format_rfc3339(listed.revision.saved_at)},
                {"bytes", listed.revision.bytes},
                {"may", may_edit ? "edit" : "view"},
                {"is_home", listed.slug == home},
                {"archived", is_archived}};
  }

  Result<std::string> rows(const auth::Visitor& visitor, const std::string& after, std::size_t limit,
                           const std::string& home) const {
    const auto page = list_visible(services_.store(), visitor, after, limit);
    if (!page) return page.error();
    auto out = Json::array();
    const bool is_editor = visitor.role >= auth::Role::editor;
    for (const auto& one : page->cvs) {
      if (auto made = row(one.listed, one.grant, is_editor, home)) out.push_back(std::move(*made));
    }
    Json json{{"cvs", out}};
    if (!page->next.empty()) json["next"] = page->next;
    return dump(json);
  }

  const Services& services_;
};

}  // namespace

void add_document_api(Routes& routes, const Services& services) {
  using auth::Demand;
  const auto api = std::make_shared<const DocumentApi>(services);
  routes.add("GET", "/api/v1/cvs", Demand::account,
             [api](const RequestContext& context) { return api->list(context); });
  routes.add("POST", "/api/v1/cvs", Demand::create,
             [api](const RequestContext& context) { return api->create(context); });
  routes.add("GET", "/api/v1/cvs/{slug}", Demand::edit,
             [api](const RequestContext& context) { return api->read(context); });
  routes.add("PUT", "/api/v1/cvs/{slug}", Demand::edit,
             [api](const RequestContext& context) { return api->save(context); });
  routes.add("PATCH", "/api/v1/cvs/{slug}", Demand::edit,
             [api](const RequestContext& context) { return api->change(context); });
  routes.add("DELETE", "/api/v1/cvs/{slug}", Demand::remove,
             [api](const RequestContext& context) { return api->remove(context); });
  routes.add("GET", "/api/v1/cvs/{slug}/versions", Demand::edit,
             [api](const RequestContext& context) { return api->history(context); });
  routes.add("GET", "/api/v1/cvs/{slug}/versions/{version}", Demand::edit,
             [api](const RequestContext& context) { return api->read_version(context); });
  routes.add("POST", "/api/v1/cvs/{slug}/versions/{version}/restore", Demand::edit,
             [api](const RequestContext& context) { return api->restore(context); });
}

}  // namespace vitrine::site::api
