#pragma once
// Threads for work that people cause, with a bound on how much of it may wait.

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <memory>

namespace vitrine::site {

/// Safe to use from any thread.
class BoundedPool {
 public:
  /// `most` works run or wait at once.
  BoundedPool(std::size_t threads, std::size_t most) : most_(most), threads_(threads) {}

  /// A place in the queue, held for as long as what it gives lives; null where it is full. The work must own
  /// its turn, so that it counts until it has ended, also where nobody waits for it any more.
  [[nodiscard]] std::shared_ptr<void> take_turn() {
    if (taken_->fetch_add(1) >= most_) {
      taken_->fetch_sub(1);
      return nullptr;
    }
    return {static_cast<void*>(taken_.get()), [taken = taken_](void*) { taken->fetch_sub(1); }};
  }

  [[nodiscard]] boost::asio::thread_pool& threads() { return threads_; }

 private:
  const std::size_t most_;
  const std::shared_ptr<std::atomic<std::size_t>> taken_ = std::make_shared<std::atomic<std::size_t>>(0);
  boost::asio::thread_pool threads_;
};

}  // namespace vitrine::site
