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

/// A client for that table's endpoint. Returns `invalid` for an invalid table name, or as
/// DynamodbClient::create(). Does not connect.
Result<std::unique_ptr<DynamodbClient>> connect_to_dynamodb(const DynamodbStoreOptions& options);

/// Creates the table (keys PK and SK, on-demand) and waits until it can be used, at most two minutes. Returns
/// `conflict` if there is already a table with that name; `invalid` if name, region, address or credentials
/// are wrong or missing; else as DynamodbClient::call().
Result<void> create_dynamodb_table(const DynamodbStoreOptions& options);

}  // namespace vitrine::store::dynamodb
