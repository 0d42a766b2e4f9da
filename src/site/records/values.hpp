#pragma once
// Reads the small JSON objects in records. A member that is missing or of the wrong type reads as empty.

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

/// A record's value; an empty object where it is none.
Value parse_value(std::string_view text);

std::string text_of(const Value& value, const char* name);
/// Times are stored as milliseconds since 1970.
std::optional<base::TimePoint> time_of(const Value& value, const char* name);
Value stored_time(base::TimePoint time);

/// Calls `visit` with each record of a kind whose key begins with `prefix`, in order of their keys, until it
/// gives false.
Result<void> each_record(store::RecordStore& store, std::string_view kind, std::string_view prefix,
                         const std::function<bool(const store::Record&)>& visit);

/// Removes a record; one that there is not is fine.
Result<void> remove_if_present(store::RecordStore& store, std::string_view kind, std::string_view key);

/// Removes all whose key begins with `prefix`.
Result<void> remove_all(store::RecordStore& store, std::string_view kind, std::string_view prefix);

/// The record of that key, or nothing where there is none.
Result<std::optional<Value>> read_value(store::RecordStore& store, std::string_view kind,
                                        std::string_view key);

}  // namespace vitrine::site
