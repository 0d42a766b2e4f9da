#pragma once
// All stored data of one person: for export to them, or for deletion.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// A JSON object: account, sessions, tokens, invitations and the audit log's lines about somebody, times as
/// in RFC 3339; no secret. May block.
Result<std::string> personal_data(store::RecordStore& store, std::string_view email);

/// Deletes all of that; events of the audit log stay without their name. CVs belong to the site and stay. May
/// block; where it fails, it can be done again.
Result<void> delete_person(store::RecordStore& store, std::string_view email);

}  // namespace vitrine::site
