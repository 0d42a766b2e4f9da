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
  boost::asio::thread_pool store{kStoreThreads};  ///< waiting for the store, as readers and the gate must
  WorkQueue pages{kPagesQueue};                   ///< readers' pages that are not in memory
  WorkQueue pdfs{kPdfsQueue};            ///< readers' PDFs: a document made to take long holds up these alone
  WorkQueue documents{kDocumentsQueue};  ///< documents that people send to be rendered or read
  WorkQueue accounts{kAccountsQueue};    ///< what the API does in the store
  WorkQueue sign_in{kSignInQueue};       ///< signing in; waits for the store and for providers
  WorkQueue passwords{kPasswordsQueue};  ///< checks of the passwords of share links
  WorkQueue links{kLinksQueue};          ///< waiting for the servers of others
  WorkQueue codings{kCodingsQueue};      ///< making answers of the API smaller

  /// The queue that has those bounds; one of the above.
  WorkQueue& of(const QueueBounds& bounds) {
    return **std::ranges::find(queues_, bounds.name, [](const auto* queue) { return queue->bounds().name; });
  }

  /// Drops what waits, but for what may change the store. What runs goes on.
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
