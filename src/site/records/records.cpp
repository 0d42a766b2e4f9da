#include "site/records/records.hpp"

#include "site/capacity/offload.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

asio::awaitable<Result<std::optional<std::string>>> Records::get(std::string kind, std::string key) {
  using Found = Result<std::optional<std::string>>;
  if (store_ == nullptr) co_return std::optional<std::string>{};
  const auto name = kind + ' ' + key;
  std::uint64_t seen = 0;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto at = known_.find(name); at != known_.end()) co_return at->second.value;
    seen = generation_.load();
  }
  auto read = [this, kind, key]() -> Found {
    auto record = store_->read_record(kind, key);
    if (record) return std::optional(std::move(record->value));
    if (record.error().code == ErrorCode::not_found) return std::optional<std::string>{};
    return record.error();
  };
  auto found = co_await offload(pools_.store, std::move(read));
  if (found) {
    constexpr std::size_t kMost = 20'000;
    const std::scoped_lock lock(mutex_);
    if (known_.size() >= kMost) known_.clear();
    // A change during the read may have been missed, so the next request reads it again.
    if (seen == generation_.load()) known_.insert_or_assign(name, Known{key, *found});
  }
  co_return found;
}

void Records::changed(const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& now) {
  const std::scoped_lock lock(mutex_);
  const bool is_comparable = before.size() == now.size();
  std::erase_if(known_, [&](const auto& entry) {
    const auto counter = store::counter_of(entry.second.key, now.size());
    return !is_comparable || before[counter] != now[counter];
  });
  generation_.fetch_add(1);
}

void Records::clear() {
  const std::scoped_lock lock(mutex_);
  known_.clear();
  generation_.fetch_add(1);
}

}  // namespace vitrine::site
