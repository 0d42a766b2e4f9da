#include "store/dynamodb/client.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>
#include <thread>

#include "base/encoding.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"

namespace vitrine::store::dynamodb {

using nlohmann::json;
using std::chrono::milliseconds;
using Clock = CircuitBreaker::Clock;

namespace {

enum class Next {
  done,       ///< the answer has arrived
  condition,  ///< a condition was not met
  refused,    ///< a retry would be refused too
  renew,      ///< a retry may succeed with new credentials
  again,      ///< a retry may succeed; the server is busy or unavailable
  contended,  ///< a retry may succeed; the server works, but another writer collided
};

const char* name_of(Next next) {
  switch (next) {
    case Next::done:
      return "done";
    case Next::condition:
      return "condition";
    case Next::refused:
      return "refused";
    case Next::renew:
      return "credentials";
    case Next::again:
      return "unavailable";
    case Next::contended:
      return "contended";
  }
  return "";
}

/// Empty if there is no such member or it is no string.
std::string string_member(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// The last part of "com.amazonaws.dynamodb.v20120810#ThrottlingException".
std::string error_type(const json& body) {
  const auto text = string_member(body, "__type");
  return text.substr(text.rfind('#') + 1);  // npos + 1 is 0
}

std::string error_text(const json& body) {
  constexpr std::size_t kMost = 300;
  const auto text = string_member(body, "message");
  return base::utf8_truncate(text.empty() ? string_member(body, "Message") : text, kMost);
}

template <std::size_t N>
bool is_one_of(std::string_view type, const std::array<std::string_view, N>& types) {
  return std::ranges::find(types, type) != types.end();
}

/// DynamoDB API Reference, "Common Errors" and "Error handling with DynamoDB".
Next judge_type(long status, std::string_view type) {
  constexpr std::array<std::string_view, 8> kAgain{"ProvisionedThroughputExceededException",
                                                   "ThrottlingException",
                                                   "RequestLimitExceeded",
                                                   "InternalServerError",
                                                   "InternalServerErrorException",
                                                   "ServiceUnavailable",
                                                   "ServiceUnavailableException",
                                                   "RequestTimeoutException"};
  constexpr std::array<std::string_view, 2> kContended{"TransactionInProgressException",
                                                       "TransactionConflictException"};
  constexpr std::array<std::string_view, 2> kRenew{"ExpiredTokenException", "ExpiredToken"};
  constexpr long kServerFault = 500;
  constexpr long kTooMany = 429;
  if (type == "ConditionalCheckFailedException") return Next::condition;
  if (is_one_of(type, kContended)) return Next::contended;
  if (is_one_of(type, kRenew)) return Next::renew;
  if (is_one_of(type, kAgain) || status >= kServerFault || status == kTooMany) return Next::again;
  return Next::refused;
}

/// Judges a cancelled transaction by the result of each item; `index` becomes the first failed condition's.
/// API Reference, TransactWriteItems, "Cancellation reason codes".
Next judge_reasons(const json& body, std::size_t& index) {
  constexpr std::array<std::string_view, 2> kAgain{"ProvisionedThroughputExceeded", "ThrottlingError"};
  auto verdict = Next::refused;
  const auto reasons = body.find("CancellationReasons");
  if (reasons == body.end() || !reasons->is_array()) return verdict;
  std::size_t at = 0;
  for (const auto& reason : *reasons) {
    const auto code = string_member(reason, "Code");
    if (code == "ConditionalCheckFailed") {
      index = at;
      return Next::condition;
    }
    if (is_one_of(code, kAgain)) {
      verdict = Next::again;
    } else if (code == "TransactionConflict") {
      if (verdict != Next::again) verdict = Next::contended;
    } else if (code != "None" && !code.empty()) {
      return Next::refused;
    }
    ++at;
  }
  return verdict;
}

/// DynamoDB's message on a wrong signature quotes the signed text, including the session token: only messages
/// of these types are passed on.
bool may_be_quoted(std::string_view type) {
  constexpr std::array<std::string_view, 5> kHarmless{"AccessDeniedException", "ValidationException",
                                                      "ResourceNotFoundException", "ResourceInUseException",
                                                      "TransactionCanceledException"};
  return is_one_of(type, kHarmless);
}

milliseconds random_up_to(milliseconds most) {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return milliseconds(std::uniform_int_distribution<std::int64_t>(0, most.count())(generator));
}

std::string new_token() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("no random bytes from OpenSSL");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const auto byte : bytes) {
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

bool is_region(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

/// The result of one try.
struct DynamodbClient::Attempt {
  Next next = Next::refused;
  json body;
  std::size_t index = 0;          ///< index of the item whose condition failed
  Error error;                    ///< unless done
  bool may_have_arrived = false;  ///< no answer came, but the server may have the request
};

/// The result of a call after all its tries.
struct DynamodbClient::Outcome {
  Attempt last;
  bool may_be_done = false;
};

DynamodbClient::DynamodbClient(DynamodbOptions options, std::string region, std::string url,
                               std::string origin)
    : options_(std::move(options)),
      region_(std::move(region)),
      url_(std::move(url)),
      origin_(std::move(origin)),
      credentials_({.environment = options_.environment}),
      breaker_(std::max(options_.breaker_failures, 1U), options_.breaker_pause) {}

Result<std::unique_ptr<DynamodbClient>> DynamodbClient::create(DynamodbOptions options) {
  const auto region = options.region.empty() ? aws::region_of(options.environment) : options.region;
  if (!is_region(region)) {
    return Error{
        ErrorCode::invalid,
        "no AWS region '{0}': name one, as in eu-central-1, with --region or AWS_REGION"_msg(region)};
  }
  auto url = options.endpoint;
  for (const char* name : {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"}) {
    if (url.empty()) url = options.environment(name).value_or("");
  }
  if (url.empty()) {
    url = "https://dynamodb." + region + (region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
  }
  const auto parts = net::parse_url(url);
  if (!parts) {
    return Error{ErrorCode::invalid,
                 "DynamoDB's address is not of the form https://HOST[:PORT] or http://HOST[:PORT]"_msg};
  }
  if (!url.ends_with('/')) url += '/';
  if (!options.sleep) options.sleep = [](milliseconds time) { std::this_thread::sleep_for(time); };
  return std::unique_ptr<DynamodbClient>(
      new DynamodbClient(std::move(options), region, std::move(url), parts->origin));
}

Result<json> DynamodbClient::call(const std::string& operation, const json& request,
                                  std::optional<milliseconds> deadline) {
  auto outcome = run(operation, request.dump(), deadline.value_or(options_.deadline));
  // In place, since JSON converts to nearly anything, even an error.
  if (outcome.last.next == Next::done) return {boost::system::in_place_value, std::move(outcome.last.body)};
  return std::move(outcome.last.error);
}

Result<json> DynamodbClient::batch_get(const std::string& table, json keys) {
  const auto end = Clock::now() + options_.deadline;
  auto found = json::array();
  for (unsigned tries = 1;; ++tries) {
    const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
    auto answer = call("BatchGetItem",
                       {{"RequestItems", {{table, {{"Keys", std::move(keys)}, {"ConsistentRead", true}}}}}},
                       std::max(left, milliseconds(1)));
    if (!answer) return answer.error();
    const auto items = answer->value(json::json_pointer() / "Responses" / table, json::array());
    found.insert(found.end(), items.begin(), items.end());
    keys = answer->value(json::json_pointer() / "UnprocessedKeys" / table / "Keys", json::array());
    if (keys.empty()) return {boost::system::in_place_value, std::move(found)};
    const auto wait = wait_before(tries + 1);
    if (Clock::now() + wait >= end) {
      return Error{ErrorCode::unavailable,
                   "DynamoDB BatchGetItem: {0} keys were left unprocessed again and again"_msg(keys.size())};
    }
    options_.sleep(wait);
  }
}

Result<std::optional<std::size_t>> DynamodbClient::transact(json items) {
  const json request{{"TransactItems", std::move(items)}, {"ClientRequestToken", new_token()}};
  auto outcome = run("TransactWriteItems", request.dump(), options_.deadline);
  if (outcome.last.next == Next::done) return std::optional<std::size_t>{};
  if (outcome.last.next == Next::condition) return std::optional(outcome.last.index);
  if (outcome.may_be_done) {
    outcome.last.error.message =
        "{0}; the change may have been made all the same: read again before another try"_msg(
            outcome.last.error.message);
  }
  return std::move(outcome.last.error);
}

DynamodbClient::Outcome DynamodbClient::run(const std::string& operation, const std::string& body,
                                            milliseconds deadline) {
  if (const auto wait = breaker_.ask(Clock::now())) {
    static auto& spared = base::counter("vitrine_dynamodb_spared_calls_total",
                                        "Calls that failed at once while DynamoDB did not answer.");
    spared.Increment();
    return {
        .last = {.error = {ErrorCode::unavailable,
                           "DynamoDB at {0} has not answered the last calls; it is asked again in {1} ms"_msg(
                               origin_, wait->count())}}};
  }
  auto outcome = try_until_deadline(operation, body, deadline);
  const bool is_away = outcome.last.next == Next::again;
  if (is_away ? breaker_.failed(Clock::now()) : breaker_.succeeded()) {
    static auto& changes = base::counter("vitrine_dynamodb_breaker_changes_total",
                                         "How often it was found not to answer, or to answer again.");
    changes.Increment();
    base::log_warning(
        is_away ? "DynamoDB does not answer; calls fail at once for a while" : "DynamoDB answers again",
        {{"endpoint", origin_}, {"reason", outcome.last.error.text()}});
  }
  return outcome;
}

DynamodbClient::Outcome DynamodbClient::try_until_deadline(const std::string& operation,
                                                           const std::string& body, milliseconds deadline) {
  const auto end = Clock::now() + deadline;
  Outcome outcome;
  bool was_renewed = false;
  for (unsigned tries = 1;; ++tries) {
    const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
    auto& last = outcome.last;
    last = try_counted(operation, body, std::clamp(left, milliseconds(1), options_.try_timeout));
    outcome.may_be_done = outcome.may_be_done || last.may_have_arrived;
    if (last.next == Next::renew) {
      if (was_renewed) return outcome;
      was_renewed = true;
      continue;
    }
    if (last.next != Next::again && last.next != Next::contended) return outcome;
    const auto wait = wait_before(tries + 1);
    if (Clock::now() + wait >= end) {
      last.error.message = tries == 1 ? "{0} (gave up after 1 try)"_msg(last.error.message)
                                      : "{0} (gave up after {1} tries)"_msg(last.error.message, tries);
      return outcome;
    }
    static auto& retries = base::counter("vitrine_dynamodb_retries_total", "Tries after a call's first one.");
    retries.Increment();
    options_.sleep(wait);
  }
}

DynamodbClient::Attempt DynamodbClient::try_counted(const std::string& operation, const std::string& body,
                                                    milliseconds timeout) {
  const auto begun = Clock::now();
  auto attempt = try_once(operation, body, timeout);
  base::time_histogram("vitrine_dynamodb_try_seconds", "Time of one try of a call.",
                       {{"operation", operation}})
      .Observe(std::chrono::duration<double>(Clock::now() - begun).count());
  base::counter("vitrine_dynamodb_tries_total", "Tries by their outcome.",
                {{"operation", operation}, {"outcome", name_of(attempt.next)}})
      .Increment();
  return attempt;
}

milliseconds DynamodbClient::wait_before(unsigned try_number) const {
  auto most = options_.first_wait;
  for (unsigned i = 2; i < try_number && most < options_.longest_wait; ++i) most *= 2;
  return random_up_to(std::min(most, options_.longest_wait));
}

DynamodbClient::Attempt DynamodbClient::try_once(const std::string& operation, const std::string& body,
                                                 milliseconds timeout) {
  const auto credentials = credentials_.get();
  if (!credentials) {
    const bool may_help = credentials.error().code == ErrorCode::unavailable;
    return {.next = may_help ? Next::again : Next::refused, .error = credentials.error()};
  }
  constexpr std::size_t kMostAnswer = std::size_t{17} << 20U;  // no operation returns more than 16 MB
  const auto answer = http_.run({.method = "POST",
                                 .url = url_,
                                 .headers = {"Content-Type: application/x-amz-json-1.0",
                                             "X-Amz-Target: DynamoDB_20120810." + operation},
                                 .body = body,
                                 .connect_timeout = std::min(options_.connect_timeout, timeout),
                                 .timeout = timeout,
                                 .max_answer = kMostAnswer,
                                 .signing = net::Signing{.key_id = credentials->key_id,
                                                         .secret = credentials->secret,
                                                         .session_token = credentials->session_token,
                                                         .region = region_,
                                                         .service = "dynamodb"}});
  const auto what = "DynamoDB " + operation + ": ";
  if (answer.status == 0) {
    return {.next = answer.is_usable ? Next::again : Next::refused,
            .error = {answer.is_usable ? ErrorCode::unavailable : ErrorCode::invalid,
                      Message::as_is(what + answer.failure)},
            .may_have_arrived = answer.was_sent};
  }
  constexpr long kFine = 200;
  constexpr long kServerFault = 500;
  Attempt out{.body = json::parse(answer.body, nullptr, false)};
  if (!out.body.is_object()) {
    out.next = answer.status == kFine || answer.status >= kServerFault ? Next::again : Next::refused;
    out.error = {out.next == Next::again ? ErrorCode::unavailable : ErrorCode::internal,
                 Message::as_is(what + origin_ + " answered with status " + std::to_string(answer.status) +
                                " and no JSON")};
    out.may_have_arrived = out.next == Next::again;
    return out;
  }
  if (answer.status == kFine) {
    out.next = Next::done;
    return out;
  }
  const auto type = error_type(out.body);
  out.next = type == "TransactionCanceledException" ? judge_reasons(out.body, out.index)
                                                    : judge_type(answer.status, type);
  out.may_have_arrived = answer.status >= kServerFault;
  const auto text = may_be_quoted(type) ? ": " + error_text(out.body) : std::string{};
  out.error.message =
      Message::as_is(what + (type.empty() ? "status " + std::to_string(answer.status) : type) + text);
  switch (out.next) {
    case Next::condition:
      out.error.code = ErrorCode::conflict;
      break;
    case Next::again:
    case Next::contended:
      out.error.code = ErrorCode::unavailable;
      break;
    case Next::renew:
      credentials_.forget(*credentials);
      out.error = {ErrorCode::unavailable, "{0}the AWS credentials have expired"_msg(what)};
      break;
    default:
      out.error.code = type == "ResourceNotFoundException" ? ErrorCode::not_found
                       : type == "ResourceInUseException"  ? ErrorCode::conflict
                                                           : ErrorCode::internal;
  }
  return out;
}

}  // namespace vitrine::store::dynamodb
