#pragma once
// A circuit breaker: after some failures in a row, calls fail at once for a while; then one call may pass to
// test whether the server is back.

#include <chrono>
#include <mutex>
#include <optional>

namespace vitrine::store::dynamodb {

/// Thread-safe. A call that ask() let pass reports its result by succeeded() or failed().
class CircuitBreaker {
 public:
  using Clock = std::chrono::steady_clock;

  /// Opens after `failures` (at least 1) failed calls in a row; then lets one pass in each `pause`.
  CircuitBreaker(unsigned failures, std::chrono::milliseconds pause) : limit_(failures), pause_(pause) {}

  /// Nothing if the call may go on; else the time until the next try (at least 1 ms).
  std::optional<std::chrono::milliseconds> ask(Clock::time_point now);

  /// The server answered, with any result. True if the breaker was open.
  bool succeeded();

  /// The server did not answer, or reported that it cannot. True if this opened the breaker.
  bool failed(Clock::time_point now);

 private:
  const unsigned limit_;
  const std::chrono::milliseconds pause_;
  std::mutex mutex_;
  unsigned failures_ = 0;         ///< in a row; guarded by mutex_
  Clock::time_point open_until_;  ///< guarded by mutex_
};

}  // namespace vitrine::store::dynamodb
