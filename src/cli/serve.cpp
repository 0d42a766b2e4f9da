#include <iostream>

#include "cli/command.hpp"
#include "cli/service.hpp"

namespace vitrine::cli {

namespace {

struct Options {
  ServiceOptions service;
  std::string public_url;
  std::string home;
  std::size_t cache_mib = 64;
  unsigned poll_ms = 250;
  unsigned client_rate = 50;
  std::string web_root;
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
  std::shared_ptr<const site::StaticFiles> studio;
  if (!options.web_root.empty()) {
    auto files = site::StaticFiles::read(options.web_root, public_url->starts_with("https:"));
    if (!files) {
      std::cerr << "vitrine: --web-root " << files.error().message << '\n';
      return Exit::usage;
    }
    studio = std::make_shared<const site::StaticFiles>(std::move(*files));
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  constexpr unsigned kBurst = 4;  // a browser asks for several things at once, and an office has one address
  return run_service(**store, options.service,
                     {.page = {.public_url = *public_url},
                      .catalog = {.max_bytes = options.cache_mib << 20U,
                                  .poll_interval = std::chrono::milliseconds(options.poll_ms),
                                  .home = options.home},
                      .studio = studio,
                      .costly_per_second = static_cast<double>(options.client_rate),
                      .costly_burst = static_cast<double>(options.client_rate * kBurst)});
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
  constexpr std::size_t kMostMib = std::size_t{1} << 20U;
  sub.add_option("--cache", options->cache_mib, "Memory for CVs and their pages, in MiB (default: 64)")
      ->check(CLI::Range(std::size_t{1}, kMostMib))
      ->type_name("MIB");
  constexpr unsigned kLongestPoll = 60'000;
  sub.add_option("--poll", options->poll_ms,
                 "Time between two looks for changes in the store, in milliseconds (default: 250)")
      ->check(CLI::Range(10U, kLongestPoll))
      ->type_name("MS");
  sub.add_option("--web-root", options->web_root,
                 "Folder of the built editing application, to be served at /studio/ (default: none)")
      ->type_name("FOLDER");
  constexpr unsigned kMostRate = 1'000'000;
  sub.add_option(
         "--client-rate", options->client_rate,
         "Requests a second of one address for what is not in memory; four times as many at once; 0: no "
         "limit (default: 50)")
      ->check(CLI::Range(0U, kMostRate))
      ->type_name("N");
}

}  // namespace vitrine::cli
