#pragma once
// A bounded work queue with its threads. Limits the amount of waiting work, its waiting time, and the share
// of one person.

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

/// The limits of one queue.
struct QueueBounds {
  std::string_view name;
  std::size_t threads = 1;
  std::size_t places = 1;                      ///< maximum number of running and waiting jobs
  std::size_t places_of_one = 1;               ///< how many of these one person may have
  std::chrono::milliseconds patience{10'000};  ///< a job that has waited longer is not started
  /// Maximum duration of one job. Other limits guarantee it: the size of its input, the time for laying out a
  /// PDF, the timeout of calls. A longer job is a bug and is logged.
  std::chrono::milliseconds limit{10'000};
};

/// Safe to use from any thread.
class WorkQueue {
 public:
  using Clock = std::chrono::steady_clock;
  using Place = std::shared_ptr<void>;

  explicit WorkQueue(const QueueBounds& bounds) : bounds_(bounds), threads_(bounds.threads) {}

  /// A place for one job, held during the lifetime of the result; null if all places are taken, or that
  /// person has the maximum number. `person` is any name that distinguishes people.
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

  /// Runs `work` on the threads of the queue; the work holds `place` until it has ended. Returns nothing if
  /// the work waited longer than the queue's patience; then it was not started.
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
    std::size_t all = 0;  ///< guarded by mutex, like the next member
    std::unordered_map<std::string, std::size_t> by_person;
  };

  const QueueBounds bounds_;
  const std::shared_ptr<Taken> taken_ = std::make_shared<Taken>();
  boost::asio::thread_pool threads_;
};

}  // namespace vitrine::site
