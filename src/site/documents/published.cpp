#include "site/documents/published.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "cv/intake/check.hpp"
#include "cv/language/editions.hpp"
#include "cv/view/project.hpp"
#include "render/html/html.hpp"
#include "site/answers/address.hpp"
#include "site/answers/headers.hpp"
#include "site/answers/messages.hpp"

namespace vitrine::site {

namespace {

render::Addresses addresses(const Published& document, const PageKey& key, const PageOptions& options) {
  const auto url = [&](std::string_view language, Format format) {
    return options.public_url + page_path({.slug = document.slug(),
                                           .is_home = key.is_home,
                                           .under = key.under,
                                           .language = language,
                                           .variant = key.variant,
                                           .format = format});
  };
  const bool has_choice = document.languages().size() > 1 && !key.is_single;
  const auto name = has_choice ? std::string_view(key.language) : std::string_view{};
  render::Addresses out;
  out.canonical = url(name, Format::html);
  if (has_choice) {
    for (const auto& tag : document.languages()) out.alternates.emplace_back(tag, url(tag, Format::html));
    out.alternates.emplace_back("x-default", url("", Format::html));
  }
  for (const auto& info : formats()) {
    if (info.format != Format::html) out.formats.emplace_back(info.label, url(name, info.format));
  }
  return out;
}

/// Makes the page poll for changes of its CV; only in previews, since other pages have no script.
void add_live_reload(render::html::HtmlPage& page) {
  page.html.insert(page.html.rfind("</body>"), "<script src=\"/preview/reload.js\"></script>\n");
  page.content_security_policy += "; script-src 'self'";
}

}  // namespace

Result<std::shared_ptr<const Published>> Published::make(store::Stored stored) {
  auto checked = cv::intake::check(stored.text);
  if (!checked.document) {
    return Error{ErrorCode::internal,
                 Message::as_is("the stored CV '" + stored.slug + "' cannot be read: " +
                                cv::to_line(checked.problems.front(),
                                            "version " + std::to_string(stored.revision.version)))};
  }
  return std::make_shared<const Published>(std::move(stored.slug), std::move(stored.revision),
                                           std::move(checked.document->root));
}

Published::Published(std::string slug, store::Revision revision, cv::Json root)
    : slug_(std::move(slug)),
      revision_(std::move(revision)),
      root_(std::move(root)),
      languages_(cv::languages(root_)),
      audiences_(cv::audiences(root_)),
      is_archived_(cv::is_archived(root_)) {}

std::shared_ptr<const Page> Published::find(const PageKey& key) const {
  const std::scoped_lock lock(mutex_);
  const auto page = pages_.find(key);
  return page == pages_.end() ? nullptr : page->second;
}

std::shared_ptr<const Page> Published::make_page(const PageKey& key, const PageOptions& options) const {
  if (auto made = find(key)) return made;  // made by another request while this one waited for its turn
  const auto view = cv::project(root_, {.language = key.language,
                                        .variant = key.variant,
                                        .audience = key.audience,
                                        .as_of = cv::date_of(revision_.saved_at)});
  const auto& info = format_info(key.format);
  const bool is_for_all = key.audience == "public" && !key.is_guarded && key.under.empty();
  http::Fields fields{
      {"Content-Type", std::string(info.media_type)},
      {"Content-Language", view.language},
      {"Vary", "Accept, Accept-Encoding, Accept-Language"},
      // Caches may keep public pages but must revalidate them: an edit shows at once. No cache may keep a
      // page that is not for everyone.
      {"Cache-Control", is_for_all ? "public, no-cache" : "private, no-store"},
  };
  if (!key.under.empty()) {  // The address grants access, so it must not leak to others
    fields.emplace_back("Referrer-Policy", "no-referrer");
    fields.emplace_back("X-Robots-Tag", "noindex, nofollow");
  }
  std::string body;
  const auto around = addresses(*this, key, options);
  unsigned status = 200;
  if (key.format == Format::html) {
    auto page = render::html::html_page(view, around);
    if (options.live_reload) add_live_reload(page);
    fields.emplace_back("Content-Security-Policy", std::move(page.content_security_policy));
    body = std::move(page.html);
  } else if (auto file = info.write(view, around, revision_.saved_at)) {
    body = std::move(*file);
    if (key.format == Format::pdf)
      fields.emplace_back("Content-Disposition",
                          "inline; filename=\"" + slug_ + "-" + view.language + ".pdf\"");
  } else {
    const bool is_ours = file.error().code == ErrorCode::internal;
    const auto log = is_ours ? base::log_error : base::log_warning;
    log("cannot make a file",
        {{"slug", slug_}, {"format", std::string(info.name)}, {"reason", file.error().text()}});
    status = is_ours ? 500 : 422;
    const auto language = messages::language_of(key.language);
    const auto why = messages::text(file.error().message, language);
    const auto said =
        is_ours ? notice(Notice::no_file_by_fault, language) : notice(Notice::no_file_made, language, {why});
    body = *http::make_problem(status, said.title, said.detail).body;
    fields.front().second = "application/problem+json";
  }
  add_common_fields(fields, options.is_https());
  auto page = std::make_shared<const Page>(std::move(body), fields, status);
  const std::scoped_lock lock(mutex_);
  return pages_.try_emplace(key, std::move(page)).first->second;
}

std::shared_ptr<Making> Published::making(const PageKey& key) const {
  const std::scoped_lock lock(mutex_);
  const auto at = makings_.find(key);
  return at == makings_.end() ? nullptr : at->second.lock();
}

std::shared_ptr<void> Published::begin_making(const PageKey& key) const {
  const std::scoped_lock lock(mutex_);
  std::erase_if(makings_, [](const auto& one) { return one.second.expired(); });
  auto made = std::make_shared<Making>();
  return makings_.try_emplace(key, made).second ? Making::ending(std::move(made)) : nullptr;
}

std::vector<std::string> Published::variants(std::string_view audience) const {
  return cv::variants(root_, audience);
}

bool Published::has_variant(std::string_view name, std::string_view audience) const {
  const auto offered = variants(audience);
  return std::ranges::find(offered, name) != offered.end();
}

bool Published::has_audience(std::string_view name) const {
  return std::ranges::find(audiences_, name) != audiences_.end();
}

std::vector<PageKey> Published::keys() const {
  const std::scoped_lock lock(mutex_);
  std::vector<PageKey> out;
  out.reserve(pages_.size());
  for (const auto& [key, page] : pages_) out.push_back(key);
  return out;
}

bool Published::has(const PageKey& key) const {
  return std::ranges::find(languages_, key.language) != languages_.end() && has_audience(key.audience) &&
         (key.variant.empty() || has_variant(key.variant, key.audience));
}

std::size_t Published::bytes() const {
  constexpr std::size_t kTreePerByte = 4;  // a parsed document needs about four times the size of its text
  const std::scoped_lock lock(mutex_);
  std::size_t total = revision_.bytes * kTreePerByte;
  for (const auto& [key, page] : pages_) total += page->bytes();
  return total;
}

}  // namespace vitrine::site
