#pragma once
// Reads the small JSON objects in records. A missing member, or one of the wrong type, reads as empty.

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

using Value = nlohmann::json;

/// A record's value; an empty object if it is no JSON object.
Value parse_value(std::string_view text);

std::string text_of(const Value& value, const char* name);
/// Times are stored as milliseconds since 1970.
std::optional<base::TimePoint> time_of(const Value& value, const char* name);
Value stored_time(base::TimePoint time);

/// Calls `visit` with each record of a kind whose key begins with `prefix`, in key order, until it returns
/// false.
Result<void> each_record(store::RecordStore& store, std::string_view kind, std::string_view prefix,
                         const std::function<bool(const store::Record&)>& visit);

/// Removes a record; a missing one is no error.
Result<void> remove_if_present(store::RecordStore& store, std::string_view kind, std::string_view key);

/// Removes all records whose key begins with `prefix`.
Result<void> remove_all(store::RecordStore& store, std::string_view kind, std::string_view prefix);

/// The record with that key, or nothing if there is none.
Result<std::optional<Value>> read_value(store::RecordStore& store, std::string_view kind,
                                        std::string_view key);

}  // namespace vitrine::site
