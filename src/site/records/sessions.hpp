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

/// Maximum idle time and maximum lifetime of a session.
constexpr std::chrono::hours kSessionIdle{24 * 7};
constexpr std::chrono::hours kSessionMost{24 * 30};
/// The cookie of an active session is renewed this often.
constexpr std::chrono::hours kSessionRenewal{1};
/// A key seals for this long, and then still opens for the lifetime of a session.
constexpr std::chrono::hours kKeyAge{24 * 30};
constexpr std::chrono::minutes kSignInLinkAge{10};
/// Lifetime of a sign-in link that invites somebody.
constexpr std::chrono::hours kInvitationAge{24 * 7};

/// The name of the ticket's cookie, without the prefix from cookie_name(), and its sealing purpose.
constexpr std::string_view kSessionCookie = "vitrine";
constexpr std::string_view kSessionPurpose = "session";

/// A record of the kind "session", under the person and the fingerprint of the session's secret.
struct Session {
  std::string email;
  std::string name;
  /// From the provider's groups at this sign-in. It takes effect only through the person's record.
  auth::Role role = auth::Role::none;
  std::string person;  ///< Person::id; empty in sessions of earlier versions
  base::TimePoint expires_at;
};
Session parse_session(std::string_view text);

/// The content of the cookie.
struct Ticket {
  std::string key;     ///< key of the session's record
  std::string secret;  ///< its fingerprint is in the key
  base::TimePoint seen_at;
};
std::string to_text(const Ticket& ticket);
/// Nothing if it is no ticket, or its secret does not match its key.
std::optional<Ticket> parse_ticket(std::string_view text);

/// Starts a session that ends at the latest after kSessionMost.
Result<Ticket> start_session(store::RecordStore& store, Session session, base::TimePoint now);
Result<void> end_session(store::RecordStore& store, std::string_view key);
Result<void> end_sessions(store::RecordStore& store, std::string_view email);

/// The current key for sealing: the newest, or a new one if that is too old. Records of the kind "key".
Result<auth::SealingKey> sealing_key(store::RecordStore& store, base::TimePoint now);
/// The key of that record; nothing if it has expired.
std::optional<auth::SealingKey> parse_key(std::string_view id, std::string_view text, base::TimePoint now);

/// The person that a sign-in link is for. A record of the kind "sign-in", under the fingerprint of its
/// secret.
struct SignIn {
  std::string email;
  auth::Role role = auth::Role::none;
  base::TimePoint made_at;
};
/// Makes the secret of a link that works once, within `age`.
Result<std::string> make_sign_in(store::RecordStore& store, const SignIn& whom, base::TimePoint now,
                                 std::chrono::minutes age = kSignInLinkAge);
/// The address at which a browser uses it. `address`: scheme and authority.
std::string sign_in_url(std::string_view address, std::string_view secret);
/// Invalidates all sign-in links of that person.
Result<void> remove_sign_ins(store::RecordStore& store, std::string_view email);
/// Uses a secret up. Returns `not_found` if it does not exist, was used, or has expired.
Result<SignIn> use_sign_in(store::RecordStore& store, std::string_view secret, base::TimePoint now);

}  // namespace vitrine::site
