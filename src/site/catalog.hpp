#pragma once
// What readers see of the store: documents kept in memory, swapped when somebody saves a new version,
// served on when the store is away.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "base/result.hpp"
#include "site/published.hpp"
#include "store/store.hpp"

namespace vitrine::site {

struct CatalogOptions {
  std::size_t max_bytes = 64 * 1024 * 1024;      ///< of documents and pages in memory
  std::chrono::milliseconds poll_interval{200};  ///< between two looks at the store's change token
  std::string home;                              ///< slug at "/"; empty: the CV created last
};

/// Safe to use from any thread. Blocking calls of the store run on `pool`.
class Catalog {
 public:
  /// `store` and `pool` must outlive the catalog.
  Catalog(store::Store& store, boost::asio::thread_pool& pool, CatalogOptions options);
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;
  ~Catalog();

  /// The document of that slug: as the store has it, not older than the last look of the watcher. When the
  /// store is away, the version that is in memory; `unavailable` where there is none. `not_found`.
  boost::asio::awaitable<Result<std::shared_ptr<const Published>>> find(std::string slug);

  /// The slug of the CV at "/". `not_found` in an empty store.
  boost::asio::awaitable<Result<std::string>> home();

  /// The page of that key, made where it is missing.
  boost::asio::awaitable<std::shared_ptr<const Page>> page(std::shared_ptr<const Published> document,
                                                           PageKey key, const PageOptions& options);

  /// Counts the changes of the store that were noticed.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(); }

  /// Whether the store could not be reached at the last look.
  [[nodiscard]] bool is_degraded() const { return degraded_.load(std::memory_order_relaxed); }

 private:
  struct Slot {
    std::string slug;
    std::shared_ptr<const Published> document;
    std::uint64_t generation = 0;  ///< of the store when the document was read
    bool refreshing = false;
  };

  Result<std::shared_ptr<const Published>> fetch(const std::string& slug,
                                                 std::shared_ptr<const Published> known);
  void watch(const std::stop_token& stop);
  void look();
  void keep(std::shared_ptr<const Published> document, std::uint64_t generation);
  void forget(const std::string& slug);
  void settle(const std::string& slug);
  void evict();

  store::Store& store_;
  boost::asio::thread_pool& pool_;
  const CatalogOptions options_;
  std::atomic<std::uint64_t> generation_{1};
  std::atomic<bool> degraded_{false};

  std::mutex mutex_;
  std::list<Slot> slots_;  ///< the most recently used first; guarded by mutex_
  std::unordered_map<std::string, std::list<Slot>::iterator> index_;
  std::string home_;  ///< guarded by mutex_
  std::uint64_t home_generation_ = 0;

  std::uint64_t last_token_ = 0;  ///< the watcher's own
  std::jthread watcher_;          ///< last: stops before the rest goes
};

}  // namespace vitrine::site
