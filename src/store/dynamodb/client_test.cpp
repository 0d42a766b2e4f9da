#include "store/dynamodb/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include <atomic>
#include <thread>

#include "base/digest.hpp"
#include "store/common/stand_in_testing.hpp"

namespace vitrine::store::dynamodb::client_test {
namespace {

using nlohmann::json;
using stand_in::Answer;
using stand_in::Request;
using stand_in::Server;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kKey = "AKEXAMPLE";
constexpr const char* kSecret = "a/secret:with+signs=";
constexpr const char* kToken = "the/session+token==";

aws::Environment with_keys() {
  return [](const std::string& name) -> std::optional<std::string> {
    if (name == "AWS_ACCESS_KEY_ID") return kKey;
    if (name == "AWS_SECRET_ACCESS_KEY") return kSecret;
    if (name == "AWS_SESSION_TOKEN") return kToken;
    return {};
  };
}

DynamodbOptions options_for(const std::string& endpoint) {
  return {.endpoint = endpoint,
          .region = "eu-central-1",
          .environment = with_keys(),
          .first_wait = milliseconds(1),
          .longest_wait = milliseconds(4)};
}

std::unique_ptr<DynamodbClient> client_for(const DynamodbOptions& options) {
  return std::move(DynamodbClient::create(options).value());
}

Answer fault(int status, const std::string& type, const std::string& message = "") {
  const json body{{"__type", "com.amazonaws.dynamodb.v20120810#" + type}, {"message", message}};
  return {.status = status, .body = body.dump()};
}

Answer cancelled(const std::vector<std::string>& codes) {
  json body{{"__type", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"}};
  for (const auto& code : codes) body["CancellationReasons"].push_back({{"Code", code}});
  return {.status = 400, .body = body.dump()};
}

std::string hmac(std::string_view key, std::string_view text) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(out.data()), &length);
  out.resize(length);
  return out;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    out += kDigits[static_cast<unsigned char>(c) >> 4U];
    out += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return out;
}

std::string sha256_hex(std::string_view text) {
  const auto digest = base::sha256(text);
  return hex(base::as_bytes(digest));
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto from = text.find(begin);
  if (from == std::string::npos) return {};
  return text.substr(from + begin.size(), text.find(end, from + begin.size()) - from - begin.size());
}

/// The signature by the rules of "Signing AWS API requests" (Signature Version 4), from the received request.
std::string signature_of(const Request& request, const std::string& signed_names) {
  std::string fields;
  for (std::size_t at = 0; at < signed_names.size();) {
    const auto end = std::min(signed_names.find(';', at), signed_names.size());
    const auto name = signed_names.substr(at, end - at);
    fields += name + ":" + request.field(name) + "\n";
    at = end + 1;
  }
  const auto canonical = request.method + "\n" + request.path + "\n\n" + fields + "\n" + signed_names + "\n" +
                         sha256_hex(request.body);
  const auto time = request.field("x-amz-date");
  const auto day = time.substr(0, 8);
  const auto scope = day + "/eu-central-1/dynamodb/aws4_request";
  const auto to_sign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256_hex(canonical);
  const auto key =
      hmac(hmac(hmac(hmac("AWS4" + std::string(kSecret), day), "eu-central-1"), "dynamodb"), "aws4_request");
  return hex(hmac(key, to_sign));
}

TEST(DynamodbClient, SignsWhatItSends) {
  Server server([](const Request&) { return Answer{.body = R"({"Item":{"a":{"S":"b"}}})"}; });
  const auto answer = client_for(options_for(server.origin()))->call("GetItem", {{"TableName", "täble"}});
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ((*answer)["Item"]["a"]["S"], "b");
  const auto request = server.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/");
  EXPECT_EQ(request.body, R"({"TableName":"täble"})");
  EXPECT_EQ(request.field("x-amz-target"), "DynamoDB_20120810.GetItem");
  EXPECT_EQ(request.field("content-type"), "application/x-amz-json-1.0");
  EXPECT_EQ(request.field("x-amz-security-token"), kToken);
  const auto authorization = request.field("authorization");
  EXPECT_THAT(authorization, HasSubstr("Credential=" + std::string(kKey) + "/"));
  const auto names = between(authorization, "SignedHeaders=", ",");
  for (const char* name : {"host", "x-amz-date", "x-amz-target", "x-amz-security-token"})
    EXPECT_THAT(";" + names + ";", HasSubstr(";" + std::string(name) + ";"));
  EXPECT_EQ(between(authorization + "\r\n", "Signature=", "\r\n"), signature_of(request, names));
}

TEST(DynamodbClient, KeepsItsConnection) {
  Server server([](const Request&) { return Answer{.body = "{}"}; });
  const auto client = client_for(options_for(server.origin()));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(client->call("GetItem", json::object()));
  EXPECT_EQ(server.connections(), 1);
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 10; ++n) good += client->call("GetItem", json::object()) ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 80);
  EXPECT_LE(server.connections(), 9);
}

