#pragma once
// AWS credentials by the standard chain, cached until shortly before they expire.

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "net/http_call.hpp"

namespace vitrine::store::aws {

/// Credentials for signing requests. Never log them.
struct Credentials {
  std::string key_id;
  std::string secret;
  std::string session_token;               ///< empty for long-lived keys
  std::optional<base::TimePoint> expires;  ///< nothing: they do not expire
};

/// Returns an environment variable's value; nothing if it is unset. An empty one counts as unset.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The environment of this process.
Environment process_environment();

/// The region: AWS_REGION, else AWS_DEFAULT_REGION; empty if neither is set.
std::string region_of(const Environment& environment);

struct CredentialOptions {
  Environment environment = process_environment();
  std::function<base::TimePoint()> now = base::now;
  std::chrono::milliseconds timeout{2000};              ///< for one HTTP request to a source
  std::string container_host = "http://169.254.170.2";  ///< host of AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
};

/// Finds credentials. The first source that is set up decides; if it fails, no later one is tried:
///   1. AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN;
///   2. the profile AWS_PROFILE (or "default") of AWS_SHARED_CREDENTIALS_FILE (or ~/.aws/credentials);
///      keys only: a profile that names a role or a process is refused;
///   3. AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, exchanged at STS (AWS_ENDPOINT_URL_STS names another
///      address for it);
///   4. the container's endpoint, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI;
///   5. the instance's metadata service, version 2 only, unless AWS_EC2_METADATA_DISABLED is true.
/// The order is that of the AWS SDK for C++; the variables are those of the AWS SDKs and Tools Reference
/// Guide, "Settings reference".
class CredentialChain {
 public:
  explicit CredentialChain(CredentialOptions options);

  /// Returns credentials that are valid now; thread-safe, may block while they are fetched. Five minutes
  /// before they expire, one caller renews them while the others use the old ones. If that fails, the old
  /// ones are used while they are valid. Without valid ones, a failure is returned again for a second before
  /// the source is tried once more.
  ///
  /// Returns `unavailable` if the source does not answer, `invalid` if it is set up wrongly or none is set
  /// up. No message contains a key, a token or a source's answer.
  Result<Credentials> get();

  /// Removes `used` from the cache: the service refused them as invalid. The next get() fetches new ones.
  void forget(const Credentials& used);

 private:
  bool is_valid(base::TimePoint now) const;

  const CredentialOptions options_;
  net::HttpCaller http_;
  std::mutex mutex_;
  std::optional<Credentials> cached_;  ///< guarded by mutex_
  base::TimePoint renew_at_;           ///< guarded by mutex_; time of the next renewal
  std::optional<Error> failure_;       ///< guarded by mutex_; error of the last fetch
  base::TimePoint failed_at_;          ///< guarded by mutex_
  std::mutex fetch_mutex_;             ///< held by the thread that fetches
};

}  // namespace vitrine::store::aws
