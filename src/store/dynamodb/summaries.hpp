#pragma once
// Summaries of rows of the list: reads documents for those that are not kept, and keeps them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/common/store.hpp"
#include "store/dynamodb/client.hpp"
#include "store/dynamodb/item.hpp"

namespace vitrine::store::dynamodb {

class Summaries {
 public:
  /// The client must outlive it.
  Summaries(std::string table, DynamodbClient& client, Summarizer summarizer)
      : table_(std::move(table)), client_(client), summarizer_(std::move(summarizer)) {}

  /// Adds the summary of a document to the attributes of its row, where one is to be kept.
  void add_to(Item& row, Version version, std::string_view text) const;

  /// Puts the kept summary of `item` into the row that was made of it. False where there is none that fits.
  bool take(const Item& item, Listed& row) const;

  /// Makes the summaries of these rows, of their current versions, and keeps them where it can. A row whose
  /// document is gone or damaged stays as it is.
  Result<void> make(const std::vector<Listed*>& rows) const;

 private:
  void make_one(const Item& head, Listed& row) const;

  const std::string table_;
  DynamodbClient& client_;
  const Summarizer summarizer_;
};

}  // namespace vitrine::store::dynamodb
