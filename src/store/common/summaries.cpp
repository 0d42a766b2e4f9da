#include "store/common/summaries.hpp"

#include <string>

namespace vitrine::store {

Result<void> refresh_summaries(DocumentStore& store, const std::stop_token& stop) {
  constexpr std::size_t kPage = 100;  // what one write of the SQLite store may hold up others for
  std::string after;
  while (!stop.stop_requested()) {
    const auto page = store.list(after, kPage);
    if (!page) return page.error();
    if (page->size() < kPage) break;
    after = page->back().slug;
  }
  return {};
}

}  // namespace vitrine::store
