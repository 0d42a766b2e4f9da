#include "site/catalog.hpp"

#include <condition_variable>
#include <optional>

#include "base/log.hpp"
#include "site/offload.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

Catalog::Catalog(store::Store& store, asio::thread_pool& pool, CatalogOptions options)
    : store_(store), pool_(pool), options_(std::move(options)) {
  look();
  watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

Catalog::~Catalog() = default;

asio::awaitable<Result<std::shared_ptr<const Published>>> Catalog::find(std::string slug) {
  const auto generation = generation_.load();
  std::shared_ptr<const Published> known;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto entry = index_.find(slug); entry != index_.end()) {
      slots_.splice(slots_.begin(), slots_, entry->second);
      auto& slot = slots_.front();
      // While one reader fetches the new version, the others get the one that is there.
      if (slot.generation == generation || slot.refreshing) co_return slot.document;
      slot.refreshing = true;
      known = slot.document;
    }
  }
  auto work = [this, slug, known] { return fetch(slug, known); };
  auto fetched = co_await offload(pool_, std::move(work));
  if (fetched) {
    keep(*fetched, generation);
  } else if (fetched.error().code == ErrorCode::not_found) {
    forget(slug);
  } else if (known) {
    base::log_warning("serving a CV from memory", {{"slug", slug}, {"reason", fetched.error().message}});
    settle(slug);
    co_return known;
  }
  co_return fetched;
}

Result<std::shared_ptr<const Published>> Catalog::fetch(const std::string& slug,
                                                        std::shared_ptr<const Published> known) {
  auto stored = store_.read(slug);
  if (!stored) return stored.error();
  if (known && known->version() == stored->revision.version && known->saved_at() == stored->revision.saved_at)
    return known;
  return Published::make(std::move(*stored));
}

asio::awaitable<Result<std::string>> Catalog::home() {
  if (!options_.home.empty()) co_return options_.home;
  const auto generation = generation_.load();
  std::string known;
  {
    const std::scoped_lock lock(mutex_);
    if (home_generation_ == generation) co_return home_;
    known = home_;
  }
  auto newest = co_await offload(pool_, [this] { return store_.newest(); });
  if (!newest && newest.error().code != ErrorCode::not_found && !known.empty()) co_return known;
  if (newest) {
    const std::scoped_lock lock(mutex_);
    home_ = *newest;
    home_generation_ = generation;
  }
  co_return newest;
}

asio::awaitable<std::shared_ptr<const Page>> Catalog::page(std::shared_ptr<const Published> document,
                                                           PageKey key, const PageOptions& options) {
  if (auto made = document->find(key)) co_return made;
  auto work = [document, key, &options] { return document->make_page(key, options); };
  auto page = co_await offload(pool_, std::move(work));
  const std::scoped_lock lock(mutex_);
  evict();
  co_return page;
}

void Catalog::watch(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!stop.stop_requested()) {
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, options_.poll_interval, [] { return false; });
    if (!stop.stop_requested()) look();
  }
}

void Catalog::look() {
  const auto token = store_.change_token();
  const bool was_degraded = degraded_.exchange(!token);
  if (!token) {
    if (!was_degraded)
      base::log_error("the store is away; serving from memory", {{"reason", token.error().message}});
    return;
  }
  if (was_degraded) base::log_info("the store is back");
  if (was_degraded || *token != last_token_) generation_.fetch_add(1);
  last_token_ = *token;
}

void Catalog::keep(std::shared_ptr<const Published> document, std::uint64_t generation) {
  const std::scoped_lock lock(mutex_);
  const auto entry = index_.find(document->slug());
  if (entry == index_.end()) {
    slots_.push_front({document->slug(), document, generation, false});
    index_[document->slug()] = slots_.begin();
    evict();
    return;
  }
  auto& slot = *entry->second;
  slot.refreshing = false;
  if (generation < slot.generation) return;
  slot.document = std::move(document);
  slot.generation = generation;
}

void Catalog::forget(const std::string& slug) {
  const std::scoped_lock lock(mutex_);
  const auto entry = index_.find(slug);
  if (entry == index_.end()) return;
  slots_.erase(entry->second);
  index_.erase(entry);
}

void Catalog::settle(const std::string& slug) {
  const std::scoped_lock lock(mutex_);
  if (const auto entry = index_.find(slug); entry != index_.end()) entry->second->refreshing = false;
}

void Catalog::evict() {
  std::size_t total = 0;
  for (auto slot = slots_.begin(); slot != slots_.end();) {
    total += slot->document->bytes();
    if (total > options_.max_bytes && slot != slots_.begin()) {
      index_.erase(slot->slug);
      slot = slots_.erase(slot);
    } else {
      ++slot;
    }
  }
}

}  // namespace vitrine::site
