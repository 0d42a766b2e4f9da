#pragma once
// A server's counters, for the operator.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace vitrine::http {

/// A number that one thread changes and any may read; as cheap as a plain one.
class Tally {
 public:
  void add(std::uint64_t more = 1) { value_.store(get() + more, std::memory_order_relaxed); }
  void subtract(std::uint64_t less) { value_.store(get() - less, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// Upper bounds of the histogram of answer times, in microseconds.
constexpr std::array<std::uint64_t, 12> kTimeBounds{25,     50,     100,     250,     1'000,     2'500,
                                                    10'000, 25'000, 100'000, 500'000, 2'500'000, 10'000'000};

/// The counters of one serving thread.
struct Statistics {
  Tally connections;                                ///< open now
  Tally accepted;                                   ///< connections since the start
  Tally turned_away;                                ///< refused because of too many connections
  Tally gave_way;                                   ///< closed to make room for another connection
  std::array<Tally, 600> answers;                   ///< by status code
  Tally remembered;                                 ///< answers from the thread's cache
  Tally not_modified;                               ///< 304 answers
  Tally bytes;                                      ///< of bodies
  Tally timed_out;                                  ///< requests that did not arrive in time
  std::array<Tally, kTimeBounds.size() + 1> times;  ///< answers by duration; the last: longer
  Tally time_sum;                                   ///< microseconds

  /// Counts an answer.
  void answered(unsigned status, std::size_t body_bytes, std::chrono::microseconds took) {
    answers[status < answers.size() ? status : 500].add();
    if (status == 304) not_modified.add();
    bytes.add(body_bytes);
    const auto us = static_cast<std::uint64_t>(took.count());
    std::size_t bucket = 0;
    while (bucket < kTimeBounds.size() && us > kTimeBounds[bucket]) ++bucket;
    times[bucket].add();
    time_sum.add(us);
  }
};

}  // namespace vitrine::http