TEST(DynamodbClient, TriesAgainWhatCanGoWell) {
  const std::vector<Answer> faults{fault(400, "ProvisionedThroughputExceededException"),
                                   fault(400, "ThrottlingException"),
                                   fault(400, "RequestLimitExceeded"),
                                   fault(500, "InternalServerError"),
                                   fault(400, "TransactionInProgressException"),
                                   {.status = 503, .body = "<html>"},
                                   {.status = 200, .body = "{\"cut"},
                                   {.hang_up = true},
                                   cancelled({"None", "TransactionConflict"}),
                                   cancelled({"ThrottlingError", "None"})};
  for (const auto& one : faults) {
    std::atomic<int> count{0};
    Server server([&](const Request&) { return ++count < 3 ? one : Answer{.body = "{}"}; });
    const auto done = client_for(options_for(server.origin()))->transact(json::array());
    ASSERT_TRUE(done) << one.body << done.error().text();
    EXPECT_FALSE(done->has_value());
    ASSERT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(server.requests()[0].body, server.requests()[2].body) << "the same token";
    EXPECT_THAT(server.requests()[0].body, HasSubstr("ClientRequestToken"));
  }
}

TEST(DynamodbClient, TakesARefusalForFinal) {
  const std::vector<std::pair<Answer, ErrorCode>> faults{
      {fault(400, "ConditionalCheckFailedException"), ErrorCode::conflict},
      {fault(400, "ValidationException", "Item size has exceeded"), ErrorCode::internal},
      {fault(400, "ResourceNotFoundException"), ErrorCode::not_found},
      {fault(400, "ResourceInUseException"), ErrorCode::conflict},
      {fault(400, "AccessDeniedException", "not authorized to perform: x"), ErrorCode::internal},
      {cancelled({"None", "ValidationError", "TransactionConflict"}), ErrorCode::internal},
      {{.status = 404, .body = "<html>"}, ErrorCode::internal}};
  for (const auto& [one, code] : faults) {
    Server server([&answer = one](const Request&) { return answer; });
    const auto done = client_for(options_for(server.origin()))->call("PutItem", json::object());
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, code) << one.body;
    EXPECT_EQ(server.requests().size(), 1U) << one.body;
  }
}

