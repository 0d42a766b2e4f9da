#pragma once
// The audit log: who did what to whom. Calls may block (store::RecordStore).

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// A record of the kind "audit". Its key counts the time downwards, so that the newest come first.
struct AuditEvent {
  std::string id;
  base::TimePoint at;
  std::string what;    ///< "sign-in", "save", "share", "deny" …
  std::string who;     ///< e-mail address; "" for nobody known
  std::string whom;    ///< e-mail address of the other person that it is about; may be empty
  std::string slug;    ///< of the CV; may be empty
  std::string detail;  ///< for a person; never a secret, and nobody's address
};

/// How long events are kept.
constexpr std::chrono::hours kAuditAge{24 * 400};

/// Writes an event; where that fails, the log says so, and what was done stands.
void audit(store::RecordStore& store, AuditEvent event);

/// Runs a change, which gives a Result; the event is written where it was made.
template <class Change>
auto audited(store::RecordStore& store, Change change, AuditEvent event) {
  auto done = change();
  if (done) audit(store, std::move(event));
  return done;
}

/// At most `limit`, the newest first, all after `after` ("": from the newest).
Result<std::vector<AuditEvent>> list_audit(store::RecordStore& store, std::string_view after,
                                           std::size_t limit);

/// Those that a person did or that are about them, the newest first. Addresses are compared whole.
Result<std::vector<AuditEvent>> list_audit_of(store::RecordStore& store, std::string_view email);

/// Takes a person's address out of all events; what happened stays.
Result<void> erase_in_audit(store::RecordStore& store, std::string_view email);

/// Removes what is older than kAuditAge, and links for signing in, sessions and tokens whose time is over.
Result<void> delete_expired_records(store::RecordStore& store, base::TimePoint now);

}  // namespace vitrine::site
