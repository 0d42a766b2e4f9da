#include "store/dynamodb/table.hpp"

#include <algorithm>
#include <thread>

namespace vitrine::store::dynamodb {

using nlohmann::json;

Result<std::unique_ptr<DynamodbClient>> connect_to_dynamodb(const DynamodbStoreOptions& options) {
  // From the API Reference, CreateTable.
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  if (options.table.size() < 3 || options.table.size() > 255 ||
      !std::ranges::all_of(options.table, is_good)) {
    return Error{ErrorCode::invalid,
                 "'{0}' is no name of a DynamoDB table: 3 to 255 of a-z, A-Z, 0-9, '_', '-' and '.'; "
                 "name one with --table"_msg(options.table)};
  }
  return DynamodbClient::create(options.client);
}

Result<void> create_dynamodb_table(const DynamodbStoreOptions& options) {
  const auto client = connect_to_dynamodb(options);
  if (!client) return client.error();
  const auto attribute = [](const char* name) {
    return json{{"AttributeName", name}, {"AttributeType", "S"}};
  };
  const auto part = [](const char* name, const char* type) {
    return json{{"AttributeName", name}, {"KeyType", type}};
  };
  const auto made = (*client)->call(
      "CreateTable", {{"TableName", options.table},
                      {"AttributeDefinitions", json::array({attribute("PK"), attribute("SK")})},
                      {"KeySchema", json::array({part("PK", "HASH"), part("SK", "RANGE")})},
                      {"BillingMode", "PAY_PER_REQUEST"}});
  if (!made && made.error().code == ErrorCode::conflict) {
    return Error{ErrorCode::conflict,
                 "there is a table '{0}' already at {1}"_msg(options.table, (*client)->origin())};
  }
  if (!made) return made.error();
  constexpr int kTries = 120;
  for (int i = 0; i < kTries; ++i) {
    const auto seen = (*client)->call("DescribeTable", {{"TableName", options.table}});
    // Right after its creation the table may not be visible everywhere.
    if (!seen && seen.error().code != ErrorCode::not_found) return seen.error();
    if (seen && seen->value(json::json_pointer("/Table/TableStatus"), std::string{}) == "ACTIVE") return {};
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  return Error{ErrorCode::unavailable,
               "table '{0}' is not ready after two minutes; look at it again later"_msg(options.table)};
}

}  // namespace vitrine::store::dynamodb
