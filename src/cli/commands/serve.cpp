
#include "cli/command.hpp"
#include "cli/link_check.hpp"
#include "cli/person.hpp"
#include "cli/public_url.hpp"
#include "cli/service.hpp"
#include "cli/zone.hpp"

namespace vitrine::cli {

namespace {

struct ServeOptions {
  ServiceOptions service;
  std::string public_url;
  std::string home;
  std::size_t cache_mib = 64;
  unsigned poll_ms = 250;
  unsigned client_rate = 50;
  std::string web_root;
  std::string auth = "local";
  std::string access;  ///< "": the owner's setting
  std::vector<std::string> owners;
  auth::tokens::OidcSettings oidc{.groups_claim = "cognito:groups"};
  auth::tokens::AlbSettings alb;
  std::string cognito_domain;
  bool only_by_proxy = false;
  std::string zone;
  std::string link_check = "on";
  std::vector<std::string> link_check_allow;
};

Result<site::AccountOptions> account_options(const ServeOptions& options, const std::string& public_url) {
  site::AccountOptions out{
      .mode = auth::named<site::AuthMode>(site::kAuthNames, options.auth).value_or(site::AuthMode::local),
      .access = auth::named<auth::Access>(auth::kAccessNames, options.access)};
  for (const auto& owner : options.owners) {
    auto email = parse_email("--owner", owner);
    if (!email) return email.error();
    out.owners.push_back(std::move(*email));
  }
  out.cognito_domain = options.cognito_domain;
  if (out.mode == site::AuthMode::oidc) {
    auto oidc = options.oidc;
    oidc.cognito_domain = options.cognito_domain;
    if (public_url.empty())
      return Error{ErrorCode::invalid,
                   "--auth oidc needs --public-url: the provider sends people back there"_msg};
    oidc.redirect_uri = public_url + "/sign-in/callback";
    auto good = auth::tokens::checked(std::move(oidc));
    if (!good) return std::move(good.error()).context("--auth oidc"_msg);
    out.oidc = std::move(*good);
  }
  if (out.mode == site::AuthMode::alb) {
    auto alb = options.alb;
    alb.issuer = options.oidc.issuer;
    alb.client_id = options.oidc.client_id;
    alb.groups_claim = options.oidc.groups_claim;
    auto good = auth::tokens::checked(std::move(alb));
    if (!good) return std::move(good.error()).context("--auth alb"_msg);
    out.alb = std::move(*good);
  }
  return out;
}

Exit serve(const Settings& settings, const ServeOptions& options) {
  const auto public_url = parse_public_url(options.public_url);
  if (!public_url) {
    return misused(public_url.error().message);
  }
  if (!options.home.empty() && !store::is_slug(options.home)) {
    return misused("--home '{0}' is no slug; see: vitrine list"_msg(options.home));
  }
  std::shared_ptr<const site::StaticFiles> studio;
  if (!options.web_root.empty()) {
    auto files = site::StaticFiles::read(options.web_root, public_url->starts_with("https:"));
    if (!files) {
      return misused("--web-root {0}"_msg(files.error().message));
    }
    studio = std::make_shared<const site::StaticFiles>(std::move(*files));
  }
  auto accounts = account_options(options, *public_url);
  if (!accounts) {
    return misused(accounts.error().message);
  }
  auto link_check = link_check_options(options.link_check_allow);
  if (!link_check) {
    return misused(link_check.error().message);
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  constexpr unsigned kBurst = 4;  // a browser sends several requests at once, and an office shares one
                                  // address
  return run_service(
      {**store, store->get()}, options.service,
      {.page = {.public_url = *public_url},
       .catalog = {.max_bytes = options.cache_mib << 20U,
                   .poll_interval = std::chrono::milliseconds(options.poll_ms),
                   .home = options.home},
       .accounts = std::move(*accounts),
       .studio = studio,
       .instance = {.store = std::string(store_name(settings)), .find_zone = zone_finder(options.zone)},
       .only_by_proxy = options.only_by_proxy,
       .requests_per_second = static_cast<double>(options.client_rate),
       .request_burst = static_cast<double>(options.client_rate * kBurst),
       .link_check = options.link_check == "on" ? std::optional(std::move(*link_check)) : std::nullopt});
}

}  // namespace

namespace {

void add_provider_options(CLI::App& sub, ServeOptions& options) {
  sub.add_option("--oidc-issuer", options.oidc.issuer,
                 "The OpenID provider, as it names itself (of oidc and alb)")
      ->type_name("URL")
      ->configurable();
  sub.add_option("--oidc-client-id", options.oidc.client_id, "This service's name at the provider")
      ->type_name("ID")
      ->configurable();
  sub.add_option("--oidc-client-secret", options.oidc.client_secret,
                 "Its secret there; better in the environment, VITRINE_OIDC_CLIENT_SECRET")
      ->type_name("SECRET")
      ->configurable();
  sub.add_option("--oidc-scope", options.oidc.scope,
                 "What is asked of the provider (default: openid email profile)")
      ->type_name("SCOPES")
      ->configurable();
  sub.add_option("--groups-claim", options.oidc.groups_claim,
                 "The claim whose owner, editor and viewer give roles (default: cognito:groups)")
      ->type_name("NAME")
      ->configurable();
  sub.add_option("--cognito-domain", options.cognito_domain,
                 "Of Cognito: the address of its sign-in pages, for signing out there, too")
      ->type_name("URL")
      ->configurable();
  sub.add_option("--alb-arn", options.alb.arn, "The load balancer that signs who asks (of alb)")
      ->type_name("ARN")
      ->configurable();
  sub.add_option("--alb-region", options.alb.region, "Its region (default: as the ARN says)")
      ->type_name("NAME")
      ->configurable();
  sub.add_option("--alb-key-url", options.alb.key_base_url,
                 "Where its public keys are (default: the region's)")
      ->type_name("URL")
      ->configurable();
  sub.add_flag("--only-by-proxy", options.only_by_proxy,
               "Refuse requests that do not come through a trusted proxy; health checks are answered")
      ->configurable();
}

}  // namespace

void add_serve(CommandLine& line) {
  const auto options = std::make_shared<ServeOptions>();
  auto& sub = line.add("serve", "Serve the stored CVs as web pages",
                       [&line, options] { return serve(line.settings(), *options); });
  add_service_options(sub, options->service);
  add_public_url(sub, options->public_url,
                 "Where readers find the service, for canonical links (default: the address it listens on)");
  sub.add_option("--home", options->home, "The CV at / (default: the one created last)")
      ->type_name("SLUG")
      ->configurable();
  constexpr std::size_t kMostMib = std::size_t{1} << 20U;
  sub.add_option("--zone", options->zone,
                 "The zone in which this instance runs, for /about (default: as Amazon ECS says)")
      ->type_name("NAME")
      ->configurable();
  sub.add_option("--cache", options->cache_mib, "Memory for CVs and their pages, in MiB (default: 64)")
      ->check(CLI::Range(std::size_t{1}, kMostMib))
      ->type_name("MIB")
      ->configurable();
  constexpr unsigned kLongestPoll = 60'000;
  sub.add_option("--poll", options->poll_ms,
                 "Time between two looks for changes in the store, in milliseconds (default: 250)")
      ->check(CLI::Range(10U, kLongestPoll))
      ->type_name("MS")
      ->configurable();
  sub.add_option("--web-root", options->web_root,
                 "Folder of the built editing application, to be served at /studio/ (default: none)")
      ->type_name("FOLDER")
      ->configurable();
  sub.add_option("--auth", options->auth,
                 "How people sign in: local, by links that the console prints; oidc, at an OpenID provider; "
                 "alb, at an "
                 "AWS load balancer in front (default: local)")
      ->check(CLI::IsMember({"local", "oidc", "alb"}))
      ->type_name("KIND")
      ->configurable();
  sub.add_option(
         "--site-access", options->access,
         "Who may open CVs at their own addresses: public, signed-in, link-only (default: as the owner "
         "has set it; public to begin with)")
      ->check(CLI::IsMember({"public", "signed-in", "link-only"}))
      ->type_name("WHO")
      ->configurable();
  sub.add_option("--owner", options->owners, "E-mail address of an owner of the site; may be repeated")
      ->type_name("EMAIL")
      ->configurable();
  add_provider_options(sub, *options);
  constexpr unsigned kMostRate = 1'000'000;
  sub.add_option(
         "--client-rate", options->client_rate,
         "Requests a second of one address for what is not in memory; four times as many at once; 0: no "
         "limit (default: 50)")
      ->check(CLI::Range(0U, kMostRate))
      ->type_name("N")
      ->configurable();
  sub.add_option(
         "--link-check", options->link_check,
         "Whether editors may have the service ask the servers that links lead to: on, off (default: on)")
      ->check(CLI::IsMember({"on", "off"}))
      ->type_name("STATE")
      ->configurable();
  add_link_check_allow(sub, options->link_check_allow);
}

}  // namespace vitrine::cli
