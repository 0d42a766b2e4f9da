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
  std::string email;  ///< its person; the token may do what they may, within its scopes
  std::string label;
  auth::Scopes scopes;
  std::string person;  ///< Person::id of its person; empty in tokens of earlier versions
  base::TimePoint created_at;
  base::TimePoint expires_at;
};

/// The prefix of every token, so that secret scanners recognise it.
constexpr std::string_view kTokenPrefix = "vitrine_";

Token parse_token(std::string_view id, std::string_view text);

/// Stores a token, and its person if they are new here; returns its secret. Sets `token.id`, `person` and
/// `created_at`.
Result<std::string> make_token(store::RecordStore& store, Token& token, base::TimePoint now);
/// Returns `not_found` if it is not that person's.
Result<void> remove_token(store::RecordStore& store, std::string_view id, std::string_view email);
/// The tokens of one person, newest first.
Result<std::vector<Token>> list_tokens(store::RecordStore& store, std::string_view email);

}  // namespace vitrine::site
