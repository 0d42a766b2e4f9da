#pragma once
// A cache of records: an entry is valid until the change counter of its key changes.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "site/documents/catalog.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// Safe to use from any thread.
class Records {
 public:
  /// Both must outlive this object. Without a store there are no records.
  Records(store::RecordStore* store, Pools& pools) : store_(store), pools_(pools) {}

  /// The value of a record; nothing if there is none. One in memory is returned at once, in the state of the
  /// watcher's last poll.
  boost::asio::awaitable<Result<std::optional<std::string>>> get(std::string kind, std::string key);

  /// Handles a change of the store's counters (DocumentSource::change_counts): removes entries that may have
  /// changed.
  void changed(const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& now);

  /// Removes all entries: this process has changed something itself.
  void clear();

  /// Counts the removals.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(); }

 private:
  struct Known {
    std::string key;  ///< without the kind
    std::optional<std::string> value;
  };

  store::RecordStore* const store_;
  Pools& pools_;
  std::atomic<std::uint64_t> generation_{0};
  std::mutex mutex_;
  std::unordered_map<std::string, Known> known_;  ///< by kind and key; guarded by mutex_
};

}  // namespace vitrine::site
