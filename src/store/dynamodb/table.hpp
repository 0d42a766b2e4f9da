#pragma once
// The DynamoDB table: its name, and how it is created.

#include <memory>
#include <string>

#include "base/result.hpp"
#include "store/common/store.hpp"
#include "store/dynamodb/client.hpp"

namespace vitrine::store::dynamodb {

struct DynamodbStoreOptions {
  std::string table;
  DynamodbOptions client;
  Summarizer summarizer;
};

/// A client for that table's place. `invalid` for a name that no table can have, or as
/// DynamodbClient::create(). Does not connect.
Result<std::unique_ptr<DynamodbClient>> connect_to_dynamodb(const DynamodbStoreOptions& options);

/// Makes the table (keys PK and SK, on-demand) and waits until it can be used, at most two minutes.
/// `conflict` where there is a table of that name already; `invalid` where name, region, address or
/// credentials are wrong or missing; else as DynamodbClient::call().
Result<void> create_dynamodb_table(const DynamodbStoreOptions& options);

}  // namespace vitrine::store::dynamodb
