#include "cli/edition.hpp"

#include <algorithm>

#include "cv/language/editions.hpp"
#include "cv/language/language_tag.hpp"

namespace vitrine::cli {

namespace {

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Error unknown(Template what, const std::string& name, const std::vector<std::string>& known) {
  return {ErrorCode::invalid, known.empty() ? what(name, "none"_msg) : what(name, list(known))};
}

}  // namespace

void add_edition_options(CLI::App& app, EditionOptions& options, bool is_single) {
  if (is_single) {
    app.add_option("--language", options.language, "A language of the CV (default: its own)")
        ->type_name("TAG");
    app.add_option("--variant", options.variant, "A variant of the CV (default: none)")->type_name("NAME");
  }
  app.add_option("--audience", options.audience, "Who will read it (default: public)")->type_name("NAME");
  app.add_option("--public-url", options.public_url, "Where it will be found, for links to it")
      ->type_name("URL")
      ->configurable();
}

Result<std::string> checked_audience(const cv::Json& document, const std::string& audience) {
  if (audience.empty()) return std::string("public");
  const auto known = cv::audiences(document);
  if (std::ranges::find(known, audience) == known.end())
    return unknown("the CV has no audience '{0}'; it has: {1}"_msg, audience, known);
  return audience;
}

Result<cv::View> project_edition(const cv::Json& document, const EditionOptions& options,
                                 const cv::Date& as_of) {
  auto audience = checked_audience(document, options.audience);
  if (!audience) return audience.error();
  const auto languages = cv::languages(document);
  auto language = options.language;
  if (!language.empty()) {
    const auto at =
        std::ranges::find_if(languages, [&](const auto& one) { return cv::same_tag(one, language); });
    if (at == languages.end())
      return unknown("the CV has no language '{0}'; it has: {1}"_msg, language, languages);
    language = *at;
  }
  const auto variants = cv::variants(document, *audience);
  if (!options.variant.empty() && std::ranges::find(variants, options.variant) == variants.end()) {
    return unknown("the CV has no variant '{0}'; it has: {1}"_msg, options.variant, variants);
  }
  return cv::project(document, {.language = std::move(language),
                                .variant = options.variant,
                                .audience = std::move(*audience),
                                .as_of = as_of});
}

Result<std::string> checked_public_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  if (url.empty()) return url;
  const std::size_t scheme = url.starts_with("https://") ? 8U : url.starts_with("http://") ? 7U : 0U;
  const auto rest = std::string_view(url).substr(scheme);
  if (scheme == 0 || rest.empty() || rest.front() == '/' ||
      rest.find_first_of("?#@ \"<>\\") != std::string_view::npos) {
    return Error{ErrorCode::invalid,
                 "--public-url '{0}': expected a scheme and a host, as in https://cv.example.org"_msg(url)};
  }
  return url;
}

}  // namespace vitrine::cli
