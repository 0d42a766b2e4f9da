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

/// What requests are signed with. Never to be logged.
struct Credentials {
  std::string key_id;
  std::string secret;
  std::string session_token;               ///< empty for long-lived keys
  std::optional<base::TimePoint> expires;  ///< nothing: they do not expire by themselves
};

/// Gives an environment variable's value; nothing where it is unset. An empty one counts as unset.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// This process's own environment.
Environment process_environment();

/// The region: AWS_REGION, else AWS_DEFAULT_REGION; empty where neither is set.
std::string region_of(const Environment& environment);

struct CredentialOptions {
  Environment environment = process_environment();
  std::function<base::TimePoint()> now = base::now;
  std::chrono::milliseconds timeout{2000};              ///< of one HTTP request to a source
  std::string container_host = "http://169.254.170.2";  ///< where AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is
};

/// Finds credentials. The first source that is set up decides; where it fails, no later one is asked:
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

  /// Credentials that are valid now; from any thread, may block while they are fetched. They are renewed
  /// five minutes ahead of their expiry by one caller while the others go on with the old ones; when that
  /// fails, the old ones serve for as long as they are valid. Where there are none, a failure is given again
  /// for a second before the source is asked once more.
  ///
  /// `unavailable` where the source does not answer, `invalid` where it is set up wrongly or none is set
  /// up. No message ever holds a key, a token or what a source answered.
  Result<Credentials> get();

  /// Forgets `used`: the service said that they are no longer valid. The next get() fetches new ones.
  void forget(const Credentials& used);

 private:
  bool is_valid(base::TimePoint now) const;

  const CredentialOptions options_;
  net::HttpCaller http_;
  std::mutex mutex_;
  std::optional<Credentials> cached_;  ///< guarded by mutex_
  base::TimePoint renew_at_;           ///< guarded by mutex_; from then on new ones are asked for
  std::optional<Error> failure_;       ///< guarded by mutex_; what the last fetch gave instead
  base::TimePoint failed_at_;          ///< guarded by mutex_
  std::mutex fetch_mutex_;             ///< held by the one that fetches
};

}  // namespace vitrine::store::aws
