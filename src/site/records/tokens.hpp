#pragma once
// API tokens for programs. Calls may block (store::RecordStore).

#include <string>
#include <string_view>
#include <vector>

#include "auth/policy/visitor.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// A record of the kind "token", under the fingerprint of its secret.
struct Token {
  std::string id;     ///< the record's key
  std::string email;  ///< whose it is: it may do what they may, within its scopes
  std::string label;
  auth::Scopes scopes;
  std::string person;  ///< Person::id of whose it is; empty in tokens of earlier versions
  base::TimePoint created_at;
  base::TimePoint expires_at;
};

/// What every token begins with, so that a secret scanner knows one when it sees it.
constexpr std::string_view kTokenPrefix = "vitrine_";

Token parse_token(std::string_view id, std::string_view text);

/// Stores a token, and its person where they are new here; gives its secret. `token.id`, `person` and
/// `created_at` are set.
Result<std::string> make_token(store::RecordStore& store, Token& token, base::TimePoint now);
/// `not_found` where it is not that person's.
Result<void> remove_token(store::RecordStore& store, std::string_view id, std::string_view email);
/// Those of one person, the newest first.
Result<std::vector<Token>> list_tokens(store::RecordStore& store, std::string_view email);

}  // namespace vitrine::site
