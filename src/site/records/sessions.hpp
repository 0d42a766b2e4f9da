#pragma once
// Browser sessions, the keys of sealed cookies, and one-time sign-in links. Calls may block
// (store::RecordStore).

#include <optional>
#include <string>
#include <string_view>

#include "auth/policy/seal.hpp"
#include "auth/policy/visitor.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// How long a session lasts unused, and in all.
constexpr std::chrono::hours kSessionIdle{24 * 7};
constexpr std::chrono::hours kSessionMost{24 * 30};
/// A session that is used has its cookie renewed this often.
constexpr std::chrono::hours kSessionRenewal{1};
/// A key seals for this long, and opens for as long again as a session lasts.
constexpr std::chrono::hours kKeyAge{24 * 30};
constexpr std::chrono::minutes kSignInLinkAge{10};

/// The cookie that holds a ticket, without what cookie_name() puts before it, and what it is sealed for.
constexpr std::string_view kSessionCookie = "vitrine";
constexpr std::string_view kSessionPurpose = "session";

/// A record of the kind "session", under the person and the fingerprint of the session's secret.
struct Session {
  std::string email;
  std::string name;
  /// By the groups of the provider at this sign-in. It counts by way of the person's record alone.
  auth::Role role = auth::Role::none;
  std::string person;  ///< Person::id; empty in sessions of earlier versions
  base::TimePoint expires_at;
};
Session parse_session(std::string_view text);

/// What the cookie says.
struct Ticket {
  std::string key;     ///< of the session's record
  std::string secret;  ///< its fingerprint is in the key
  base::TimePoint seen_at;
};
std::string to_text(const Ticket& ticket);
/// Nothing where it is no ticket, or its secret is not that of its key.
std::optional<Ticket> parse_ticket(std::string_view text);

/// Starts a session that ends at the latest after kSessionMost.
Result<Ticket> start_session(store::RecordStore& store, Session session, base::TimePoint now);
Result<void> end_session(store::RecordStore& store, std::string_view key);
Result<void> end_sessions(store::RecordStore& store, std::string_view email);

/// The key to seal with now: the newest, or a new one where that is too old. Records of the kind "key".
Result<auth::SealingKey> sealing_key(store::RecordStore& store, base::TimePoint now);
/// The key of that record; nothing where its time is over.
std::optional<auth::SealingKey> parse_key(std::string_view id, std::string_view text, base::TimePoint now);

/// Whom a sign-in link is for. A record of the kind "sign-in", under the fingerprint of its secret.
struct SignIn {
  std::string email;
  auth::Role role = auth::Role::none;
  base::TimePoint made_at;
};
/// Makes a link's secret, good once and for kSignInLinkAge.
Result<std::string> make_sign_in(store::RecordStore& store, const SignIn& whom, base::TimePoint now);
/// Where a browser uses it. `address`: scheme and authority.
std::string sign_in_url(std::string_view address, std::string_view secret);
/// Makes the links void by which that person could sign in.
Result<void> remove_sign_ins(store::RecordStore& store, std::string_view email);
/// Uses a secret up. `not_found` where there is none such, it was used, or its time is over.
Result<SignIn> use_sign_in(store::RecordStore& store, std::string_view secret, base::TimePoint now);

}  // namespace vitrine::site
