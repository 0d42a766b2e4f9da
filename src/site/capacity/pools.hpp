#pragma once
// The thread pools: pages, the store, sign-in, passwords and documents each have their own, so that none
// waits for another.

#include <algorithm>
#include <array>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>

#include "site/capacity/work_queue.hpp"

namespace vitrine::site {

inline constexpr std::chrono::seconds kLongestWait{10};
inline constexpr QueueBounds kPagesQueue{"pages", 2, 64, 16, kLongestWait, std::chrono::seconds(3)};
inline constexpr QueueBounds kPdfsQueue{"PDFs", 1, 32, 8, kLongestWait, std::chrono::seconds(7)};
inline constexpr QueueBounds kDocumentsQueue{"documents", 1, 16, 4, kLongestWait, std::chrono::seconds(7)};
inline constexpr QueueBounds kAccountsQueue{"accounts", 4, 64, 16, kLongestWait, std::chrono::seconds(30)};
inline constexpr QueueBounds kSignInQueue{"sign-in", 4, 64, 16, kLongestWait, std::chrono::seconds(30)};
inline constexpr QueueBounds kPasswordsQueue{"passwords", 1, 32, 8, kLongestWait, std::chrono::seconds(1)};
inline constexpr QueueBounds kLinksQueue{"links", 4, 4, 2, kLongestWait, std::chrono::seconds(32)};
inline constexpr QueueBounds kCodingsQueue{"codings", 1, 16, 4, kLongestWait, std::chrono::seconds(1)};

struct Pools {
  static constexpr std::size_t kStoreThreads = 8;
  boost::asio::thread_pool store{kStoreThreads};  ///< store calls of readers and the gate
  WorkQueue pages{kPagesQueue};                   ///< readers' pages that are not in memory
  WorkQueue pdfs{kPdfsQueue};            ///< readers' PDFs: a document made to take long delays only these
  WorkQueue documents{kDocumentsQueue};  ///< documents that people send to be rendered or converted
  WorkQueue accounts{kAccountsQueue};    ///< store calls of the API
  WorkQueue sign_in{kSignInQueue};       ///< signing in; waits for the store and for providers
  WorkQueue passwords{kPasswordsQueue};  ///< password checks of share links
  WorkQueue links{kLinksQueue};          ///< waiting for servers of links
  WorkQueue codings{kCodingsQueue};      ///< compressing answers of the API

  /// The queue with these bounds, one of the members above.
  WorkQueue& of(const QueueBounds& bounds) {
    return **std::ranges::find(queues_, bounds.name, [](const auto* queue) { return queue->bounds().name; });
  }

  /// Drops waiting work, except work that may change the store. Running work continues.
  void stop() {
    for (auto* queue : {&pages, &pdfs, &documents, &passwords, &links, &codings}) queue->threads().stop();
  }

  void join() {
    store.join();
    for (auto* queue : queues_) queue->threads().join();
  }

 private:
  const std::array<WorkQueue*, 8> queues_{&pages,   &pdfs,      &documents, &accounts,
                                          &sign_in, &passwords, &links,     &codings};
};

}  // namespace vitrine::site
