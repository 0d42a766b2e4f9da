#pragma once
// The store in a DynamoDB table.

#include <memory>

#include "base/result.hpp"
#include "store/common/store.hpp"
#include "store/dynamodb/table.hpp"

namespace vitrine::store::dynamodb {

/// Opens the store in `options.table`, which must exist (see create_dynamodb_table()). Every read is strongly
/// consistent. A write is one TransactWriteItems of at most five items, so its history, its list entry and
/// the change counter are written with it or not at all.
///
/// Particular to this store:
/// - A document that does not fit into an item (400 KB with its note, after compression) is refused:
///   `too_large`. A note that is not UTF-8 is `invalid`.
/// - After a timeout it is unknown whether a write was done; then `unavailable` says so. A retry is safe for
///   save(), restore() and remove(): the version has changed if it was done.
/// - change_counts() is one Query of at most 64 small items: one read unit. revisions() takes one for each
///   document.
/// - save() costs about 2 write units for each KB of compressed text twice (HEAD and history), and 4 more.
/// - list() is one Query, 1 read unit for each 4 KB of rows with their summaries. A summary that an earlier
///   program did not make costs one read of the document and one write unit, once.
/// - history() reads whole versions, 1 read unit for each 4 KB: DynamoDB also charges for attributes outside
///   of a projection.
/// - remove() frees the slug and hides the history in one step, then deletes the history. After an
///   interruption, the next create() or remove() of the slug finishes it; until then the rest stays hidden.
///
/// Returns `invalid` if table, region, address or credentials are wrong or missing; `not_found` if there is
/// no such table. A table that does not answer within two seconds may be back when it is needed: the store
/// opens.
Result<std::unique_ptr<Store>> open_dynamodb_store(const DynamodbStoreOptions& options);

}  // namespace vitrine::store::dynamodb
