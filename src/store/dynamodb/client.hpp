#pragma once
// Calls to DynamoDB's API: signed, retried where that can help, with a deadline.

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

/// Where DynamoDB is and how patient to be with it. This is the one place for the retry policy.
struct DynamodbOptions {
  /// Its address. Empty: AWS_ENDPOINT_URL_DYNAMODB, else AWS_ENDPOINT_URL, else the region's public one.
  std::string endpoint;
  /// Empty: AWS_REGION, else AWS_DEFAULT_REGION.
  std::string region;
  aws::Environment environment = aws::process_environment();

  std::chrono::milliseconds connect_timeout{1000};
  std::chrono::milliseconds try_timeout{3000};  ///< of one try, with its connection
  std::chrono::milliseconds deadline{8000};     ///< of one call with all its tries and the waits between

  /// Before try n+1 it waits for a random time up to the lesser of first_wait * 2^(n-1) and longest_wait
  /// ("full jitter", as in the AWS Architecture Blog, "Exponential Backoff And Jitter").
  std::chrono::milliseconds first_wait{50};
  std::chrono::milliseconds longest_wait{1000};

  unsigned breaker_failures = 3;  ///< calls in a row that must fail before others fail at once
  std::chrono::milliseconds breaker_pause{1000};

  std::function<void(std::chrono::milliseconds)> sleep;  ///< for tests; empty: the thread sleeps
};

/// Makes calls; for use from any thread, blocking.
///
/// Errors of every call: `unavailable` where DynamoDB did not answer, throttled or failed until the
/// deadline, or where the breaker is open; `conflict` where a condition was not met or the table to be
/// made exists; `not_found` where there is no such table; `internal` for every other refusal (permissions,
/// a malformed request); `invalid` where credentials are set up wrongly. No message holds a secret.
class DynamodbClient {
 public:
  /// `invalid` where no region is known or the address is none. Does not connect.
  static Result<std::unique_ptr<DynamodbClient>> create(DynamodbOptions options);

  /// One operation, by its name in the API ("GetItem"). Only for those that may be done twice: a lost
  /// answer is asked for again. `deadline` where it is to differ from that of the options.
  Result<nlohmann::json> call(const std::string& operation, const nlohmann::json& request,
                              std::optional<std::chrono::milliseconds> deadline = {});

  /// BatchGetItem, consistent: those items of a table that exist, in any order, of at most 100 `keys`. Keys
  /// that DynamoDB leaves unprocessed are asked for again.
  Result<nlohmann::json> batch_get(const std::string& table, nlohmann::json keys);

  /// TransactWriteItems with these `items`, at most 100 of them and 4 MB: all or none. It is tried again
  /// under one ClientRequestToken, so a lost answer does not double it (DynamoDB remembers a token for ten
  /// minutes). Nothing when it was done; the index of the first item whose condition was not met when it
  /// was not. `unavailable` says whether it may have been done all the same.
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