TEST(DynamodbClient, NamesTheItemWhoseConditionFailed) {
  Server server([](const Request&) {
    return cancelled({"None", "TransactionConflict", "ConditionalCheckFailed", "ConditionalCheckFailed"});
  });
  const auto done = client_for(options_for(server.origin()))->transact(json::array());
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(*done, std::optional<std::size_t>(2));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(DynamodbClient, AsksAgainForUnprocessedKeys) {
  // Returns half of the requested items, at least one.
  Server server([](const Request& request) {
    const auto keys = json::parse(request.body)["RequestItems"]["t.a"]["Keys"];
    const auto half = static_cast<std::ptrdiff_t>((keys.size() + 1) / 2);
    json body{{"Responses", {{"t.a", json::array()}}}, {"UnprocessedKeys", json::object()}};
    for (auto key = keys.begin(); key != keys.begin() + half; ++key) body["Responses"]["t.a"].push_back(*key);
    for (auto key = keys.begin() + half; key != keys.end(); ++key)
      body["UnprocessedKeys"]["t.a"]["Keys"].push_back(*key);
    return Answer{.body = body.dump()};
  });
  auto keys = json::array();
  for (int i = 0; i < 10; ++i) keys.push_back({{"PK", {{"S", std::to_string(i)}}}});
  const auto done = client_for(options_for(server.origin()))->batch_get("t.a", keys);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(*done, keys);
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST(DynamodbClient, GivesUpOnKeysThatStayUnprocessed) {
  Server server([](const Request& request) {
    const json body{{"Responses", json::object()},
                    {"UnprocessedKeys", json::parse(request.body)["RequestItems"]}};
    return Answer{.body = body.dump()};
  });
  auto options = options_for(server.origin());
  options.deadline = milliseconds(200);
  const auto done = client_for(options)->batch_get("t", json::array({{{"PK", {{"S", "a"}}}}}));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::unavailable);
}

TEST(DynamodbClient, GivesUpAtTheDeadline) {
  Server server([](const Request&) { return fault(400, "ThrottlingException"); });
  auto options = options_for(server.origin());
  options.deadline = milliseconds(400);
  options.first_wait = milliseconds(5);
  options.longest_wait = milliseconds(20);
  std::vector<milliseconds> waits;
  options.sleep = [&](milliseconds time) {
    waits.push_back(time);
    std::this_thread::sleep_for(time);
  };
  const auto begin = std::chrono::steady_clock::now();
  const auto done = client_for(options)->call("GetItem", json::object());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(3000));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::unavailable);
  EXPECT_THAT(done.error().text(), HasSubstr("ThrottlingException"));
  ASSERT_GE(waits.size(), 2U);
  auto most = milliseconds(5);
  for (const auto wait : waits) {
    EXPECT_LE(wait, most);
    most = std::min(most * 2, milliseconds(20));
  }
}

TEST(DynamodbClient, SaysWhetherAChangeMayBeDone) {
  auto nowhere = options_for("http://127.0.0.1:1");
  nowhere.deadline = milliseconds(50);
  const auto unsent = client_for(nowhere)->transact(json::array());
  ASSERT_FALSE(unsent);
  EXPECT_EQ(unsent.error().code, ErrorCode::unavailable);
  EXPECT_THAT(unsent.error().text(), Not(HasSubstr("may have been made")));

  Server server([](const Request&) { return Answer{.hang_up = true}; });
  auto options = options_for(server.origin());
  options.deadline = milliseconds(300);
  const auto lost = client_for(options)->transact(json::array());
  ASSERT_FALSE(lost);
  EXPECT_THAT(lost.error().text(), HasSubstr("may have been made"));
}

TEST(DynamodbClient, EndsATryThatHangs) {
  std::atomic<int> count{0};
  Server server([&](const Request&) {
    return Answer{.body = "{}", .delay = ++count == 1 ? milliseconds(400) : milliseconds(0)};
  });
  auto options = options_for(server.origin());
  options.try_timeout = milliseconds(100);
  const auto done = client_for(options)->call("GetItem", json::object());
  EXPECT_TRUE(done) << done.error().text();
}

TEST(DynamodbClient, StopsHammeringAServerThatIsAway) {
  std::atomic<bool> is_away{true};
  Server server([&](const Request&) { return is_away ? Answer{.status = 503} : Answer{.body = "{}"}; });
  auto options = options_for(server.origin());
  options.deadline = milliseconds(300);
  options.first_wait = options.longest_wait = milliseconds(300);
  options.breaker_failures = 2;
  options.breaker_pause = milliseconds(600);
  const auto client = client_for(options);
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(client->call("GetItem", json::object()));
  const auto before = server.requests().size();
  const auto closed = client->call("GetItem", json::object());
  EXPECT_EQ(closed.error().code, ErrorCode::unavailable);
  EXPECT_THAT(closed.error().text(), HasSubstr("asked again in"));
  EXPECT_EQ(server.requests().size(), before);
  is_away = false;
  std::this_thread::sleep_for(milliseconds(610));
  EXPECT_TRUE(client->call("GetItem", json::object()));
  EXPECT_TRUE(client->call("GetItem", json::object()));
}

