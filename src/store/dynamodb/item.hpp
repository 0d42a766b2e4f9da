#pragma once
// Items of DynamoDB in the form of its API: each attribute is an object of its type's letter and value (API
// Reference, AttributeValue).

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::store::dynamodb {

using Item = nlohmann::json;

/// Maximum size of an item, names and values together, in bytes (Developer Guide, "Constraints").
constexpr std::size_t kMostItemBytes = std::size_t{400} * 1024;

Item string_attribute(std::string_view text);  ///< UTF-8
Item number_attribute(std::uint64_t number);
Item binary_attribute(std::string_view bytes);

/// An attribute's value; nothing if the item has none with that name and type, or a damaged one.
std::optional<std::string> string_of(const Item& item, const char* name);
std::optional<std::uint64_t> number_of(const Item& item, const char* name);
std::optional<std::string> binary_of(const Item& item, const char* name);

/// Stores a document's text in `item`, byte for byte: compressed (zlib, RFC 1950, attribute "packed") if that
/// is smaller, else unchanged ("plain"); "bytes" is its size in either case.
void put_text(Item& item, std::string_view text);

/// The text that put_text() stored. Returns `internal` if it is damaged.
Result<std::string> text_of(const Item& item);

/// An item's size by DynamoDB's rules, in bytes, rounded up (Developer Guide, "Item sizes and formats"); for
/// strings, numbers and binaries.
std::size_t size_of(const Item& item);

}  // namespace vitrine::store::dynamodb
