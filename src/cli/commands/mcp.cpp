#include <iostream>
#include <string>

#include "auth/policy/secret.hpp"
#include "cli/command.hpp"
#include "cli/person.hpp"
#include "site/mcp/server.hpp"
#include "site/records/people.hpp"
#include "site/records/tokens.hpp"

namespace vitrine::cli {

namespace {

struct McpOptions {
  std::string as;
  std::string token;
  std::vector<std::string> scopes;
};

/// The person's account as it is in the store, with all scopes.
Result<site::mcp::Caller> somebody(store::Store& store, const std::string& email) {
  const auto person = site::read_person(store, email);
  if (!person) return person.error();
  if (!*person) return Error{ErrorCode::not_found, "nobody of that address is known"_msg};
  return site::mcp::Caller{
      .visitor = {.is_known = true, .email = email, .name = (*person)->name, .role = site::role_of(**person)},
      .access = auth::Access::link_only};
}

/// The person of a token, with its scopes.
Result<site::mcp::Caller> program(store::Store& store, const std::string& secret) {
  const auto id = auth::fingerprint(secret);
  const auto record = store.read_record("token", id);
  if (!record && record.error().code != ErrorCode::not_found) return record.error();
  Error refused{ErrorCode::invalid,
                "the token does not work: it was revoked, has expired, or is mistyped"_msg};
  if (!record) return refused;
  const auto token = site::parse_token(id, record->value);
  if (base::now() >= token.expires_at) return refused;
  const auto person = site::read_person(store, token.email);
  if (!person) return person.error();
  if (!*person || (!token.person.empty() && token.person != (*person)->id)) return refused;
  return site::mcp::Caller{.visitor = {.is_known = true,
                                       .email = token.email,
                                       .name = (*person)->name,
                                       .role = site::role_of(**person),
                                       .scopes = token.scopes,
                                       .token = id},
                           .access = auth::Access::link_only,
                           .program = token.label};
}

Result<site::mcp::Caller> caller_of(store::Store& store, const McpOptions& options) {
  if (!options.token.empty()) return program(store, options.token);
  if (!options.as.empty()) {
    const auto email = parse_email("--as", options.as);
    if (!email) return email.error();
    return somebody(store, *email);
  }
  // Whoever may read the store's files may do everything.
  return site::mcp::Caller{
      .visitor = {.is_known = true, .email = std::string(kUsualOwner), .role = auth::Role::owner},
      .access = auth::Access::link_only};
}

void limit_scopes(auth::Visitor& visitor, const std::vector<std::string>& names) {
  if (names.empty()) return;
  auth::Scopes scopes;
  for (const auto& name : names) {
    const auto scope = auth::named<auth::Scope>(auth::kScopeNames, name);
    if (scope && visitor.scopes.has(*scope)) scopes.add(*scope);
  }
  visitor.scopes = scopes;
}

/// The next line of at most kMaxMessageBytes; a longer one is skipped, and `line` is one byte over the limit.
bool read_line(std::istream& in, std::string& line) {
  line.clear();
  constexpr auto kMost = site::mcp::kMaxMessageBytes;
  for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
    if (c == '\n') return true;
    if (line.size() <= kMost) line += static_cast<char>(c);
  }
  return !line.empty();
}

Exit serve_lines(const site::mcp::Host& host, const site::mcp::Caller& caller) {
  for (std::string line; read_line(std::cin, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    const auto reply = site::mcp::answer(line, {}, host, caller);
    if (reply.body) std::cout << site::mcp::to_text(*reply.body) << '\n' << std::flush;
    if (!std::cout) return report({ErrorCode::unavailable, "cannot write to standard output"_msg});
  }
  return Exit::fine;
}

Exit run(const Settings& settings, const McpOptions& options) {
  if (!options.token.empty() && !options.as.empty()) return misused("say either --as or --token"_msg);
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  auto caller = caller_of(**store, options);
  if (!caller) return report(caller.error());
  limit_scopes(caller->visitor, options.scopes);
  return serve_lines({.store = **store}, *caller);
}

}  // namespace

void add_mcp(CommandLine& line) {
  const auto options = std::make_shared<McpOptions>();
  auto& sub = line.add(
      "mcp", "Let an assistant work with the CVs: the Model Context Protocol on standard input and output",
      [&line, options] { return run(line.settings(), *options); });
  sub.add_option("--as", options->as, "Do what this person may do (default: everything)")->type_name("EMAIL");
  sub.add_option("--token", options->token, "Do what this token of the API may do")->type_name("TOKEN");
  sub.add_option(
         "--scope", options->scopes,
         "Only this: read, propose, publish, edit; may be repeated (default: all that the person may do)")
      ->check(CLI::IsMember({"read", "propose", "publish", "edit"}))
      ->type_name("NAME");
}

}  // namespace vitrine::cli
