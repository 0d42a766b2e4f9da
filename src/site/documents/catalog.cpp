#include "site/documents/catalog.hpp"

#include <algorithm>
#include <condition_variable>
#include <optional>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "site/capacity/offload.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

Catalog::Catalog(store::DocumentSource& store, Pools& pools, CatalogOptions options, PageOptions page_options)
    : store_(store), pools_(pools), options_(std::move(options)), page_options_(std::move(page_options)) {
  look();
  watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

Catalog::~Catalog() = default;

asio::awaitable<Result<std::shared_ptr<const Published>>> Catalog::find(std::string slug) {
  if (auto kept = recall(slug)) co_return kept;
  auto work = [this, slug = std::move(slug)] { return fetch(slug); };
  co_return co_await offload(pools_.store, std::move(work));
}

/// The document if it is in memory, and marks it as used; else null.
std::shared_ptr<const Published> Catalog::recall(const std::string& slug) {
  const std::scoped_lock lock(mutex_);
  const auto entry = index_.find(slug);
  if (entry == index_.end()) return nullptr;
  slots_.splice(slots_.begin(), slots_, entry->second);
  return slots_.front().document;
}

/// Reads the document from the store and keeps it in memory.
Result<std::shared_ptr<const Published>> Catalog::fetch(const std::string& slug) {
  if (auto kept = recall(slug)) return kept;  // fetched by another request while this one waited for its turn
  const auto seen = [this] {
    const std::scoped_lock lock(mutex_);
    return seen_;
  }();
  static auto& reads = base::counter("vitrine_cache_misses_total", "CVs that were not in memory.");
  reads.Increment();
  auto stored = store_.read(slug);
  if (!stored) return stored.error();
  auto document = Published::make(std::move(*stored));
  if (!document) return document.error();
  return keep(std::move(*document), seen);
}

bool Catalog::has(const std::string& slug) const {
  const std::scoped_lock lock(mutex_);
  return index_.contains(slug);
}

Catalog::Memory Catalog::memory() const {
  const std::scoped_lock lock(mutex_);
  return {.bytes = total_, .documents = slots_.size()};
}

asio::awaitable<Result<std::string>> Catalog::home() {
  if (!options_.home.empty()) co_return options_.home;
  std::uint64_t seen = 0;
  {
    const std::scoped_lock lock(mutex_);
    if (!home_.empty()) co_return home_;
    seen = seen_;
  }
  auto newest = co_await offload(pools_.store, [this] { return store_.newest(); });
  if (newest) {
    const std::scoped_lock lock(mutex_);
    if (home_.empty()) {
      home_ = *newest;
      is_home_unsettled_ = seen != seen_;
    }
  }
  co_return newest;
}

asio::awaitable<std::shared_ptr<const Page>> Catalog::page(std::shared_ptr<const Published> document,
                                                           PageKey key, std::string reader) {
  if (auto made = document->find(key)) co_return made;
  auto making = document->making(key);
  if (!making) {
    auto& queue = format_info(key.format).is_costly ? pools_.pdfs : pools_.pages;
    auto place = queue.take_place(reader);
    if (!place) co_return nullptr;
    if (auto ending = document->begin_making(key)) {
      // The making ends with the work in any case, even if the work is dropped before it starts.
      auto work = [this, document, key, ending = std::move(ending)] {
        static_cast<void>(document->make_page(key, page_options_));
        return true;
      };
      static_cast<void>(co_await queue.run(std::move(place), std::move(work)));
    } else {
      making = document->making(key);  // another request was slightly earlier
    }
  }
  if (making) co_await Making::wait(std::move(making));
  auto page = document->find(key);
  const std::scoped_lock lock(mutex_);
  if (const auto entry = index_.find(document->slug());
      entry != index_.end() && entry->second->document == document) {
    weigh(*entry->second);
    evict();
  }
  co_return page;
}

void Catalog::on_change(Observer observe) {
  const std::scoped_lock lock(observing_);
  observe_ = std::move(observe);
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
  Result<void> done;
  const auto counts = store_.change_counts();
  if (!counts) {
    done = counts.error();
  } else {
    const bool has_changed = *counts != last_counts_;
    const auto slugs = outdated(*counts);
    if (has_changed) {
      const std::scoped_lock lock(observing_);
      if (observe_) observe_(last_counts_, *counts);
    }
    last_counts_ = *counts;
    if (!slugs.empty()) done = refresh(slugs);
    if (auto home = refresh_home(); done) done = home;
    if (has_changed) shown_.fetch_add(1);
  }
  if (done) begun_ = true;
  const bool was_degraded = degraded_.exchange(!done);
  if (!done && !was_degraded)
    base::log_error("the store is away; serving from memory", {{"reason", done.error().text()}});
  if (done && was_degraded) base::log_info("the store is back");
}

/// The documents in memory that may have changed; they are unsettled until refresh() has handled them.
std::vector<std::string> Catalog::outdated(const std::vector<std::uint64_t>& counts) {
  const std::scoped_lock lock(mutex_);
  if (counts != last_counts_) {
    ++seen_;
    is_home_unsettled_ = true;
    const bool is_comparable = counts.size() == last_counts_.size();
    for (const auto& slot : slots_) {
      const auto counter = store::counter_of(slot.document->slug(), counts.size());
      if (!is_comparable || counts[counter] != last_counts_[counter])
        unsettled_.insert(slot.document->slug());
    }
  }
  return {unsettled_.begin(), unsettled_.end()};
}

/// Updates documents in memory; those that could not be updated stay unsettled.
Result<void> Catalog::refresh(const std::vector<std::string>& slugs) {
  const auto revisions = store_.revisions(slugs);
  if (!revisions) return revisions.error();
  Result<void> done;
  for (std::size_t i = 0; i < slugs.size(); ++i) {
    const auto& slug = slugs[i];
    const auto& current = (*revisions)[i];
    std::shared_ptr<const Published> known;
    {
      const std::scoped_lock lock(mutex_);
      unsettled_.erase(slug);
      if (const auto entry = index_.find(slug); entry != index_.end()) known = entry->second->document;
    }
    const bool is_current =
        known && current && known->version() == current->version && known->saved_at() == current->saved_at;
    if (!known || is_current) continue;
    if (!current) {
      forget(slug);
    } else if (auto one = refresh_one(slug); !one) {
      done = one.error();
      const std::scoped_lock lock(mutex_);
      unsettled_.insert(slug);
    }
  }
  return done;
}

/// Fails if a retry may help.
Result<void> Catalog::refresh_one(const std::string& slug) {
  auto stored = store_.read(slug);
  if (!stored) {
    if (stored.error().code != ErrorCode::not_found) return stored.error();
    forget(slug);
    return {};
  }
  auto document = Published::make(std::move(*stored));
  if (!document) {  // the readers keep the old version
    base::log_error("a new version is not shown", {{"slug", slug}, {"reason", document.error().text()}});
    return {};
  }
  std::shared_ptr<const Published> known;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto entry = index_.find(slug); entry != index_.end()) known = entry->second->document;
  }
  if (!known) return {};
  // Pages that readers had requested before will be requested again. They are made now, so that no reader
  // waits for them, and the watcher waits for none of them.
  for (const auto& key : known->keys()) {
    if ((*document)->has(key) && !format_info(key.format).is_costly)
      static_cast<void>((*document)->make_page(key, page_options_));
  }
  replace(std::move(*document));
  return {};
}