TEST(DynamodbClient, DoesNotOpenTheBreakerForARefusal) {
  Server server([](const Request&) { return fault(400, "ConditionalCheckFailedException"); });
  auto options = options_for(server.origin());
  options.breaker_failures = 1;
  const auto client = client_for(options);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(client->call("GetItem", json::object()).error().code, ErrorCode::conflict);
}

TEST(DynamodbClient, FetchesCredentialsAnewWhenTheyHaveExpired) {
  std::atomic<int> given{0};
  Server container([&](const Request&) {
    return Answer{.body = json{{"AccessKeyId", "K" + std::to_string(++given)},
                               {"SecretAccessKey", "S"},
                               {"Token", "T"},
                               {"Expiration", "2999-01-01T00:00:00Z"}}
                              .dump()};
  });
  Server server([](const Request& request) {
    return request.field("authorization").find("Credential=K1/") != std::string::npos
               ? fault(400, "ExpiredTokenException")
               : Answer{.body = "{}"};
  });
  auto options = options_for(server.origin());
  options.environment = [&](const std::string& name) -> std::optional<std::string> {
    if (name == "AWS_CONTAINER_CREDENTIALS_FULL_URI") return container.origin();
    return {};
  };
  const auto done = client_for(options)->call("GetItem", json::object());
  EXPECT_TRUE(done) << done.error().text();
  EXPECT_EQ(given, 2);
}

TEST(DynamodbClient, SaysNoSecret) {
  Server server([](const Request& request) {
    return fault(400, "InvalidSignatureException",
                 "canonical: " + request.field("x-amz-security-token") + " " + kSecret);
  });
  const auto done = client_for(options_for(server.origin()))->call("GetItem", json::object());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::internal);
  EXPECT_THAT(done.error().text(), HasSubstr("InvalidSignatureException"));
  EXPECT_THAT(done.error().text(), Not(HasSubstr(kToken)));
  EXPECT_THAT(done.error().text(), Not(HasSubstr(kSecret)));
}

TEST(DynamodbClient, FindsItsAddress) {
  const auto created = [](std::map<std::string, std::string> variables, DynamodbOptions options = {}) {
    options.environment = [variables](const std::string& name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    auto client = DynamodbClient::create(options);
    return client ? (*client)->origin() : client.error().text();
  };
  EXPECT_THAT(created({}), HasSubstr("--region"));
  EXPECT_THAT(created({{"AWS_REGION", "evil.example/"}}), HasSubstr("no AWS region"));
  EXPECT_EQ(created({{"AWS_REGION", "eu-west-1"}}), "https://dynamodb.eu-west-1.amazonaws.com");
  EXPECT_EQ(created({{"AWS_DEFAULT_REGION", "cn-north-1"}}), "https://dynamodb.cn-north-1.amazonaws.com.cn");
  EXPECT_EQ(created({{"AWS_REGION", "r"}, {"AWS_ENDPOINT_URL", "http://h:8000"}}), "http://h:8000");
  EXPECT_EQ(created({{"AWS_ENDPOINT_URL_DYNAMODB", "http://d:1"}, {"AWS_ENDPOINT_URL", "http://h:8000"}},
                    {.region = "r"}),
            "http://d:1");
  EXPECT_THAT(created({}, {.endpoint = "no address", .region = "r"}), HasSubstr("not of the form"));
}

TEST(DynamodbClient, SendsALargeRequest) {
  Server server(
      [](const Request& request) { return Answer{.body = json{{"length", request.body.size()}}.dump()}; });
  const json request{{"text", std::string(2'000'000, 'x')}};
  const auto done = client_for(options_for(server.origin()))->call("PutItem", request);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ((*done)["length"], request.dump().size());
}

}  // namespace
}  // namespace vitrine::store::dynamodb::client_test
