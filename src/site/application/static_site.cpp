#include "site/application/static_site.hpp"

#include <set>

#include "base/encoding.hpp"
#include "cv/document/variant_name.hpp"
#include "cv/language/editions.hpp"
#include "cv/view/project.hpp"
#include "site/answers/address.hpp"

namespace vitrine::site {

namespace {

/// One projection of the document, and the place of its files.
struct Edition {
  std::string language;  ///< language of the projection
  std::string name;      ///< name of its files; a language, or empty for the default edition
  std::string variant;
};

std::string folder_of(const Edition& edition) {
  return edition.variant.empty() ? "" : "v/" + base::percent_encode(edition.variant) + "/";
}

/// Name of a file within its folder.
std::string leaf(const std::string& name, const FormatInfo& info) {
  if (info.format == Format::html) return (name.empty() ? "index" : name) + ".html";
  return (name.empty() ? std::string(kHomeName) : name) + "." + std::string(info.suffix);
}

/// A path in link form: a '%' in the file's name is not an escape.
std::string as_link(const std::string& path) {
  std::string out;
  for (const char c : path) out += c == '%' ? std::string("%25") : std::string(1, c);
  return out;
}

/// Midnight (UTC) of the day; the epoch for an invalid day.
base::TimePoint beginning_of(const cv::Date& day) {
  if (day.year == 0) return {};
  return std::chrono::sys_days{std::chrono::year{day.year} / std::max(day.month, 1) / std::max(day.day, 1)};
}

class Builder {
 public:
  Builder(const cv::Json& document, const StaticOptions& options)
      : document_(document), options_(options), languages_(cv::languages(document)) {}

  Result<std::vector<StaticFile>> build() {
    auto variants = cv::variants(document_, options_.audience);
    variants.insert(variants.begin(), "");
    std::set<std::string> folders;
    for (const auto& variant : variants) {
      if (!folders.insert(cv::folded_variant_name(variant)).second) continue;
      if (auto made = add({languages_.front(), "", variant}); !made) return made.error();
      if (languages_.size() == 1) continue;
      for (const auto& language : languages_) {
        if (auto made = add({language, language, variant}); !made) return made.error();
      }
    }
    return std::move(files_);
  }

 private:
  [[nodiscard]] bool is_offered(const FormatInfo& info) const {
    return !info.needs_address || !options_.public_url.empty();
  }

  [[nodiscard]] render::Addresses addresses(const Edition& edition) const {
    const auto& page = format_info(Format::html);
    const bool is_known = !options_.public_url.empty();
    const auto absolute = [&](const std::string& name) {
      return options_.public_url + "/" + as_link(folder_of(edition) + leaf(name, page));
    };
    render::Addresses out;
    // The default page is the same as the page of its language, at a second address.
    const auto name = languages_.size() > 1 ? edition.language : std::string{};
    if (is_known) out.canonical = absolute(name);
    if (languages_.size() > 1) {
      for (const auto& language : languages_) {
        if (is_known) out.alternates.emplace_back(language, absolute(language));
        out.navigation.emplace_back(language, leaf(language, page));
      }
      if (is_known) out.alternates.emplace_back("x-default", absolute(""));
    }
    for (const auto& info : formats()) {
      if (info.format != Format::html && is_offered(info))
        out.formats.emplace_back(info.label, leaf(edition.name, info));
    }
    return out;
  }

  Result<void> add(const Edition& edition) {
    const auto view = cv::project(document_, {.language = edition.language,
                                              .variant = edition.variant,
                                              .audience = options_.audience,
                                              .as_of = options_.as_of});
    const auto around = addresses(edition);
    for (const auto& info : formats()) {
      if (!is_offered(info)) continue;
      auto path = folder_of(edition) + leaf(edition.name, info);
      auto content = info.write(view, around, beginning_of(options_.as_of));
      if (!content) return Error{content.error()}.context(path);
      files_.push_back({std::move(path), std::move(*content)});
    }
    return {};
  }

  const cv::Json& document_;
  const StaticOptions& options_;
  const std::vector<std::string> languages_;
  std::vector<StaticFile> files_;
};

}  // namespace

Result<std::vector<StaticFile>> static_site(const cv::Json& document, const StaticOptions& options) {
  return Builder(document, options).build();
}

}  // namespace vitrine::site
