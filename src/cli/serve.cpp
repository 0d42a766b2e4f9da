#include <iostream>

#include "cli/command.hpp"
#include "cli/service.hpp"

namespace vitrine::cli {

namespace {

struct Options {
  ServiceOptions service;
  std::string public_url;
  std::string home;
};

/// Scheme and authority without anything behind them; "" stays "".
Result<std::string> parse_public_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  if (url.empty()) return url;
  const auto scheme = url.starts_with("https://") ? 8U : url.starts_with("http://") ? 7U : 0U;
  const auto authority = std::string_view(url).substr(scheme);
  if (scheme == 0 || authority.empty() || authority.find_first_of("/?#@ \"<>\\") != std::string_view::npos) {
    return Error{ErrorCode::invalid, "--public-url '" + url +
                                         "': expected a scheme and a host, as in "
                                         "https://cv.example.org"};
  }
  return url;
}

Exit serve(const Settings& settings, const Options& options) {
  const auto public_url = parse_public_url(options.public_url);
  if (!public_url) {
    std::cerr << "vitrine: " << public_url.error().message << '\n';
    return Exit::usage;
  }
  if (!options.home.empty() && !store::is_slug(options.home)) {
    std::cerr << "vitrine: --home '" << options.home << "' is no slug; see: vitrine list\n";
    return Exit::usage;
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  return run_service(**store, options.service,
                     {.page = {.public_url = *public_url}, .catalog = {.home = options.home}});
}

}  // namespace

void add_serve(CommandLine& line) {
  const auto options = std::make_shared<Options>();
  auto& sub = line.add("serve", "Serve the stored CVs as web pages",
                       [&line, options] { return serve(line.settings(), *options); });
  add_service_options(sub, options->service);
  sub.add_option("--public-url", options->public_url,
                 "Where readers find the service, for canonical links (default: the address it listens on)")
      ->type_name("URL");
  sub.add_option("--home", options->home, "The CV at / (default: the one created last)")->type_name("SLUG");
}

}  // namespace vitrine::cli
