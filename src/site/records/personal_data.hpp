#pragma once
// All stored data of one person: for export to them, or for deletion.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// Returns a JSON object: account, sessions, tokens, passkeys, invitations and the audit events about a
/// person, times as in RFC 3339; no secret. May block.
Result<std::string> personal_data(store::RecordStore& store, std::string_view email);

/// Deletes all of that; audit events stay without the name. CVs belong to the site and stay. May block; after
/// a failure, call it again.
Result<void> delete_person(store::RecordStore& store, std::string_view email);

}  // namespace vitrine::site
