#include <iostream>

#include "auth/policy/secret.hpp"
#include "base/encoding.hpp"
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/public_url.hpp"
#include "site/documents/published.hpp"
#include "site/records/audit.hpp"
#include "site/records/links.hpp"
#include "site/records/views.hpp"
#include "site/sharing/sharing.hpp"

namespace vitrine::cli {

namespace {

struct ShareOptions {
  site::Link link;
  std::string slug;
  unsigned days = 0;
  std::string password_file;
  bool list = false;
  std::string revoke;
  std::string public_url{kUsualAddress};
};

Exit list_links(store::Store& store, const std::string& slug) {
  const auto links = site::list_links(store, slug);
  if (!links) return report(links.error());
  for (const auto& link : *links) {
    const auto views = site::list_views(store, link.id);
    if (!views) return report(views.error());
    unsigned people = 0;
    for (const auto& day : *views) people += day.people;
    std::cout << link.id << "  " << link.audience << "  "
              << (link.expires_at ? "until " + base::format_rfc3339(*link.expires_at) : "without end")
              << "  opened " << people << " times  " << base::printable_line(link.label) << '\n';
  }
  return Exit::fine;
}

Exit revoke_link(store::Store& store, const ShareOptions& options) {
  if (auto done = site::revoke_link(store, options.slug, options.revoke); !done) {
    return report({done.error().code, "'{0}' has no link '{1}'; see: vitrine share {0} --list"_msg(
                                          options.slug, options.revoke)});
  }
  site::audit(store, {.what = "revoke", .slug = options.slug});
  std::cout << said("revoked"_msg) << '\n';
  return Exit::fine;
}

/// Checks that the link's slug, audience, variant and language exist.
Result<void> check(store::Store& store, const site::Link& link) {
  auto stored = store.read(link.slug);
  if (!stored) return stored.error();
  const auto document = site::Published::make(std::move(*stored));
  if (!document) return document.error();
  const auto wrong = [&](Template what, const std::string& value) {
    return Error{ErrorCode::invalid, what(link.slug, value)};
  };
  if (!(*document)->has_audience(link.audience))
    return wrong("the CV '{0}' has no audience '{1}'"_msg, link.audience);
  if (!link.variant.empty() && !(*document)->has_variant(link.variant, link.audience))
    return wrong("the CV '{0}' has no variant '{1}'"_msg, link.variant);
  const auto& languages = (*document)->languages();
  if (!link.language.empty() && std::ranges::find(languages, link.language) == languages.end())
    return wrong("the CV '{0}' has no language '{1}'"_msg, link.language);
  return {};
}

Exit make_link(store::Store& store, ShareOptions options) {
  const auto url = parse_public_url(options.public_url);
  if (!url) return report(url.error());
  auto& link = options.link;
  link.slug = options.slug;
  const auto now = base::now();
  if (auto ok = check(store, link); !ok) return report(ok.error());
  if (options.days > 0) link.expires_at = now + std::chrono::hours(24 * options.days);
  if (!options.password_file.empty()) {
    auto password = read_input(options.password_file);
    if (!password) return report(password.error());
    while (password->ends_with('\n') || password->ends_with('\r')) password->pop_back();
    if (base::utf8_length(*password) < site::kLeastPassword)
      return report({ErrorCode::invalid, "a password has at least {0} characters"_msg(site::kLeastPassword)});
    link.password = auth::hash_password(*password);
  }
  const auto secret = site::make_link(store, link, now);
  if (!secret) return report(secret.error());
  site::audit(store, {.what = "share", .slug = link.slug, .detail = link.label});
  std::cout << (url->empty() ? std::string(kUsualAddress) : *url) << site::kLinkPath << *secret << '\n';
  return Exit::fine;
}

Exit share(const Settings& settings, const ShareOptions& options) {
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  if (options.list) return list_links(**store, options.slug);
  if (!options.revoke.empty()) return revoke_link(**store, options);
  return make_link(**store, options);
}

}  // namespace

void add_share(CommandLine& line) {
  const auto options = std::make_shared<ShareOptions>();
  auto& sub = line.add("share", "Print a link for somebody without an account; list or revoke such links",
                       [&line, options] { return share(line.settings(), *options); });
  sub.add_option("SLUG", options->slug, "The CV")->required()->type_name("");
  sub.add_option("--label", options->link.label, "Whom it is for, to find it again")->type_name("TEXT");
  sub.add_option("--audience", options->link.audience, "As whom they read (default: public)")
      ->type_name("NAME");
  sub.add_option("--variant", options->link.variant, "The variant that they see")->type_name("NAME");
  sub.add_option("--language", options->link.language, "The language that they see (default: their choice)")
      ->type_name("TAG");
  constexpr unsigned kMostDays = 3650;
  sub.add_option("--days", options->days, "Days that it works (default: until it is revoked)")
      ->check(CLI::Range(1U, kMostDays))
      ->type_name("N");
  sub.add_option("--password-file", options->password_file,
                 "File with a password that they must give; - is standard input")
      ->type_name("FILE");
  sub.add_flag("--list", options->list, "List the links of the CV");
  sub.add_option("--revoke", options->revoke, "Revoke the link of that id")->type_name("ID");
  add_public_url(sub, options->public_url,
                 "Where the service is found (default: " + std::string(kUsualAddress) + ")");
}

}  // namespace vitrine::cli
