#include "http/server/rate_limit.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cmath>

namespace vitrine::http {

namespace {

constexpr std::size_t kMaxClients = 65'536;

}  // namespace

std::string RateLimit::name_of(std::string_view client) {
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(client, failed);
  if (failed || !address.is_v6() || address.to_v6().is_v4_mapped()) return std::string(client);
  const auto bytes = address.to_v6().to_bytes();
  constexpr std::size_t kPrefixBytes = 8;
  return {reinterpret_cast<const char*>(bytes.data()), kPrefixBytes};
}

std::optional<std::chrono::seconds> RateLimit::ask(std::string_view client, Clock::time_point now) {
  if (per_second_ <= 0) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  if (buckets_.size() >= kMaxClients) forget_quiet(now);
  auto& bucket = buckets_.try_emplace(name_of(client), Bucket{burst_, now}).first->second;
  fill(bucket, now);
  if (bucket.tokens < 1) return until_next(bucket);
  bucket.tokens -= 1;
  return std::nullopt;
}

std::optional<std::chrono::seconds> RateLimit::look(std::string_view client, Clock::time_point now) {
  if (per_second_ <= 0) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  const auto known = buckets_.find(name_of(client));
  if (known == buckets_.end()) return std::nullopt;
  fill(known->second, now);
  if (known->second.tokens >= 1) return std::nullopt;
  return until_next(known->second);
}

void RateLimit::fill(Bucket& bucket, Clock::time_point now) const {
  const std::chrono::duration<double> since = now - bucket.filled;
  bucket.tokens = std::min(burst_, bucket.tokens + since.count() * per_second_);
  bucket.filled = now;
}

std::chrono::seconds RateLimit::until_next(const Bucket& bucket) const {
  return std::chrono::seconds(static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / per_second_)));
}

/// Removes clients whose buckets are full again, and all clients if that is not enough.
void RateLimit::forget_quiet(Clock::time_point now) {
  const std::chrono::duration<double> to_fill(burst_ / per_second_);
  std::erase_if(buckets_, [&](const auto& one) { return now - one.second.filled > to_fill; });
  if (buckets_.size() >= kMaxClients) buckets_.clear();
}

}  // namespace vitrine::http
