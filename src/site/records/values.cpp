#include "site/records/values.hpp"

namespace vitrine::site {

Value parse_value(std::string_view text) {
  auto value = Value::parse(text, nullptr, false);
  return value.is_object() ? value : Value::object();
}

std::string text_of(const Value& value, const char* name) {
  const auto at = value.find(name);
  return at != value.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

std::optional<base::TimePoint> time_of(const Value& value, const char* name) {
  const auto at = value.find(name);
  if (at == value.end() || !at->is_number_integer()) return std::nullopt;
  return base::TimePoint(std::chrono::milliseconds(at->get<std::int64_t>()));
}

Value stored_time(base::TimePoint time) {
  return time.time_since_epoch().count();
}

Result<void> each_record(store::RecordStore& store, std::string_view kind, std::string_view prefix,
                         const std::function<bool(const store::Record&)>& visit) {
  constexpr std::size_t kPage = 100;
  std::string after(prefix);
  while (true) {
    const auto page = store.list_records(kind, after, kPage);
    if (!page) return page.error();
    for (const auto& record : *page) {
      if (!record.key.starts_with(prefix) || !visit(record)) return {};
    }
    if (page->size() < kPage) return {};
    after = page->back().key;
  }
}

Result<void> remove_if_present(store::RecordStore& store, std::string_view kind, std::string_view key) {
  auto done = store.remove_record(kind, key);
  if (!done && done.error().code != ErrorCode::not_found) return done.error();
  return {};
}

Result<void> remove_all(store::RecordStore& store, std::string_view kind, std::string_view prefix) {
  std::vector<std::string> keys;
  const auto listed = each_record(store, kind, prefix, [&](const store::Record& record) {
    keys.push_back(record.key);
    return true;
  });
  if (!listed) return listed.error();
  for (const auto& key : keys) {
    if (auto done = remove_if_present(store, kind, key); !done) return done;
  }
  return {};
}

Result<std::optional<Value>> read_value(store::RecordStore& store, std::string_view kind,
                                        std::string_view key) {
  const auto record = store.read_record(kind, key);
  if (record) return std::optional(parse_value(record->value));
  if (record.error().code == ErrorCode::not_found) return std::optional<Value>{};
  return record.error();
}

}  // namespace vitrine::site
