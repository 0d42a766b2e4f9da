#include "store/dynamodb/circuit_breaker.hpp"

#include <algorithm>

namespace vitrine::store::dynamodb {

using std::chrono::milliseconds;

std::optional<milliseconds> CircuitBreaker::ask(Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  if (failures_ < limit_) return {};
  if (now >= open_until_) {
    open_until_ = now + pause_;  // blocks the others while this call runs
    return {};
  }
  const auto left = std::chrono::ceil<milliseconds>(open_until_ - now);
  return std::max(left, milliseconds(1));
}

bool CircuitBreaker::succeeded() {
  const std::scoped_lock lock(mutex_);
  const bool was_open = failures_ >= limit_;
  failures_ = 0;
  return was_open;
}

bool CircuitBreaker::failed(Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  const bool was_open = failures_ >= limit_;
  if (!was_open) ++failures_;
  if (failures_ < limit_) return false;
  open_until_ = now + pause_;
  return !was_open;
}

}  // namespace vitrine::store::dynamodb
