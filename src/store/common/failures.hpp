#pragma once
// The errors of all stores, worded for the command line and the API alike.

#include <string_view>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::store {

/// `not_found`: the store is empty.
Error no_documents_yet();
/// `not_found`.
Error no_document(std::string_view slug);
/// `not_found`.
Error no_version(std::string_view slug, Version version);
/// `not_found`.
Error no_record(std::string_view kind, std::string_view key);
/// `conflict`: there is already a document with that slug.
Error slug_taken(std::string_view slug);
/// `conflict`: `current` is the version that another writer saved.
Error conflict(std::string_view slug, Version current);
/// `conflict`: another writer changed the record.
Error record_changed(std::string_view kind, std::string_view key);
/// `invalid` unless is_slug().
Result<void> check_slug(std::string_view slug);

}  // namespace vitrine::store
