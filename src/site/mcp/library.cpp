#include "site/mcp/library.hpp"

#include <algorithm>
#include <optional>

#include "cv/language/editions.hpp"
#include "store/common/failures.hpp"

namespace vitrine::site::mcp {

namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& one : names) out += (out.empty() ? "" : ", ") + one;
  return out.empty() ? "none" : out;
}

std::string name_for(const cv::Json& root, const std::string& audience) {
  const auto view = cv::project(root, {.audience = audience});
  const cv::Json::json_pointer name("/basics/name");
  const bool has_name = view.resume.contains(name) && view.resume[name].is_string();
  return has_name ? view.resume[name].get<std::string>() : std::string{};
}

}  // namespace

Result<auth::Grant> Library::grant(std::string_view slug) const {
  const auto& visitor = caller_.visitor;
  if (visitor.role >= auth::Role::editor) return auth::Grant{};
  const auto record = host_.store.read_record("grant", grant_key(slug, visitor.email));
  if (!record && record.error().code == ErrorCode::not_found) return auth::Grant{};
  if (!record) return record.error();
  return parse_invitation(record->value).grant;
}

Result<Opened> Library::open(std::string_view slug, auth::Demand demand) const {
  if (auto valid = store::check_slug(slug); !valid) return valid.error();
  const auto granted = grant(slug);
  if (!granted) return granted.error();
  auto permit = auth::decide(
      {.demand = demand, .visitor = caller_.visitor, .grant = *granted, .access = caller_.access});
  if (permit.verdict == auth::Verdict::refuse)
    return Error{ErrorCode::invalid, Message::as_is("this token may not do that: it lacks the scope")};
  if (permit.verdict != auth::Verdict::allow) return store::no_document(slug);
  auto stored = host_.store.read(slug);
  if (!stored) return stored.error();
  auto root = cv::Json::parse(stored->text, nullptr, false);
  if (!root.is_object())
    return Error{ErrorCode::internal, Message::as_is("the stored document cannot be read")};
  if (cv::is_archived(root) && !permit.any_audience) return store::no_document(slug);
  return Opened{.stored = std::move(*stored), .root = std::move(root), .permit = std::move(permit)};
}

Result<cv::View> Library::view(const Opened& opened, const Edition& edition) const {
  const auto& permit = opened.permit;
  const auto audience = edition.audience.empty() ? permit.audience : edition.audience;
  const bool is_own = audience == "public" || audience == permit.audience;
  if (!is_own && !permit.any_audience)
    return Error{ErrorCode::not_found, Message::as_is("the CV has no page for that audience")};
  if (!is_own && !has(cv::audiences(opened.root), audience)) {
    return Error{ErrorCode::not_found, Message::as_is("the CV has no such audience; it has: " +
                                                      joined(cv::audiences(opened.root)))};
  }
  const auto languages = cv::languages(opened.root);
  if (!edition.language.empty() && !has(languages, edition.language))
    return Error{ErrorCode::not_found,
                 Message::as_is("the CV has no such language; it has: " + joined(languages))};
  const auto variants = cv::variants(opened.root, audience);
  if (!edition.variant.empty() && !has(variants, edition.variant))
    return Error{ErrorCode::not_found,
                 Message::as_is("the CV has no such variant; it has: " + joined(variants))};
  return cv::project(opened.root, {.language = edition.language,
                                   .variant = edition.variant,
                                   .audience = audience,
                                   .as_of = cv::date_of(host_.now())});
}

Result<VisiblePage> Library::page(std::string_view after, std::size_t limit) const {
  return list_visible(host_.store, caller_.visitor, after, limit);
}

Result<Json> Library::list(const std::string& after, std::size_t limit) const {
  const auto page = this->page(after, limit);
  if (!page) return page.error();
  auto cvs = Json::array();
  for (const auto& one : page->cvs) {
    const auto stored = host_.store.read(one.listed.slug);
    if (!stored && stored.error().code == ErrorCode::not_found) continue;
    if (!stored) return stored.error();
    const bool may_edit = auth::may_edit(caller_.visitor, one.grant);
    const auto root = cv::Json::parse(stored->text, nullptr, false);
    const bool is_archived = cv::is_archived(root);
    if (!root.is_object() || (is_archived && !may_edit)) continue;
    cvs.push_back({{"slug", one.listed.slug},
                   {"name", name_for(root, one.grant.audience)},
                   {"version", stored->revision.version},
                   {"saved_at", base::format_rfc3339(stored->revision.saved_at)},
                   {"may", may_edit ? "edit" : "view"},
                   {"languages", cv::languages(root)},
                   {"archived", is_archived}});
  }
  Json out{{"cvs", std::move(cvs)}};
  if (!page->next.empty()) out["next"] = page->next;
  return success(std::move(out));
}

}  // namespace vitrine::site::mcp
