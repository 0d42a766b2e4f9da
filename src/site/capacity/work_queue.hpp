#pragma once
// A bounded work queue with its threads. Limits how much work waits, for how long, and how much of it belongs
// to one person.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "base/log.hpp"
#include "site/capacity/offload.hpp"

namespace vitrine::site {

/// The bounds of one queue.
struct QueueBounds {
  std::string_view name;
  std::size_t threads = 1;
  std::size_t places = 1;                      ///< works that run or wait at once
  std::size_t places_of_one = 1;               ///< of these, what one person holds at most
  std::chrono::milliseconds patience{10'000};  ///< work that has waited longer is not begun
  /// What one work takes at most, by the bounds of its own: of the size that it is given, of the time for
  /// laying out a PDF, of calls to others. One that took longer is a fault, which the log tells.
  std::chrono::milliseconds limit{10'000};
};

/// Safe to use from any thread.
class WorkQueue {
 public:
  using Clock = std::chrono::steady_clock;
  using Place = std::shared_ptr<void>;

  explicit WorkQueue(const QueueBounds& bounds) : bounds_(bounds), threads_(bounds.threads) {}

  /// A place for one work, held for as long as the result lives; null where all places are taken, or that
  /// person has as many as one may have. `person` is any name that tells people apart.
  [[nodiscard]] Place take_place(const std::string& person) {
    auto taken = taken_;
    const std::scoped_lock lock(taken->mutex);
    if (taken->all >= bounds_.places) return nullptr;
    auto& of_one = taken->by_person[person];
    if (of_one >= bounds_.places_of_one) return nullptr;
    ++of_one;
    ++taken->all;
    auto* held = taken.get();
    return {static_cast<void*>(held), [taken = std::move(taken), person](void*) { taken->release(person); }};
  }

  /// Runs `work` on the threads of the queue; it holds `place` until it has ended. Nothing where the work had
  /// to wait longer than the queue's patience: then it was not begun.
  template <class Work>
  boost::asio::awaitable<std::optional<std::invoke_result_t<Work&>>> run(Place place, Work work) {
    auto timely = [bounds = bounds_, until = Clock::now() + bounds_.patience, place = std::move(place),
                   work = std::move(work)]() mutable -> std::optional<std::invoke_result_t<Work&>> {
      const auto begun = Clock::now();
      if (begun > until) return std::nullopt;
      std::optional<std::invoke_result_t<Work&>> done(work());
      if (const auto took = Clock::now() - begun; took > bounds.limit) warn_of(bounds, took);
      return done;
    };
    return offload(threads_, std::move(timely));
  }

  [[nodiscard]] const QueueBounds& bounds() const { return bounds_; }
  [[nodiscard]] boost::asio::thread_pool& threads() { return threads_; }

 private:
  static void warn_of(const QueueBounds& bounds, Clock::duration took) {
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(took);
    base::log_warning("work took too long",
                      {{"queue", std::string(bounds.name)}, {"ms", std::to_string(taken.count())}});
  }

  /// Lives as long as the last place.
  struct Taken {
    void release(const std::string& person) {
      const std::scoped_lock lock(mutex);
      --all;
      const auto at = by_person.find(person);
      if (--at->second == 0) by_person.erase(at);
    }
    std::mutex mutex;
    std::size_t all = 0;  ///< guarded by mutex, as the next
    std::unordered_map<std::string, std::size_t> by_person;
  };

  const QueueBounds bounds_;
  const std::shared_ptr<Taken> taken_ = std::make_shared<Taken>();
  boost::asio::thread_pool threads_;
};

}  // namespace vitrine::site
