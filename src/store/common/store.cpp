#include "store/common/store.hpp"

#include <algorithm>

#include "base/encoding.hpp"

namespace vitrine::store {

bool is_slug(std::string_view slug) {
  constexpr std::size_t kMaxLength = 64;
  if (slug.empty() || slug.size() > kMaxLength || slug.front() == '-' || slug.back() == '-') return false;
  if (slug.find("--") != std::string_view::npos) return false;
  return std::ranges::all_of(
      slug, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<std::string> Summarizer::kept_summary(std::string_view text) const {
  if (form == 0) return {};
  auto summary = summarize(text);
  return summary.size() <= kMostSummary ? std::optional(std::move(summary)) : std::nullopt;
}

Result<void> check_record(const Record& record) {
  constexpr std::size_t kMostKey = 128;
  constexpr std::size_t kMostValue = std::size_t{64} * 1024;
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  if (std::ranges::find(kRecordKinds, record.kind) == kRecordKinds.end())
    return Error{ErrorCode::invalid, "there are no records of the kind '{0}'"_msg(record.kind)};
  if (record.key.empty() || record.key.size() > kMostKey || !std::ranges::all_of(record.key, is_good))
    return Error{ErrorCode::invalid, "a record's key is 1 to 128 of A-Z, a-z, 0-9, '_' and '-'"_msg};
  if (record.value.size() > kMostValue)
    return Error{ErrorCode::too_large, "a record's value has at most 64 KiB"_msg};
  if (base::find_invalid_utf8(record.value))
    return Error{ErrorCode::invalid, "a record's value is UTF-8"_msg};
  return {};
}

std::size_t counter_of(std::string_view slug, std::size_t counters) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a, 64 bits (RFC 9923)
  for (const char c : slug) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return static_cast<std::size_t>(hash % counters);
}

}  // namespace vitrine::store
