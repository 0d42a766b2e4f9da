#include <iostream>

#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/person.hpp"
#include "site/records/audit.hpp"
#include "site/records/tokens.hpp"

namespace vitrine::cli {

namespace {

struct TokenOptions {
  std::string email{kUsualOwner};
  std::string label = "made on the command line";
  std::vector<std::string> scopes{"read"};
  unsigned days = 30;
  bool list = false;
  std::string revoke;
};

Exit list_tokens(store::Store& store, const std::string& email) {
  const auto tokens = site::list_tokens(store, email);
  if (!tokens) return report(tokens.error());
  for (const auto& token : *tokens)
    std::cout << token.id << "  until " << base::format_rfc3339(token.expires_at) << "  "
              << base::printable_line(token.label) << '\n';
  return Exit::fine;
}

Exit make_token(store::Store& store, const TokenOptions& options, const std::string& email) {
  const auto now = base::now();
  site::Token token{
      .email = email, .label = options.label, .expires_at = now + std::chrono::hours(24 * options.days)};
  for (const auto& name : options.scopes) {
    if (const auto scope = auth::named<auth::Scope>(auth::kScopeNames, name)) token.scopes.add(*scope);
  }
  const auto secret = site::make_token(store, token, now);
  if (!secret) return report(secret.error());
  site::audit(store, {.what = "token", .who = email, .detail = token.label});
  std::cout << *secret << '\n';
  return Exit::fine;
}

Exit run(const Settings& settings, const TokenOptions& options) {
  const auto email = parse_email("--email", options.email);
  if (!email) {
    return misused(email.error().message);
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  if (options.list) return list_tokens(**store, *email);
  if (options.revoke.empty()) return make_token(**store, options, *email);
  if (auto done = site::remove_token(**store, options.revoke, *email); !done) return report(done.error());
  std::cout << said("revoked"_msg) << '\n';
  return Exit::fine;
}

}  // namespace

void add_token(CommandLine& line) {
  const auto options = std::make_shared<TokenOptions>();
  auto& sub = line.add("token", "Print a token of the API for a program; list or revoke such tokens",
                       [&line, options] { return run(line.settings(), *options); });
  sub.add_option("--email", options->email,
                 "Whose it is: it may do what they may (default: " + std::string(kUsualOwner) + ")")
      ->type_name("EMAIL");
  sub.add_option("--label", options->label, "What it is for")->type_name("TEXT");
  sub.add_option("--scope", options->scopes,
                 "read, edit, share, manage, propose or publish; may be repeated (default: read)")
      ->check(CLI::IsMember({"read", "edit", "share", "manage", "propose", "publish"}))
      ->type_name("NAME");
  constexpr unsigned kMostDays = 366;
  sub.add_option("--days", options->days, "Days that it works (default: 30)")
      ->check(CLI::Range(1U, kMostDays))
      ->type_name("N");
  sub.add_flag("--list", options->list, "List that person's tokens");
  sub.add_option("--revoke", options->revoke, "Revoke the token of that id")->type_name("ID");
}

}  // namespace vitrine::cli
