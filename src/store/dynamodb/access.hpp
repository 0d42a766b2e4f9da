#pragma once
// Reads items of one table: single items, and ranges of a partition over several pages.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "store/dynamodb/client.hpp"
#include "store/dynamodb/item.hpp"

namespace vitrine::store::dynamodb {

/// `internal`: the table contains data that this program would not have written.
Error damaged(const std::string& what);

/// A missing table must not look like a missing document: `not_found` becomes `internal`.
Error about_table(Error error);

/// The basis of a store in a table. Reads are strongly consistent.
class DynamodbAccess {
 protected:
  DynamodbAccess(std::string table, std::unique_ptr<DynamodbClient> client)
      : table_(std::move(table)), client_(std::move(client)) {}

  /// The item, or null.
  Result<Item> get(const Item& key);

  /// A Query for the items of a partition with sort keys in that range, ends included.
  [[nodiscard]] nlohmann::json range(const std::string& partition, const std::string& from,
                                     const std::string& to) const;

  /// Passes up to `limit` items to `take`, which returns whether an item is complete.
  Result<void> query(nlohmann::json request, std::size_t limit, const std::function<bool(const Item&)>& take,
                     std::optional<std::chrono::milliseconds> deadline = {});

  // NOLINTBEGIN(*-non-private-member-variables-in-classes): the two are what this class is
  const std::string table_;
  const std::unique_ptr<DynamodbClient> client_;
  // NOLINTEND(*-non-private-member-variables-in-classes)
};

}  // namespace vitrine::store::dynamodb
