#pragma once
// The documents in memory. Readers are answered from there at once; a new version replaces the old one in the
// background. While the store is unavailable they stay as they are.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"
#include "site/capacity/pools.hpp"
#include "site/documents/published.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

struct CatalogOptions {
  std::size_t max_bytes = 64 * 1024 * 1024;      ///< of documents and pages in memory
  std::chrono::milliseconds poll_interval{250};  ///< between two polls of the store's change counters
  std::string home;                              ///< slug at "/"; empty: the CV created last
};

/// Safe to use from any thread.
class Catalog {
 public:
  /// `store` and `pools` must outlive the catalog. Polls the store once before it returns.
  Catalog(store::DocumentSource& store, Pools& pools, CatalogOptions options, PageOptions page_options);
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;
  ~Catalog();

  /// The document with that slug. One in memory is returned at once, in the state of the watcher's last poll;
  /// only for others the store is read. Returns `not_found`, or `unavailable` if the store is unavailable.
  boost::asio::awaitable<Result<std::shared_ptr<const Published>>> find(std::string slug);

  /// Whether find() would return that document without reading the store.
  [[nodiscard]] bool has(const std::string& slug) const;

  /// Current memory use.
  struct Memory {
    std::size_t bytes = 0;
    std::size_t documents = 0;
  };
  [[nodiscard]] Memory memory() const;

  /// The slug of the CV at "/". `not_found` in an empty store.
  boost::asio::awaitable<Result<std::string>> home();

  /// The page with that key, made if it is missing: once, no matter how many requests wait for it. Null if
  /// the queue is full, that reader waits for too many other pages, or it took too long. `reader`
  /// distinguishes readers.
  boost::asio::awaitable<std::shared_ptr<const Page>> page(std::shared_ptr<const Published> document,
                                                           PageKey key, std::string reader);

  /// Sets a function that is called on the watcher's thread when the store's change counters have changed,
  /// with the old and new counters, before generation() changes. Null: none.
  using Observer = std::function<void(const std::vector<std::uint64_t>&, const std::vector<std::uint64_t>&)>;
  void on_change(Observer observe);

  /// Counts the store changes that readers can see by now.
  [[nodiscard]] std::uint64_t generation() const { return shown_.load(); }

  /// Whether the last poll could not reach the store.
  [[nodiscard]] bool is_degraded() const { return degraded_.load(std::memory_order_relaxed); }

  /// Whether the store has ever been reached: before that, there is nothing in memory to answer from.
  [[nodiscard]] bool has_begun() const { return begun_.load(std::memory_order_relaxed); }

 private:
  struct Slot {
    std::shared_ptr<const Published> document;
    std::size_t bytes = 0;  ///< as counted in total_
  };
  using Slots = std::list<Slot>;

  void watch(const std::stop_token& stop);
  void look();
  std::vector<std::string> outdated(const std::vector<std::uint64_t>& counts);
  Result<void> refresh(const std::vector<std::string>& slugs);
  Result<void> refresh_one(const std::string& slug);
  Result<void> refresh_home();
  std::shared_ptr<const Published> recall(const std::string& slug);
  Result<std::shared_ptr<const Published>> fetch(const std::string& slug);
  std::shared_ptr<const Published> keep(std::shared_ptr<const Published> document, std::uint64_t seen);
  void replace(std::shared_ptr<const Published> document);
  void forget(const std::string& slug);
  void weigh(Slot& slot);
  void evict();

  store::DocumentSource& store_;
  Pools& pools_;
  const CatalogOptions options_;
  const PageOptions page_options_;
  std::atomic<std::uint64_t> shown_{1};
  std::atomic<bool> degraded_{false};
  std::atomic<bool> begun_{false};

  mutable std::mutex mutex_;
  Slots slots_;  ///< most recently used first; guarded by mutex_, like all members below
  std::unordered_map<std::string, Slots::iterator> index_;
  std::size_t total_ = 0;                      ///< bytes of all slots
  std::uint64_t seen_ = 1;                     ///< counts the polls that found a change
  std::unordered_set<std::string> unsettled_;  ///< slugs to check again, whatever the counters say
  std::string home_;                           ///< empty: unknown
  bool is_home_unsettled_ = false;

  std::mutex observing_;
  Observer observe_;                        ///< guarded by observing_
  std::vector<std::uint64_t> last_counts_;  ///< used by the watcher only
  std::jthread watcher_;                    ///< last member: stops before the others are destroyed
};

}  // namespace vitrine::site
