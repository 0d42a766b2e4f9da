#include "store/aws/credentials.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/log.hpp"
#include "store/aws/credential_sources.hpp"

namespace vitrine::store::aws {

namespace {

using std::chrono::minutes;

constexpr minutes kAhead{5};         // before expiry
constexpr minutes kBetweenTries{1};  // while the old ones are still valid
constexpr std::chrono::seconds kAfterFailure{1};

Result<Credentials> fetch(const CredentialOptions& options, net::HttpCaller& http) {
  const auto take = [](Found& found) -> bool { return !found || found->has_value(); };
  Found found = from_environment(options.environment);
  if (!take(found)) found = from_profile(options.environment);
  if (!take(found)) found = from_web_identity(options, http);
  if (!take(found)) found = from_container(options, http);
  if (!take(found)) found = from_instance(options, http);
  if (!found) return found.error();
  if (*found) return std::move(**found);
  return Error{ErrorCode::invalid,
               "no AWS credentials are set up: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
               "write ~/.aws/credentials, or give the container or instance a role"_msg};
}

}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return {};
    return value;
  };
}

std::string region_of(const Environment& environment) {
  if (auto region = environment("AWS_REGION"); region && !region->empty()) return *region;
  return environment("AWS_DEFAULT_REGION").value_or("");
}

CredentialChain::CredentialChain(CredentialOptions options) : options_(std::move(options)) {}

bool CredentialChain::is_valid(base::TimePoint now) const {
  return cached_ && (!cached_->expires || now < *cached_->expires);
}

Result<Credentials> CredentialChain::get() {
  std::unique_lock fetching(fetch_mutex_, std::defer_lock);
  {
    const std::scoped_lock lock(mutex_);
    const auto now = options_.now();
    if (is_valid(now) && (now < renew_at_ || !fetching.try_lock())) return *cached_;
  }
  if (!fetching.owns_lock()) {
    fetching.lock();
    const std::scoped_lock lock(mutex_);  // another thread may have fetched them meanwhile
    const auto now = options_.now();
    if (is_valid(now) && now < renew_at_) return *cached_;
    if (failure_ && now >= failed_at_ && now < failed_at_ + kAfterFailure) return *failure_;
  }
  auto fetched = fetch(options_, http_);
  const std::scoped_lock lock(mutex_);
  const auto now = options_.now();
  if (fetched && fetched->expires && *fetched->expires <= now) {
    fetched =
        Error{ErrorCode::unavailable, "the AWS credentials that were given out have expired already"_msg};
  }
  if (!fetched) {
    failure_ = fetched.error();
    failed_at_ = now;
    if (!is_valid(now)) return fetched;
    base::log_warning("AWS credentials could not be renewed; the old ones are still valid",
                      {{"reason", fetched.error().text()}});
    renew_at_ = now + kBetweenTries;
    return *cached_;
  }
  failure_.reset();
  cached_ = *fetched;
  renew_at_ =
      cached_->expires ? std::max(*cached_->expires - kAhead, now + kBetweenTries) : base::TimePoint::max();
  return fetched;
}

void CredentialChain::forget(const Credentials& used) {
  const std::scoped_lock lock(mutex_);
  if (cached_ && cached_->key_id == used.key_id && cached_->session_token == used.session_token)
    cached_.reset();
}

}  // namespace vitrine::store::aws
