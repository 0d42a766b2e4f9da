#pragma once
// A cache of records: an entry is valid until the change counter of its key moves.

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
  /// Both must outlive it. Without a store there are no records.
  Records(store::RecordStore* store, Pools& pools) : store_(store), pools_(pools) {}

  /// The value of a record, nothing where there is none. One in memory is given at once, as it was at the
  /// watcher's last look.
  boost::asio::awaitable<Result<std::optional<std::string>>> get(std::string kind, std::string key);

  /// The store's counters moved (DocumentSource::change_counts): what may have changed is forgotten.
  void changed(const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& now);

  /// Forgets everything: this process has changed something itself.
  void clear();

  /// Counts what was forgotten.
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
