#include "store/dynamodb/access.hpp"

#include <algorithm>

namespace vitrine::store::dynamodb {

using nlohmann::json;

Error damaged(const std::string& what) {
  return {ErrorCode::internal, Message::as_is("the DynamoDB table is damaged: " + what)};
}

Error about_table(Error error) {
  if (error.code == ErrorCode::not_found) error.code = ErrorCode::internal;
  return error;
}

Result<Item> DynamodbAccess::get(const Item& key) {
  auto answer = client_->call("GetItem", {{"TableName", table_}, {"Key", key}, {"ConsistentRead", true}});
  if (!answer) return about_table(answer.error());
  const auto item = answer->find("Item");
  if (item == answer->end() || !item->is_object()) return {boost::system::in_place_value, Item()};
  return {boost::system::in_place_value, std::move(*item)};
}

json DynamodbAccess::range(const std::string& partition, const std::string& from,
                           const std::string& to) const {
  return {{"TableName", table_},
          {"ConsistentRead", true},
          {"KeyConditionExpression", "PK = :partition AND SK BETWEEN :from AND :to"},
          {"ExpressionAttributeValues",
           {{":partition", string_attribute(partition)},
            {":from", string_attribute(from)},
            {":to", string_attribute(to)}}}};
}

Result<void> DynamodbAccess::query(json request, std::size_t limit,
                                   const std::function<bool(const Item&)>& take,
                                   std::optional<std::chrono::milliseconds> deadline) {
  constexpr std::size_t kMostAtOnce = 1000;
  while (limit > 0) {
    request["Limit"] = std::min(limit, kMostAtOnce);
    const auto answer = client_->call("Query", request, deadline);
    if (!answer) return about_table(answer.error());
    const auto items = answer->find("Items");
    if (items == answer->end() || !items->is_array()) return damaged("a Query without items");
    for (const auto& item : *items) {
      if (!take(item)) return damaged("an item lacks an attribute");
      if (--limit == 0) return {};
    }
    const auto last = answer->find("LastEvaluatedKey");
    if (last == answer->end()) return {};
    request["ExclusiveStartKey"] = *last;
  }
  return {};
}

}  // namespace vitrine::store::dynamodb
