// What every store promises of summaries, beside an earlier program too: one without a Summarizer saves as
// such a program does.

#include "store/common/summaries.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <thread>

#include "store/common/contract_testing.hpp"

namespace vitrine::store::summaries_test {

/// Says which form made it of which text, and counts.
class Counted {
 public:
  explicit Counted(std::uint64_t form = 1) : form_(form) {}

  [[nodiscard]] Summarizer summarizer() const {
    return {.form = form_, .summarize = [form = form_, made = made_](std::string_view text) {
              ++*made;
              return std::to_string(form) + " of " + std::string(text);
            }};
  }
  /// How many it has made since this was asked last.
  int made() { return made_->exchange(0); }

 private:
  std::uint64_t form_;
  std::shared_ptr<std::atomic<int>> made_ = std::make_shared<std::atomic<int>>(0);
};

using Rows = std::map<std::string, std::string>;

/// Summaries by slug.
Rows summaries(Store& store) {
  const auto rows = store.list("", 1000);
  EXPECT_TRUE(rows) << rows.error().text();
  Rows out;
  for (const auto& row : *rows) out[row.slug] = row.summary;
  return out;
}

TEST_P(StoreContract, KeepsASummaryWithEachSave) {
  Counted counted;
  const auto store = place_.open(counted.summarizer());
  ASSERT_TRUE(store->create("a", "a1", ""));
  ASSERT_TRUE(store->save("a", "a2", 1, ""));
  ASSERT_TRUE(store->create("b", "b1", ""));
  ASSERT_TRUE(store->save("b", "b2", 1, ""));
  ASSERT_TRUE(store->restore("b", 1, 2));
  auto as = store_->list("", 1)->front();
  as.slug = "c";
  as.revision.version = 1;
  as.summary = "of another store";
  ASSERT_TRUE(store->adopt(as, "c1"));
  as.revision.version = 2;
  ASSERT_TRUE(store->adopt(as, "c2"));
  ASSERT_TRUE(store->create("d", "d1", ""));
  ASSERT_TRUE(store->remove("d", 1));
  EXPECT_FALSE(store->save("a", "lost", 1, ""));
  counted.made();
  const Rows wanted{{"a", "1 of a2"}, {"b", "1 of b1"}, {"c", "1 of c2"}};
  EXPECT_EQ(summaries(*store), wanted);
  EXPECT_EQ(summaries(*place_.open(counted.summarizer())), wanted);
  const auto some = store->listed({"c", "d", "a"});
  ASSERT_TRUE(some) << some.error().text();
  ASSERT_EQ(some->size(), 3U);
  EXPECT_EQ(some->at(0)->slug, "c");
  EXPECT_EQ(some->at(0)->summary, "1 of c2");
  EXPECT_EQ(some->at(0)->revision.version, 2U);
  EXPECT_EQ(some->at(0)->created_at, as.created_at);
  EXPECT_FALSE(some->at(1));
  EXPECT_EQ(some->at(2)->summary, "1 of a2");
  EXPECT_EQ(counted.made(), 0) << "a list has read documents";
  EXPECT_TRUE(store->listed({})->empty());
  EXPECT_EQ(summaries(*store_), (Rows{{"a", ""}, {"b", ""}, {"c", ""}})) << "it makes none";
}

TEST_P(StoreContract, ListsFiftyOfManyWithoutReadingOne) {
  Counted counted;
  const auto store = place_.open(counted.summarizer());
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(store->create("cv" + std::to_string(i), "{}", ""));
  counted.made();
  const auto rows = store->list("", 50);
  ASSERT_EQ(rows->size(), 50U);
  for (const auto& row : *rows) EXPECT_EQ(row.summary, "1 of {}");
  EXPECT_EQ(counted.made(), 0);
}

TEST_P(StoreContract, MakesTheSummariesThatAnEarlierProgramDidNot) {
  Counted counted;
  const auto& older = store_;
  const auto store = place_.open(counted.summarizer());
  for (const char* slug : {"a", "b", "c"}) ASSERT_TRUE(older->create(slug, "1", ""));
  const Rows first{{"a", "1 of 1"}, {"b", "1 of 1"}, {"c", "1 of 1"}};
  EXPECT_EQ(store->listed({"b"})->front()->summary, "1 of 1");
  EXPECT_EQ(counted.made(), 1);
  EXPECT_EQ(summaries(*store), first);
  EXPECT_EQ(counted.made(), 2);
  EXPECT_EQ(summaries(*store), first);
  EXPECT_EQ(counted.made(), 0) << "they were not kept";

  // It goes on beside this one: saves, restores, and puts another in the place of one.
  ASSERT_TRUE(older->save("a", "2", 1, ""));
  ASSERT_TRUE(store->save("b", "2", 1, ""));
  ASSERT_TRUE(older->restore("b", 1, 2));
  ASSERT_TRUE(older->remove("c", 1));
  ASSERT_TRUE(older->create("c", "anew", ""));
  counted.made();
  const Rows later{{"a", "1 of 2"}, {"b", "1 of 1"}, {"c", "1 of anew"}};
  EXPECT_EQ(summaries(*store), later);
  EXPECT_EQ(counted.made(), 3);
  EXPECT_EQ(summaries(*store), later);
  EXPECT_EQ(counted.made(), 0);
  ASSERT_TRUE(store->save("a", "3", 2, ""));
  EXPECT_EQ(summaries(*store).at("a"), "1 of 3");
  EXPECT_EQ(*store->change_counts(), *older->change_counts());
}

TEST_P(StoreContract, RefreshesSummariesFromWhereItWasCutShort) {
  for (int i = 0; i < 250; ++i) ASSERT_TRUE(store_->create("cv" + std::to_string(i), "{}", ""));
  Counted counted;
  std::stop_source stop;
  auto stopping = counted.summarizer();
  stopping.summarize = [&stop, summarize = stopping.summarize](std::string_view text) {
    stop.request_stop();
    return summarize(text);
  };
  const auto stopped = place_.open(stopping);
  ASSERT_TRUE(refresh_summaries(*stopped, std::chrono::milliseconds(0), stop.get_token()));
  const auto first = counted.made();
  EXPECT_GT(first, 0);
  EXPECT_LT(first, 250);
  const auto store = place_.open(counted.summarizer());
  ASSERT_TRUE(refresh_summaries(*store, std::chrono::milliseconds(0), {}));
  EXPECT_EQ(counted.made(), 250 - first);
  ASSERT_TRUE(store_->save("cv7", "{ }", 1, ""));
  ASSERT_TRUE(refresh_summaries(*store, std::chrono::milliseconds(0), {}));
  EXPECT_EQ(counted.made(), 1);
  EXPECT_EQ(summaries(*store).at("cv7"), "1 of { }");
  EXPECT_EQ(counted.made(), 0);
}

TEST_P(StoreContract, MakesSummariesOfAnotherFormAnew) {
  const Counted first(1);
  Counted second(2);
  const auto older = place_.open(first.summarizer());
  const auto newer = place_.open(second.summarizer());
  ASSERT_TRUE(older->create("a", "{}", ""));
  EXPECT_EQ(summaries(*newer), (Rows{{"a", "2 of {}"}}));
  EXPECT_EQ(second.made(), 1);
  // The earlier form is made for the earlier program, but not kept in place of the later one.
  EXPECT_EQ(summaries(*older), (Rows{{"a", "1 of {}"}}));
  EXPECT_EQ(summaries(*newer), (Rows{{"a", "2 of {}"}}));
  EXPECT_EQ(second.made(), 0);
  ASSERT_TRUE(older->save("a", "{ }", 1, ""));
  EXPECT_EQ(summaries(*older), (Rows{{"a", "1 of { }"}}));
  EXPECT_EQ(summaries(*newer), (Rows{{"a", "2 of { }"}}));
}

TEST_P(StoreContract, KeepsNoSummaryOfADocumentThatIsGone) {
  Counted counted;
  const auto other = place_.open(counted.summarizer());
  ASSERT_TRUE(store_->create("a", "old", ""));
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  auto late = counted.summarizer();
  late.summarize = [&, summarize = late.summarize](std::string_view text) {
    // While this list is at work, another document takes the place.
    EXPECT_TRUE(other->remove("a", 1));
    EXPECT_TRUE(other->create("a", "new", ""));
    return summarize(text);
  };
  EXPECT_EQ(summaries(*place_.open(late)), (Rows{{"a", "1 of old"}}));
  counted.made();
  EXPECT_EQ(summaries(*other), (Rows{{"a", "1 of new"}}));
  EXPECT_EQ(counted.made(), 0);
}

TEST_P(StoreContract, KeepsNoLongSummary) {
  Counted counted;
  const auto store = place_.open(counted.summarizer());
  const std::string longest(kMostSummary - 5, 'x');
  ASSERT_TRUE(store->create("a", longest, ""));
  ASSERT_TRUE(store->create("b", longest + "y", ""));
  const Rows wanted{{"a", "1 of " + longest}, {"b", "1 of " + longest + "y"}};
  for (int round = 0; round < 2; ++round) {
    counted.made();
    EXPECT_EQ(summaries(*store), wanted);
    EXPECT_EQ(counted.made(), 1);
  }
  ASSERT_TRUE(store->save("a", longest + "z", 1, ""));
  EXPECT_EQ(summaries(*store).at("a"), "1 of " + longest + "z");
}

TEST_P(StoreContract, GivesTheSummaryOfTheVersionThatItLists) {
  constexpr Version kSaves = 40;
  const Counted counted;
  const auto store = place_.open(counted.summarizer());
  ASSERT_TRUE(store_->create("a", "1", ""));
  std::atomic<bool> done{false};
  std::thread writer([&] {
    for (Version version = 1; version < kSaves; ++version) {
      auto& saver = version % 3 == 0 ? *store : *store_;
      const auto saved = saver.save("a", std::to_string(version + 1), version, "");
      EXPECT_TRUE(saved) << saved.error().text();
    }
    done = true;
  });
  for (bool is_last = false; !is_last;) {
    is_last = done;
    const auto rows = store->list("", 9);
    if (!rows) ADD_FAILURE() << rows.error().text();
    if (!rows) break;
    const auto& row = rows->front();
    EXPECT_EQ(row.summary, "1 of " + std::to_string(row.revision.version));
  }
  writer.join();
  EXPECT_EQ(summaries(*store), (Rows{{"a", "1 of " + std::to_string(kSaves)}}));
}

}  // namespace vitrine::store::summaries_test
