#include "store/common/summaries.hpp"

#include <condition_variable>
#include <mutex>
#include <string>

namespace vitrine::store {

Result<void> refresh_summaries(DocumentStore& store, std::chrono::milliseconds pause,
                               const std::stop_token& stop) {
  constexpr std::size_t kPage = 100;
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  std::string after;
  while (!stop.stop_requested()) {
    const auto page = store.list(after, kPage);
    if (!page) return page.error();
    if (page->size() < kPage) break;
    after = page->back().slug;
    wake.wait_for(lock, stop, pause, [] { return false; });
  }
  return {};
}

}  // namespace vitrine::store
