#include "store/dynamodb/store.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <atomic>
#include <numeric>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "store/common/contract_testing.hpp"
#include "store/common/stand_in_testing.hpp"

namespace vitrine::store::dynamodb::store_test {
namespace {

using nlohmann::json;
using stand_in::Answer;
using stand_in::Request;
using std::chrono::milliseconds;
using testing::HasSubstr;

std::string endpoint() {
  return aws::process_environment()("VITRINE_TEST_DYNAMODB").value_or("");
}

std::string skip_reason() {
  return endpoint().empty() ? "VITRINE_TEST_DYNAMODB is not set: tests/dynamodb/start.sh gives its value"
                            : "";
}

/// DynamoDB Local accepts any key; a slow machine gets time.
DynamodbStoreOptions options_for(const std::string& table, const std::string& address = endpoint()) {
  return {.table = table,
          .client = {.endpoint = address,
                     .region = "eu-central-1",
                     .environment = [](const std::string& name) -> std::optional<std::string> {
                       if (name == "AWS_ACCESS_KEY_ID" || name == "AWS_SECRET_ACCESS_KEY") return "test";
                       return {};
                     },
                     .try_timeout = milliseconds(20'000),
                     .deadline = milliseconds(60'000)}};
}

/// A new table, deleted with its last owner.
class Table {
 public:
  Table() : name_("vitrine-test-" + std::to_string(getpid()) + "-" + std::to_string(std::random_device{}())) {
    const auto made = create_dynamodb_table(options_for(name_));
    EXPECT_TRUE(made) << made.error().text();
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() { static_cast<void>(client()->call("DeleteTable", {{"TableName", name_}})); }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::unique_ptr<DynamodbClient> client() const {
    return std::move(connect_to_dynamodb(options_for(name_)).value());
  }
  [[nodiscard]] std::unique_ptr<Store> open(const std::string& address = endpoint(),
                                            const Summarizer& summarizer = {}) const {
    auto options = options_for(name_, address);
    options.summarizer = summarizer;
    auto store = open_dynamodb_store(options);
    EXPECT_TRUE(store) << store.error().text();
    return store ? std::move(*store) : nullptr;
  }

  /// The sort keys of all items in that partition.
  [[nodiscard]] std::set<std::string> sort_keys(const std::string& partition) const {
    const auto answer =
        client()->call("Query", {{"TableName", name_},
                                 {"ConsistentRead", true},
                                 {"KeyConditionExpression", "PK = :pk"},
                                 {"ExpressionAttributeValues", {{":pk", {{"S", partition}}}}}});
    EXPECT_TRUE(answer) << answer.error().text();
    std::set<std::string> out;
    for (const auto& item : answer->at("Items")) out.insert(item.at("SK").at("S").get<std::string>());
    return out;
  }

 private:
  std::string name_;
};

Place dynamodb_place() {
  auto table = std::make_shared<Table>();
  return {.open_with = [table](const Summarizer& summarizer) { return table->open(endpoint(), summarizer); },
          .keep = table};
}

INSTANTIATE_TEST_SUITE_P(Dynamodb, StoreContract,
                         testing::Values(Implementation{"dynamodb", dynamodb_place, skip_reason()}));

/// A proxy between a store and DynamoDB Local that may disturb requests.
class Between {
 public:
  /// Returns an answer that replaces passing the request on; with hang_up, the request is passed on but its
  /// answer is lost.
  using Spoil = std::function<std::optional<Answer>(const Request&)>;

  explicit Between(Spoil spoil)
      : server_([this, spoil = std::move(spoil)](const Request& request) {
          const auto spoilt = spoil(request);
          if (spoilt && !spoilt->hang_up) return *spoilt;
          net::HttpCall call{.method = "POST",
                             .url = endpoint() + "/",
                             .body = request.body,
                             .timeout = milliseconds(20'000),
                             .max_answer = std::size_t{1} << 24U};
          for (const char* name : {"content-type", "x-amz-target", "x-amz-date", "authorization"})
            call.headers.push_back(name + (": " + request.field(name)));
          auto answer = http_.run(call);
          if (spoilt) return *spoilt;
          return Answer{.status = static_cast<int>(answer.status), .body = std::move(answer.body)};
        }) {}

  [[nodiscard]] std::string origin() const { return server_.origin(); }

 private:
  net::HttpCaller http_;
  stand_in::Server server_;
};

bool is_write(const Request& request) {
  return request.field("x-amz-target") == "DynamoDB_20120810.TransactWriteItems";
}

class DynamodbStore : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto reason = skip_reason(); !reason.empty()) GTEST_SKIP() << reason;
    table_ = std::make_unique<Table>();
  }
  std::unique_ptr<Table> table_;
};

std::string noise(std::size_t size) {
  std::mt19937 generator(7);
  std::string out;
  while (out.size() < size) out += static_cast<char>(generator() & 0xffU);
  return out;
}

TEST_F(DynamodbStore, SavesOnceWhenTheAnswerIsLost) {
  std::atomic<int> writes{0};
  const Between between([&](const Request& request) -> std::optional<Answer> {
    if (is_write(request) && ++writes % 2 == 1) return Answer{.hang_up = true};
    return {};
  });
  const auto store = table_->open(between.origin());
  const auto created = store->create("jane", "1", "");
  ASSERT_TRUE(created) << created.error().text();
  const auto saved = store->save("jane", "2", 1, "");
  ASSERT_TRUE(saved) << saved.error().text();
  EXPECT_EQ(saved->version, 2U);
  EXPECT_EQ(store->history("jane", 0, 10)->size(), 2U);
  const auto removed = store->remove("jane", 2);
  EXPECT_TRUE(removed) << removed.error().text();
  EXPECT_EQ(writes, 8) << "three changes and the deletion of the history, each sent twice";
}

TEST_F(DynamodbStore, HidesWhatARemovalCutShortLeaves) {
  std::atomic<int> writes{0};
  const Between between([&](const Request& request) -> std::optional<Answer> {
    if (is_write(request) && ++writes == 3) {  // after the mark and the first part of the history
      return Answer{.status = 400, .body = R"({"__type":"x#AccessDeniedException"})"};
    }
    return {};
  });
  const auto store = table_->open();
  ASSERT_TRUE(store->create("jane", "1", ""));
  for (Version v = 1; v < 25; ++v) ASSERT_TRUE(store->save("jane", std::to_string(v), v, ""));
  ASSERT_TRUE(table_->open(between.origin())->remove("jane", 25));
  EXPECT_EQ(table_->sort_keys("CV#jane").size(), 1U + 25U - 9U);

  EXPECT_EQ(store->read("jane").error().code, ErrorCode::not_found);
  EXPECT_EQ(store->read_version("jane", 20).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->history("jane", 0, 9).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->save("jane", "x", 25, "").error().code, ErrorCode::not_found);
  EXPECT_EQ(store->restore("jane", 20, 25).error().code, ErrorCode::not_found);
  EXPECT_TRUE(store->list("", 10)->empty());
  EXPECT_EQ(store->newest().error().code, ErrorCode::not_found);

  const auto again = store->create("jane", "anew", "");
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->version, 1U);
  EXPECT_EQ(store->read("jane")->text, "anew");
  EXPECT_EQ(store->history("jane", 0, 99)->size(), 1U);
  EXPECT_EQ(table_->sort_keys("CV#jane"), (std::set<std::string>{"HEAD", "V#0000000001"}));
}

TEST_F(DynamodbStore, LetsNoLateRemovalHarmANewDocument) {
  const auto other = table_->open();
  std::atomic<int> writes{0};
  const Between between([&](const Request& request) -> std::optional<Answer> {
    // The remover has set its mark and sleeps; meanwhile another process finishes the removal and uses the
    // slug.
    if (is_write(request) && ++writes == 2) {
      EXPECT_TRUE(other->create("jane", "anew", ""));
    }
    return {};
  });
  ASSERT_TRUE(other->create("jane", "1", ""));
  const auto removed = table_->open(between.origin())->remove("jane", 1);
  EXPECT_TRUE(removed) << removed.error().text();
  EXPECT_EQ(writes, 2);
  EXPECT_EQ(other->read("jane")->text, "anew");
  EXPECT_EQ(other->read_version("jane", 1)->text, "anew");
}

TEST_F(DynamodbStore, FinishesARemovalWhenAskedAgain) {
  std::atomic<int> writes{0};
  const Between between([&](const Request& request) -> std::optional<Answer> {
    if (is_write(request) && ++writes == 2)
      return Answer{.status = 400, .body = R"({"__type":"x#AccessDeniedException"})"};
    return {};
  });
  const auto store = table_->open(between.origin());
  ASSERT_TRUE(table_->open()->create("jane", "1", ""));
  ASSERT_TRUE(store->remove("jane", 1));
  EXPECT_EQ(table_->sort_keys("CV#jane").size(), 2U);
  EXPECT_EQ(store->remove("jane", 1).error().code, ErrorCode::not_found);
  EXPECT_TRUE(table_->sort_keys("CV#jane").empty());
}

TEST_F(DynamodbStore, LeavesNothingBehind) {
  const auto store = table_->open();
  ASSERT_TRUE(store->create("jane", "1", ""));
  for (Version v = 1; v < 28; ++v) ASSERT_TRUE(store->save("jane", "x", v, ""));
  ASSERT_TRUE(store->remove("jane", 28));
  EXPECT_TRUE(table_->sort_keys("CV#jane").empty());
  for (const auto& key : table_->sort_keys("SITE")) EXPECT_THAT(key, testing::StartsWith("CHANGES#"));
}

TEST_F(DynamodbStore, ReadsOverManyPages) {
  const auto store = table_->open();
  const std::string note(150'000, 'n');  // a Query returns at most 1 MB
  for (int i = 0; i < 12; ++i) {
    const auto made = store->create("cv-" + std::to_string(100 + i), "{}", note);
    ASSERT_TRUE(made) << made.error().text();
  }
  const auto all = store->list("", 100);
  ASSERT_TRUE(all) << all.error().text();
  ASSERT_EQ(all->size(), 12U);
  for (std::size_t i = 0; i < all->size(); ++i) {
    EXPECT_EQ(all->at(i).slug, "cv-" + std::to_string(100 + i));
    EXPECT_EQ(all->at(i).revision.note, note);
  }
  EXPECT_EQ(store->list("cv-100", 9)->size(), 9U);

  for (Version v = 1; v < 10; ++v) ASSERT_TRUE(store->save("cv-100", noise(200'000), v, ""));
  const auto history = store->history("cv-100", 0, 100);
  ASSERT_TRUE(history) << history.error().text();
  EXPECT_EQ(history->size(), 10U);
  EXPECT_EQ(store->history("cv-100", 10, 8)->size(), 8U);
}

TEST_F(DynamodbStore, RefusesWhatDoesNotFit) {
  const auto store = table_->open();
  const auto large = store->create("jane", noise(500'000), "");
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
  EXPECT_THAT(large.error().text(), HasSubstr("409600"));
  const auto fits = store->create("jane", noise(409'000), "");
  EXPECT_TRUE(fits) << fits.error().text();
  EXPECT_EQ(store->save("jane", noise(500'000), 1, "").error().code, ErrorCode::too_large);
  const auto next = store->save("jane", noise(409'000), 1, "");
  EXPECT_TRUE(next) << next.error().text();
  EXPECT_EQ(store->save("jane", "{}", 2, "\xff").error().code, ErrorCode::invalid);
  EXPECT_EQ(store->read("jane")->revision.version, 2U);
}

TEST_F(DynamodbStore, KeepsTheOrderOfCreationApart) {
  const auto store = table_->open();
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 4; ++n) {
        const auto made = store->create("cv-" + std::to_string(i) + "-" + std::to_string(n), "{}", "");
        EXPECT_TRUE(made) << made.error().text();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  ASSERT_TRUE(store->create("a-last", "{}", ""));
  EXPECT_EQ(*store->newest(), "a-last");
  EXPECT_EQ(store->list("", 100)->size(), 25U);
}

TEST_F(DynamodbStore, LetsWritersOfManyDocumentsPass) {
  const auto store = table_->open();
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      const auto slug = "cv-" + std::to_string(i);
      ASSERT_TRUE(store->create(slug, "{}", ""));
      for (Version v = 1; v < 8; ++v) {
        const auto saved = store->save(slug, "{ }", v, "");
        ASSERT_TRUE(saved) << saved.error().text();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto counts = *store->change_counts();
  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}), 6U * 8U);
}

TEST_F(DynamodbStore, TellsOfCreationAndRemoval) {
  const auto store = table_->open();
  const auto empty = *store->change_counts();
  ASSERT_TRUE(store->create("jane", "1", ""));
  const auto created = *store->change_counts();
  EXPECT_NE(created, empty);
  EXPECT_FALSE(store->save("jane", "x", 7, ""));
  EXPECT_EQ(*store->change_counts(), created);
  ASSERT_TRUE(store->remove("jane", 1));
  EXPECT_NE(*store->change_counts(), created);
}

TEST_F(DynamodbStore, ListsAfterAnything) {
  const auto store = table_->open();
  for (const char* slug : {"a", "a-b", "a0", "b"}) ASSERT_TRUE(store->create(slug, "{}", ""));
  const auto count = [&](const std::string& after) { return store->list(after, 10)->size(); };
  EXPECT_EQ(count("a"), 3U);
  EXPECT_EQ(count("a-"), 3U);
  EXPECT_EQ(count("A"), 4U);
  EXPECT_EQ(count("zz"), 0U);
  EXPECT_EQ(count("~~"), 0U);
  EXPECT_EQ(count("ä"), 0U);
  EXPECT_EQ(count(std::string(5000, 'a')), 1U);
  EXPECT_EQ(store->list("", 0)->size(), 0U);
}

Summarizer plain_summarizer() {
  return {.form = 1, .summarize = [](std::string_view text) { return "of " + std::string(text); }};
}

TEST_F(DynamodbStore, ListsByOneQuery) {
  std::atomic<int> requests{0};
  std::atomic<int> queries{0};
  const Between between([&](const Request& request) -> std::optional<Answer> {
    ++requests;
    if (request.field("x-amz-target") == "DynamoDB_20120810.Query") ++queries;
    return {};
  });
  const auto store = table_->open(between.origin(), plain_summarizer());
  for (int i = 0; i < 55; ++i) ASSERT_TRUE(store->create("cv" + std::to_string(i), "1", ""));
  requests = queries = 0;
  const auto rows = store->list("", 50);
  ASSERT_EQ(rows->size(), 50U);
  for (const auto& row : *rows) EXPECT_EQ(row.summary, "of 1");
  EXPECT_EQ(queries, 1);
  EXPECT_EQ(requests, 1);
}

TEST_F(DynamodbStore, ListsWhatIsRemovedMeanwhileWithoutASummary) {
  const auto older = table_->open();
  for (const char* slug : {"a", "b", "c"}) ASSERT_TRUE(older->create(slug, "1", ""));
  const Between between([&](const Request& request) -> std::optional<Answer> {
    if (request.field("x-amz-target") == "DynamoDB_20120810.BatchGetItem") {
      EXPECT_TRUE(older->remove("b", 1));
      EXPECT_TRUE(older->save("c", "2", 1, ""));
    }
    return {};
  });
  const auto store = table_->open(between.origin(), plain_summarizer());
  const auto rows = store->list("", 9);
  ASSERT_EQ(rows->size(), 3U);  // a page that is full stays so
  EXPECT_EQ(rows->at(0).summary, "of 1");
  EXPECT_EQ(rows->at(1).summary, "");
  EXPECT_EQ(rows->at(2).summary, "of 2");
  EXPECT_EQ(rows->at(2).revision.version, 2U);
  EXPECT_EQ(store->list("", 9)->size(), 2U);
  EXPECT_EQ(table_->sort_keys("SITE").count("CV#b"), 0U) << "a summary has brought its row back";
}

TEST_F(DynamodbStore, ListsThoughItCannotKeepASummary) {
  ASSERT_TRUE(table_->open()->create("a", "1", ""));
  const Between between([](const Request& request) -> std::optional<Answer> {
    if (request.field("x-amz-target") != "DynamoDB_20120810.UpdateItem") return {};
    return Answer{.status = 400, .body = R"({"__type":"x#AccessDeniedException"})"};
  });
  EXPECT_EQ(table_->open(between.origin(), plain_summarizer())->list("", 9)->front().summary, "of 1");
}

TEST_F(DynamodbStore, SaysThatItIsAway) {
  auto between = std::make_unique<Between>([](const Request&) { return std::nullopt; });
  auto options = options_for(table_->name(), between->origin());
  options.client.deadline = milliseconds(1500);
  options.client.breaker_failures = 1;  // the first waits for the deadline, the others do not
  options.client.breaker_pause = milliseconds(60'000);
  const auto opened = open_dynamodb_store(options);
  ASSERT_TRUE(opened) << opened.error().text();
  const auto& store = *opened;
  ASSERT_TRUE(store->create("jane", "1", ""));
  between.reset();
  EXPECT_EQ(store->read("jane").error().code, ErrorCode::unavailable);
  EXPECT_EQ(store->save("jane", "2", 1, "").error().code, ErrorCode::unavailable);
  EXPECT_EQ(store->change_counts().error().code, ErrorCode::unavailable);
  EXPECT_EQ(store->list("", 1).error().code, ErrorCode::unavailable);
  const auto later = open_dynamodb_store(options);  // which may be back when it is needed
  ASSERT_TRUE(later) << later.error().text();
  EXPECT_EQ((*later)->read("jane").error().code, ErrorCode::unavailable);
}

TEST_F(DynamodbStore, TellsALostTableFromALostDocument) {
  const auto store = table_->open();
  ASSERT_TRUE(store->create("jane", "1", ""));
  ASSERT_TRUE(table_->client()->call("DeleteTable", {{"TableName", table_->name()}}));
  EXPECT_EQ(store->read("jane").error().code, ErrorCode::internal);
  EXPECT_EQ(store->newest().error().code, ErrorCode::internal);
  EXPECT_EQ(store->save("jane", "2", 1, "").error().code, ErrorCode::internal);
  EXPECT_EQ(store->remove("jane", 1).error().code, ErrorCode::internal);
}

TEST_F(DynamodbStore, SaysThatThereIsNoTable) {
  const auto opened = open_dynamodb_store(options_for("vitrine-test-none"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::not_found);
  EXPECT_THAT(opened.error().text(), HasSubstr("create-table"));
  EXPECT_EQ(create_dynamodb_table(options_for(table_->name())).error().code, ErrorCode::conflict);
}

TEST(DynamodbTable, HasAName) {
  for (const std::string name : {"", "ab", "a b c", "täble"}) {
    EXPECT_EQ(open_dynamodb_store(options_for(name, "http://127.0.0.1:1")).error().code, ErrorCode::invalid);
    EXPECT_EQ(create_dynamodb_table(options_for(name, "http://127.0.0.1:1")).error().code,
              ErrorCode::invalid);
  }
}

}  // namespace
}  // namespace vitrine::store::dynamodb::store_test
