#pragma once
// Rate limits per client: one token bucket each.

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace vitrine::http {

/// Safe to use from any thread. Holds a limited number of clients; the least active ones are forgotten first,
/// which can only help them.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  /// `burst` at once, then `per_second`. 0 per second: no limit.
  RateLimit(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  /// Nothing if the client may go on; else its waiting time. An IPv6 client is its /64, which belongs to one
  /// customer (RFC 6177).
  std::optional<std::chrono::seconds> ask(std::string_view client, Clock::time_point now);

  /// Like ask(), but takes no token.
  std::optional<std::chrono::seconds> look(std::string_view client, Clock::time_point now);

  /// The key of a client: the bytes of the /64 for an IPv6 address, the address itself otherwise.
  static std::string name_of(std::string_view client);

 private:
  struct Bucket {
    double tokens = 0;
    Clock::time_point filled;
  };
  void fill(Bucket& bucket, Clock::time_point now) const;
  [[nodiscard]] std::chrono::seconds until_next(const Bucket& bucket) const;
  void forget_quiet(Clock::time_point now);

  const double per_second_;
  const double burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  ///< guarded by mutex_
};

}  // namespace vitrine::http
