#include "cli/public_url.hpp"

namespace vitrine::cli {

Result<std::string> parse_public_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  if (url.empty()) return url;
  const auto scheme = url.starts_with("https://") ? 8U : url.starts_with("http://") ? 7U : 0U;
  const auto authority = std::string_view(url).substr(scheme);
  if (scheme == 0 || authority.empty() || authority.find_first_of("/?#@ \"<>\\") != std::string_view::npos) {
    return Error{ErrorCode::invalid,
                 "--public-url '{0}': expected a scheme and a host, as in https://cv.example.org"_msg(url)};
  }
  return url;
}

void add_public_url(CLI::App& sub, std::string& url, std::string_view help) {
  sub.add_option("--public-url", url, std::string(help))->type_name("URL")->configurable();
}

}  // namespace vitrine::cli
