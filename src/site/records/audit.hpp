#pragma once
// The audit log: actions, with the person who acted and the person concerned. Calls may block
// (store::RecordStore).

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// A record of the kind "audit". Its key counts time downwards, so that the newest events come first.
struct AuditEvent {
  std::string id;
  base::TimePoint at;
  std::string what;    ///< "sign-in", "save", "share", "deny" …
  std::string who;     ///< e-mail address of the person who acted; "" if unknown
  std::string whom;    ///< e-mail address of the other person concerned; may be empty
  std::string slug;    ///< slug of the CV; may be empty
  std::string detail;  ///< for people; contains no secret and no address
};

/// Retention time of events.
constexpr std::chrono::hours kAuditAge{24 * 400};

/// Writes an event. If that fails, it logs the failure, and the change stays.
void audit(store::RecordStore& store, AuditEvent event);

/// Runs a change that returns a Result; writes the event if it succeeded.
template <class Change>
auto audited(store::RecordStore& store, Change change, AuditEvent event) {
  auto done = change();
  if (done) audit(store, std::move(event));
  return done;
}

/// At most `limit` events, newest first, after `after` ("": from the newest).
Result<std::vector<AuditEvent>> list_audit(store::RecordStore& store, std::string_view after,
                                           std::size_t limit);

/// The events in which a person acted or is concerned, newest first. Addresses are compared as a whole.
Result<std::vector<AuditEvent>> list_audit_of(store::RecordStore& store, std::string_view email);

/// Removes a person's address from all events; the events stay.
Result<void> erase_in_audit(store::RecordStore& store, std::string_view email);

/// Deletes events older than kAuditAge, and expired sign-in links, sessions and tokens.
Result<void> delete_expired_records(store::RecordStore& store, base::TimePoint now);

}  // namespace vitrine::site
