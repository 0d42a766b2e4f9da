#pragma once
// A circuit breaker: after some failures in a row, calls fail at once for a while; then one call is let
// through to see whether the server is back.

#include <chrono>
#include <mutex>
#include <optional>

namespace vitrine::store::dynamodb {

/// For use from any thread. A call that ask() let through tells how it went by succeeded() or failed().
class CircuitBreaker {
 public:
  using Clock = std::chrono::steady_clock;

  /// Opens after `failures` (at least 1) calls in a row have failed; then lets one through each `pause`.
  CircuitBreaker(unsigned failures, std::chrono::milliseconds pause) : limit_(failures), pause_(pause) {}

  /// Nothing when the call may go on; else how long to wait before asking again (at least 1 ms).
  std::optional<std::chrono::milliseconds> ask(Clock::time_point now);

  /// The server answered, whatever it said. True where the breaker was open.
  bool succeeded();

  /// The server did not answer, or said that it cannot. True where this opened the breaker.
  bool failed(Clock::time_point now);

 private:
  const unsigned limit_;
  const std::chrono::milliseconds pause_;
  std::mutex mutex_;
  unsigned failures_ = 0;         ///< in a row; guarded by mutex_
  Clock::time_point open_until_;  ///< guarded by mutex_
};

}  // namespace vitrine::store::dynamodb