Result<void> Catalog::refresh_home() {
  {
    const std::scoped_lock lock(mutex_);
    if (home_.empty() || !is_home_unsettled_) return {};
  }
  const auto newest = store_.newest();
  if (!newest && newest.error().code != ErrorCode::not_found) return newest.error();
  const std::scoped_lock lock(mutex_);
  is_home_unsettled_ = false;
  shown_.fetch_add(1);
  home_ = newest ? *newest : std::string{};
  return {};
}

/// Keeps the document in memory and returns it; if several requests read it at once, the first one, so that
/// its pages are made once. `seen` is from before the read: the watcher has not checked later changes.
std::shared_ptr<const Published> Catalog::keep(std::shared_ptr<const Published> document,
                                               std::uint64_t seen) {
  const std::scoped_lock lock(mutex_);
  const auto& slug = document->slug();
  if (const auto entry = index_.find(slug); entry != index_.end()) return entry->second->document;
  if (seen != seen_) unsettled_.insert(slug);
  slots_.push_front({.document = document});
  index_[slug] = slots_.begin();
  weigh(slots_.front());
  evict();
  return document;
}

void Catalog::replace(std::shared_ptr<const Published> document) {
  const std::scoped_lock lock(mutex_);
  const auto entry = index_.find(document->slug());
  if (entry == index_.end()) return;
  entry->second->document = std::move(document);
  shown_.fetch_add(1);
  weigh(*entry->second);
  evict();
}

void Catalog::forget(const std::string& slug) {
  const std::scoped_lock lock(mutex_);
  const auto entry = index_.find(slug);
  if (entry == index_.end()) return;
  shown_.fetch_add(1);
  total_ -= entry->second->bytes;
  slots_.erase(entry->second);
  index_.erase(entry);
}

void Catalog::weigh(Slot& slot) {
  total_ -= slot.bytes;
  slot.bytes = slot.document->bytes();
  total_ += slot.bytes;
}

void Catalog::evict() {
  while (total_ > options_.max_bytes && slots_.size() > 1) {
    total_ -= slots_.back().bytes;
    index_.erase(slots_.back().document->slug());
    slots_.pop_back();
  }
}

}  // namespace vitrine::site
