#pragma once
// Calls to DynamoDB's API: signed, retried if that can help, with a deadline.

#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http_call.hpp"
#include "store/aws/credentials.hpp"
#include "store/dynamodb/circuit_breaker.hpp"

namespace vitrine::store::dynamodb {

/// The address of DynamoDB and the retry policy. This is the only place for that policy.
struct DynamodbOptions {
  /// Its address. Empty: AWS_ENDPOINT_URL_DYNAMODB, else AWS_ENDPOINT_URL, else the region's public one.
  std::string endpoint;
  /// Empty: AWS_REGION, else AWS_DEFAULT_REGION.
  std::string region;
  aws::Environment environment = aws::process_environment();

  std::chrono::milliseconds connect_timeout{1000};
  std::chrono::milliseconds try_timeout{3000};  ///< for one try, including its connection
  std::chrono::milliseconds deadline{8000};     ///< for one call with all its tries and waits

  /// Before try n+1 it waits a random time up to the lesser of first_wait * 2^(n-1) and longest_wait ("full
  /// jitter", as in the AWS Architecture Blog, "Exponential Backoff And Jitter").
  std::chrono::milliseconds first_wait{50};
  std::chrono::milliseconds longest_wait{1000};

  unsigned breaker_failures = 3;  ///< failed calls in a row after which others fail at once
  std::chrono::milliseconds breaker_pause{1000};

  std::function<void(std::chrono::milliseconds)> sleep;  ///< for tests; empty: the thread sleeps
};

/// Makes calls; thread-safe, blocking.
///
/// Errors of every call: `unavailable` if DynamoDB did not answer, throttled or failed until the deadline, or
/// if the breaker is open; `conflict` if a condition was not met or the table to create exists; `not_found`
/// if there is no such table; `internal` for every other refusal (permissions, a malformed request);
/// `invalid` if credentials are set up wrongly. No message contains a secret.
class DynamodbClient {
 public:
  /// Returns `invalid` if no region is known or the address is malformed. Does not connect.
  static Result<std::unique_ptr<DynamodbClient>> create(DynamodbOptions options);

  /// One operation, by its name in the API ("GetItem"). Only for operations that may be done twice: after a
  /// lost answer it is sent again. `deadline` overrides that of the options.
  Result<nlohmann::json> call(const std::string& operation, const nlohmann::json& request,
                              std::optional<std::chrono::milliseconds> deadline = {});

  /// BatchGetItem, consistent: the existing items of a table for at most 100 `keys`, in any order. Keys that
  /// DynamoDB leaves unprocessed are requested again.
  Result<nlohmann::json> batch_get(const std::string& table, nlohmann::json keys);

  /// TransactWriteItems with these `items`, at most 100 of them and 4 MB: all or none. Retries use the same
  /// ClientRequestToken, so a lost answer does not double it (DynamoDB remembers a token for ten minutes).
  /// Returns nothing if it was done; else the index of the first item whose condition was not met.
  /// `unavailable` says whether it may still have been done.
  Result<std::optional<std::size_t>> transact(nlohmann::json items);

  /// Scheme, host and port, for messages.
  [[nodiscard]] const std::string& origin() const { return origin_; }

 private:
  struct Attempt;
  struct Outcome;
  DynamodbClient(DynamodbOptions options, std::string region, std::string url, std::string origin);
  Outcome run(const std::string& operation, const std::string& body, std::chrono::milliseconds deadline);
  Outcome try_until_deadline(const std::string& operation, const std::string& body,
                             std::chrono::milliseconds deadline);
  [[nodiscard]] std::chrono::milliseconds wait_before(unsigned try_number) const;
  Attempt try_counted(const std::string& operation, const std::string& body,
                      std::chrono::milliseconds timeout);
  Attempt try_once(const std::string& operation, const std::string& body, std::chrono::milliseconds timeout);

  const DynamodbOptions options_;
  const std::string region_;
  const std::string url_;
  const std::string origin_;
  aws::CredentialChain credentials_;
  CircuitBreaker breaker_;
  net::HttpCaller http_;
};

}  // namespace vitrine::store::dynamodb
