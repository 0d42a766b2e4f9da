#include <iostream>

#include "cli/command.hpp"
#include "cli/person.hpp"
#include "cli/public_url.hpp"
#include "site/records/audit.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::cli {

namespace {

struct SignInLinkOptions {
  std::string email{kUsualOwner};
  std::string role = "owner";
  std::string public_url{kUsualNamedAddress};
};

Exit make_link(const Settings& settings, const SignInLinkOptions& options) {
  const auto url = parse_public_url(options.public_url);
  if (!url) return report(url.error());
  const auto email = parse_email("--email", options.email);
  if (!email) {
    return misused(email.error().message);
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  const auto role = auth::named<auth::Role>(auth::kRoleNames, options.role).value_or(auth::Role::none);
  const auto secret = site::make_sign_in(**store, {.email = *email, .role = role}, base::now());
  if (!secret) return report(secret.error());
  site::audit(**store, {.what = "sign-in link", .whom = *email, .detail = options.role});
  std::cout << site::sign_in_url(url->empty() ? kUsualNamedAddress : std::string_view(*url), *secret) << '\n';
  return Exit::fine;
}

}  // namespace

void add_sign_in_link(CommandLine& line) {
  const auto options = std::make_shared<SignInLinkOptions>();
  auto& sub = line.add("sign-in-link", "Print a link to sign in with, good once within ten minutes",
                       [&line, options] { return make_link(line.settings(), *options); });
  sub.add_option("--email", options->email, "Whom it signs in (default: " + std::string(kUsualOwner) + ")")
      ->type_name("EMAIL");
  sub.add_option("--role", options->role,
                 "Their role on the site: owner, editor, viewer, none (default: owner)")
      ->check(CLI::IsMember({"owner", "editor", "viewer", "none"}))
      ->type_name("ROLE");
  add_public_url(sub, options->public_url,
                 "Where the service is found (default: " + std::string(kUsualNamedAddress) + ")");
}

}  // namespace vitrine::cli
