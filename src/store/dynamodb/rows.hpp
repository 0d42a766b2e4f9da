#pragma once
// The layout of documents in the DynamoDB table: keys, attributes, and the parts of transactions. Values
// only; store.cpp makes the calls.
//
//   PK          SK                  content
//   CV#<slug>   HEAD                the current version with its text; or the mark of an unfinished removal
//   CV#<slug>   V#<10 digits>       one version of the history, never changed
//   SITE        CV#<slug>           the document's row of list(), with its summary: exists as long as the
//   document.
//                                   Earlier programs leave the summary unchanged when they save; then its
//                                   version is not the document's
//   SITE        CREATED#<16 digits> the slug of the document created at that place of the order
//   RECORD#<kind> <key>             a record's value
//   SITE        CHANGES#<2 digits>  a change counter; the slug decides which of the 64 a document has: so
//   writers
//                                   of different documents seldom collide in one item, and a poll reads all
//                                   counters with one read unit

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/common/store.hpp"
#include "store/dynamodb/item.hpp"

namespace vitrine::store::dynamodb::rows {

/// The largest number of ten digits.
constexpr Version kLastVersion = 9'999'999'999;

constexpr const char* kSite = "SITE";
constexpr const char* kListedPrefix = "CV#";
constexpr const char* kCreatedPrefix = "CREATED#";
constexpr const char* kChangesPrefix = "CHANGES#";
constexpr std::size_t kChangeCounters = 64;

Item key(std::string_view partition, std::string_view sort);
std::string document_partition(std::string_view slug);
Item head_key(std::string_view slug);
Item version_key(std::string_view slug, Version version);  ///< version at most kLastVersion
std::string version_sort(Version version);
Item listed_key(std::string_view slug);
Item created_key(std::uint64_t order);
Item changes_key(std::string_view slug);
std::string record_partition(std::string_view kind);
Item record_key(std::string_view kind, std::string_view key);

/// A document's creation time and its place in the order. The place is in milliseconds since 1970, raised by
/// one if the newest document's place is not before it. So places differ, and increase even if clocks do not
/// agree.
struct Creation {
  base::TimePoint at;
  std::uint64_t order = 0;
};

/// Content of a HEAD that replaces a document while its history is being deleted.
struct Removal {
  std::string id;        ///< of this one removal
  Version versions = 0;  ///< the history has versions 1 to this
};

/// Attributes of a revision, without its text.
Item revision_attributes(const Revision& revision);

/// A summary as it is kept with a row of the list.
struct Summary {
  Version version = 0;     ///< of the document that it was made of
  std::uint64_t form = 0;  ///< Summarizer::form
  std::string text;        ///< UTF-8
};
Item summary_attributes(const Summary& summary);

/// The reverse; nothing if one is missing.
std::optional<Summary> summary_of(const Item& item);
std::optional<Revision> revision_of(const Item& item);
std::optional<Creation> creation_of(const Item& item);
std::optional<Removal> removal_of(const Item& item);
std::optional<Listed> listed_of(const Item& item);
std::optional<Record> record_of(const Item& item);
/// The whole item of a record.
Item record_item(const Record& record);
std::optional<std::size_t> counter_number(const Item& item);  ///< number of a change counter

/// Parts of TransactWriteItems. `table` is the table's name.
Item put(const std::string& table, Item item);
/// Put if no such item exists.
Item put_new(const std::string& table, Item item);
Item remove(const std::string& table, const Item& key);
/// Sets `attributes`, and removes the old form of the text if `attributes` has the other one; only while
/// `version` is `expected`, if that is given.
Item update(const std::string& table, const Item& key, const Item& attributes,
            std::optional<Version> expected);
/// An UpdateItem that keeps the summary with the document's row, where its version is still the current one
/// of the document of that place in the order, and none of a greater form is there.
Item keep_summary(const std::string& table, std::string_view slug, std::uint64_t order,
                  const Summary& summary);

/// Increments the change counter of that document, or of the record with that key.
Item count_change(const std::string& table, std::string_view slug);

/// The attribute that holds a record's value.
constexpr const char* kValue = "value";

/// The expiry attribute in seconds since 1970, after which DynamoDB removes an item (Time to Live).
constexpr const char* kTtlAttribute = "expires";

/// Adds "ConditionExpression" to a part: the item exists.
void require_existence(Item& part);

/// Adds "ConditionExpression" to a part: the item's `name` equals `value`.
void require(Item& part, const char* name, Item value);

}  // namespace vitrine::store::dynamodb::rows
