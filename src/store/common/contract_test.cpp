#include "store/common/contract_testing.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "store/common/copy.hpp"

namespace vitrine::store::contract_test {

TEST_P(StoreContract, CreatesAndReads) {
  const auto created = store_->create("jane", R"({"a":1})", "first");
  ASSERT_TRUE(created);
  EXPECT_EQ(created->version, 1U);
  EXPECT_EQ(created->bytes, 7U);
  const auto read = store_->read("jane");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->slug, "jane");
  EXPECT_EQ(read->text, R"({"a":1})");
  EXPECT_EQ(read->revision.version, 1U);
  EXPECT_EQ(read->revision.note, "first");
  EXPECT_EQ(read->revision.saved_at, created->saved_at);
  EXPECT_EQ(store_->create("jane", "{}", "").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->read("jane")->text, R"({"a":1})");
}

TEST_P(StoreContract, SavesOnTheExpectedVersionOnly) {
  ASSERT_TRUE(store_->create("jane", "1", ""));
  const auto second = store_->save("jane", "2", 1, "edit");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->version, 2U);
  for (const Version wrong : {Version{0}, Version{1}, Version{3}, ~Version{0}}) {
    const auto late = store_->save("jane", "lost", wrong, "");
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::conflict);
    EXPECT_THAT(late.error().text(), testing::HasSubstr("version 2"));
  }
  EXPECT_EQ(store_->read("jane")->text, "2");
}

TEST_P(StoreContract, KeepsTheHistoryWhole) {
  ASSERT_TRUE(store_->create("jane", "1", "n1"));
  for (Version v = 1; v < 10; ++v)
    ASSERT_TRUE(store_->save("jane", std::to_string(v + 1), v, "n" + std::to_string(v + 1)));
  const auto newest = store_->history("jane", 0, 3);
  ASSERT_TRUE(newest);
  ASSERT_EQ(newest->size(), 3U);
  EXPECT_EQ(newest->at(0).version, 10U);
  EXPECT_EQ(newest->at(2).version, 8U);
  EXPECT_EQ(newest->at(0).note, "n10");
  const auto rest = store_->history("jane", 8, 100);
  ASSERT_EQ(rest->size(), 7U);
  EXPECT_EQ(rest->front().version, 7U);
  EXPECT_EQ(rest->back().version, 1U);
  EXPECT_TRUE(store_->history("jane", 1, 100)->empty());
  for (Version v = 1; v <= 10; ++v) EXPECT_EQ(store_->read_version("jane", v)->text, std::to_string(v));
  EXPECT_EQ(store_->read_version("jane", 11).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->read_version("jane", 0).error().code, ErrorCode::not_found);
}

TEST_P(StoreContract, RestoresAsANewVersion) {
  ASSERT_TRUE(store_->create("jane", "old", ""));
  ASSERT_TRUE(store_->save("jane", "new", 1, ""));
  EXPECT_EQ(store_->restore("jane", 1, 1).error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->restore("jane", 7, 2).error().code, ErrorCode::not_found);
  const auto restored = store_->restore("jane", 1, 2);
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->version, 3U);
  EXPECT_EQ(store_->read("jane")->text, "old");
  EXPECT_EQ(store_->read_version("jane", 2)->text, "new");
}

TEST_P(StoreContract, ListsInPages) {
  EXPECT_TRUE(store_->list("", 10)->empty());
  for (const char* slug : {"c", "a", "d", "b"}) ASSERT_TRUE(store_->create(slug, "{}", ""));
  ASSERT_TRUE(store_->save("b", "{ }", 1, ""));
  const auto first = store_->list("", 3);
  ASSERT_EQ(first->size(), 3U);
  EXPECT_EQ(first->at(0).slug, "a");
  EXPECT_EQ(first->at(1).slug, "b");
  EXPECT_EQ(first->at(1).revision.version, 2U);
  EXPECT_LE(first->at(1).created_at, first->at(1).revision.saved_at);
  const auto second = store_->list("c", 3);
  ASSERT_EQ(second->size(), 1U);
  EXPECT_EQ(second->at(0).slug, "d");
}

TEST_P(StoreContract, KnowsTheNewest) {
  EXPECT_EQ(store_->newest().error().code, ErrorCode::not_found);
  ASSERT_TRUE(store_->create("b", "{}", ""));
  ASSERT_TRUE(store_->create("a", "{}", ""));
  ASSERT_TRUE(store_->save("b", "{ }", 1, ""));
  EXPECT_EQ(*store_->newest(), "a");
  ASSERT_TRUE(store_->remove("a", 1));
  EXPECT_EQ(*store_->newest(), "b");
}

TEST_P(StoreContract, RemovesWithTheHistory) {
  ASSERT_TRUE(store_->create("jane", "1", ""));
  ASSERT_TRUE(store_->save("jane", "2", 1, ""));
  EXPECT_EQ(store_->remove("jane", 1).error().code, ErrorCode::conflict);
  ASSERT_TRUE(store_->remove("jane", 2));
  EXPECT_EQ(store_->read("jane").error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->read_version("jane", 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->history("jane", 0, 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->create("jane", "again", "")->version, 1U);
  EXPECT_EQ(store_->history("jane", 0, 9)->size(), 1U);
}

TEST_P(StoreContract, SaysWhatIsNotThere) {
  EXPECT_EQ(store_->read("nobody").error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->save("nobody", "{}", 1, "").error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->restore("nobody", 1, 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->remove("nobody", 1).error().code, ErrorCode::not_found);
}

TEST_P(StoreContract, RefusesWhatIsNoSlug) {
  for (const std::string slug : {"", "A", "a b", "-a", "a-", "a--b", "ä", "a/b", "a.b"}) {
    EXPECT_EQ(store_->create(slug, "{}", "").error().code, ErrorCode::invalid) << slug;
    EXPECT_EQ(store_->read(slug).error().code, ErrorCode::invalid) << slug;
    EXPECT_EQ(store_->save(slug, "{}", 1, "").error().code, ErrorCode::invalid) << slug;
    EXPECT_EQ(store_->history(slug, 0, 1).error().code, ErrorCode::invalid) << slug;
    EXPECT_EQ(store_->read_version(slug, 1).error().code, ErrorCode::invalid) << slug;
    EXPECT_EQ(store_->restore(slug, 1, 1).error().code, ErrorCode::invalid) << slug;
    EXPECT_EQ(store_->remove(slug, 1).error().code, ErrorCode::invalid) << slug;
  }
  EXPECT_TRUE(store_->create(std::string(64, 'a'), "{}", ""));
  EXPECT_EQ(store_->create(std::string(65, 'a'), "{}", "").error().code, ErrorCode::invalid);
}

TEST_P(StoreContract, KeepsEveryByte) {
  std::string text;
  for (int i = 0; i < 1024; ++i) text += static_cast<char>(i % 256);
  ASSERT_TRUE(store_->create("bytes", text, std::string("a note with ünïcode")));
  EXPECT_EQ(store_->read("bytes")->text, text);
  EXPECT_EQ(store_->read("bytes")->revision.note, "a note with ünïcode");
  const std::string large(std::size_t{256} * 1024, 'x');
  ASSERT_TRUE(store_->save("bytes", large, 1, ""));
  EXPECT_EQ(store_->read("bytes")->text, large);
  ASSERT_TRUE(store_->save("bytes", "", 2, ""));
  EXPECT_EQ(store_->read("bytes")->text, "");
}

TEST_P(StoreContract, ShowsEveryObjectTheSame) {
  const auto other = place_.open();
  ASSERT_TRUE(store_->create("jane", "1", ""));
  EXPECT_EQ(other->read("jane")->text, "1");
  ASSERT_TRUE(other->save("jane", "2", 1, ""));
  EXPECT_EQ(store_->save("jane", "lost", 1, "").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->read("jane")->text, "2");
}

TEST_P(StoreContract, TellsOfChanges) {
  const auto other = place_.open();
  ASSERT_TRUE(store_->create("jane", "1", ""));
  const auto before = *store_->change_counts();
  EXPECT_EQ(*store_->change_counts(), before);
  static_cast<void>(store_->read("jane"));
  EXPECT_EQ(*store_->change_counts(), before);
  ASSERT_TRUE(store_->save("jane", "2", 1, ""));
  const auto own = *store_->change_counts();
  EXPECT_NE(own, before);
  ASSERT_TRUE(other->save("jane", "3", 2, ""));
  EXPECT_NE(*store_->change_counts(), own);
}

TEST_P(StoreContract, TellsWhichDocumentChanged) {
  ASSERT_TRUE(store_->create("jane", "1", ""));
  const auto before = *store_->change_counts();
  ASSERT_TRUE(store_->save("jane", "2", 1, ""));
  const auto after = *store_->change_counts();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i)
    EXPECT_EQ(after[i] != before[i], i == counter_of("jane", after.size())) << i;
}

TEST_P(StoreContract, GivesCurrentRevisionsTogether) {
  std::vector<std::string> slugs;
  for (int i = 0; i < 120; ++i) slugs.push_back("cv" + std::to_string(i));
  for (int i = 0; i < 120; i += 5)
    ASSERT_TRUE(store_->create(slugs.at(static_cast<std::size_t>(i)), "1", "n"));
  const auto saved = store_->save("cv115", "22", 1, "second");
  ASSERT_TRUE(saved);
  const auto found = store_->revisions(slugs);
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), slugs.size());
  for (std::size_t i = 0; i < slugs.size(); ++i) EXPECT_EQ(found->at(i).has_value(), i % 5 == 0) << i;
  EXPECT_EQ(found->at(115)->version, 2U);
  EXPECT_EQ(found->at(115)->saved_at, saved->saved_at);
  EXPECT_EQ(found->at(115)->note, "second");
  EXPECT_EQ(found->at(115)->bytes, 2U);
  EXPECT_TRUE(store_->revisions({})->empty());
}

TEST_P(StoreContract, AdoptsDocumentsAsTheyAreElsewhere) {
  const base::TimePoint then{std::chrono::milliseconds(1'600'000'000'123)};
  const auto as = [&](const char* slug, Version version, std::uint64_t order) {
    return Listed{.slug = slug,
                  .revision = {.version = version,
                               .saved_at = then + std::chrono::hours(version),
                               .note = "note " + std::to_string(version)},
                  .created_at = then,
                  .order = order};
  };
  EXPECT_EQ(store_->adopt(as("jane", 2, 9), "2").error().code, ErrorCode::not_found);
  ASSERT_TRUE(store_->adopt(as("jane", 1, 9), "one"));
  ASSERT_TRUE(store_->adopt(as("joe", 1, 7), "{}"));
  ASSERT_TRUE(store_->adopt(as("jane", 2, 9), "two"));
  EXPECT_EQ(store_->adopt(as("jane", 2, 9), "lost").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->adopt(as("jane", 1, 9), "lost").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->adopt(as("jane", 4, 9), "lost").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->adopt(as("jane", 0, 9), "lost").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->adopt(as("no slug", 1, 1), "").error().code, ErrorCode::invalid);
  const auto history = store_->history("jane", 0, 9);
  ASSERT_EQ(history->size(), 2U);
  EXPECT_EQ(history->at(0).saved_at, then + std::chrono::hours(2));
  EXPECT_EQ(history->at(1).note, "note 1");
  EXPECT_EQ(history->at(1).bytes, 3U);
  EXPECT_EQ(store_->read("jane")->text, "two");
  EXPECT_EQ(store_->list("", 1)->front().created_at, then);
  EXPECT_EQ(*store_->newest(), "jane");  // by its place, though "joe" came later
  ASSERT_TRUE(store_->adopt(as("jim", 1, 9), "{}"));
  EXPECT_EQ(*store_->newest(), "jim");  // its place was taken
  ASSERT_TRUE(store_->create("last", "{}", ""));
  EXPECT_EQ(*store_->newest(), "last");
}

TEST_P(StoreContract, KeepsRecords) {
  const auto other = place_.open();
  EXPECT_EQ(store_->read_record("token", "b").error().code, ErrorCode::not_found);
  ASSERT_TRUE(store_->put_record({.kind = "token", .key = "b", .value = "1"}));
  ASSERT_TRUE(store_->put_record({.kind = "token", .key = "B-_9", .value = ""}));
  ASSERT_TRUE(store_->put_record({.kind = "token", .key = "a", .value = R"({"ü":"'"})"}));
  EXPECT_EQ(other->read_record("token", "a")->value, R"({"ü":"'"})");
  const auto before = *other->change_counts();
  ASSERT_TRUE(store_->put_record({.kind = "token", .key = "b", .value = "2"}));
  EXPECT_NE(*other->change_counts(), before);
  EXPECT_EQ(other->read_record("token", "b")->value, "2");
  const auto first = *store_->list_records("token", "", 2);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first.at(0).key, "B-_9");
  EXPECT_EQ(first.at(1).key, "a");
  EXPECT_EQ(first.at(1).kind, "token");
  const auto rest = *store_->list_records("token", "a", 9);
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest.at(0).value, "2");
  ASSERT_TRUE(store_->remove_record("token", "b"));
  EXPECT_EQ(other->read_record("token", "b").error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->remove_record("token", "b").error().code, ErrorCode::not_found);
  EXPECT_TRUE(store_->list("", 9)->empty());
  for (const std::string key : {"", "a b", "ä", "a#b"})
    EXPECT_EQ(store_->put_record({.kind = "token", .key = key}).error().code, ErrorCode::invalid) << key;
  EXPECT_EQ(store_->put_record({.kind = "tokens", .key = "a"}).error().code, ErrorCode::invalid);
  EXPECT_EQ(store_->put_record({.kind = "token", .key = "a", .value = std::string(70'000, 'x')}).error().code,
            ErrorCode::too_large);
}

TEST_P(StoreContract, ReplacesARecordThatNobodyChanged) {
  const auto other = place_.open();
  const auto put = [&](std::string value, std::optional<std::string_view> before) {
    return store_->replace_record({.kind = "person", .key = "a", .value = std::move(value)}, before);
  };
  EXPECT_EQ(put("1", "0").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->read_record("person", "a").error().code, ErrorCode::not_found);
  ASSERT_TRUE(put("1", std::nullopt));
  EXPECT_EQ(put("2", std::nullopt).error().code, ErrorCode::conflict);
  EXPECT_EQ(put("2", "").error().code, ErrorCode::conflict);
  const auto before = *other->change_counts();
  ASSERT_TRUE(put("2", "1"));
  EXPECT_NE(*other->change_counts(), before);
  ASSERT_TRUE(other->put_record({.kind = "person", .key = "a", .value = "3"}));
  EXPECT_EQ(put("4", "2").error().code, ErrorCode::conflict);
  EXPECT_EQ(other->read_record("person", "a")->value, "3");
  ASSERT_TRUE(store_->remove_record("person", "a"));
  EXPECT_EQ(put("5", "3").error().code, ErrorCode::conflict);
  EXPECT_EQ(put(std::string(70'000, 'x'), std::nullopt).error().code, ErrorCode::too_large);
}

TEST_P(StoreContract, CopiesRecords) {
  const auto target_place = GetParam().make_place();
  const auto target = target_place.open();
  for (int i = 0; i < 30; ++i)
    ASSERT_TRUE(store_->put_record({.kind = "token", .key = std::to_string(i), .value = "here"}));
  ASSERT_TRUE(target->put_record({.kind = "token", .key = "7", .value = "there"}));
  const auto copied = copy(*store_, *target, {});
  ASSERT_TRUE(copied);
  EXPECT_EQ(copied->records, 29U);
  EXPECT_EQ(copied->differ, std::vector<std::string>{"token 7"});
  EXPECT_EQ(target->read_record("token", "7")->value, "there");
  EXPECT_EQ(target->read_record("token", "8")->value, "here");
}

TEST_P(StoreContract, CopiesIntoAnother) {
  const auto target_place = GetParam().make_place();
  const auto target = target_place.open();
  ASSERT_TRUE(store_->create("b", "b1", "first"));
  ASSERT_TRUE(store_->create("a", "a1", ""));
  ASSERT_TRUE(store_->save("b", "b2", 1, "second"));
  std::vector<CopyProgress> seen;
  const CopyOptions options{.on_progress = [&](const CopyProgress& one) { seen.push_back(one); }};
  const auto copied = copy(*store_, *target, options);
  ASSERT_TRUE(copied) << copied.error().text();
  EXPECT_EQ(copied->documents, 2U);
  EXPECT_EQ(copied->versions, 3U);
  EXPECT_EQ(copied->copied, 3U);
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(seen.back().step, CopyProgress::Step::comparing);
  EXPECT_EQ(seen.back().done, 2U);
  EXPECT_EQ(target->read_version("b", 1)->text, "b1");
  EXPECT_EQ(target->read("b")->revision.saved_at, store_->read("b")->revision.saved_at);
  EXPECT_EQ(target->history("b", 0, 9)->front().note, "second");
  EXPECT_EQ(*target->newest(), "a");

  ASSERT_TRUE(store_->save("b", "b3", 2, "third"));  // missing versions are added
  ASSERT_TRUE(target->create("own", "{}", ""));
  const auto again = copy(*store_, *target, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->copied, 1U);
  EXPECT_EQ(target->read("b")->text, "b3");
  EXPECT_TRUE(target->read("own"));
}

TEST_P(StoreContract, CopiesOverNothing) {
  const auto target_place = GetParam().make_place();
  const auto target = target_place.open();
  ASSERT_TRUE(store_->create("fine", "1", ""));
  ASSERT_TRUE(store_->create("ahead", "1", ""));
  ASSERT_TRUE(store_->create("other", "1", ""));
  ASSERT_TRUE(copy(*store_, *target, {}));
  ASSERT_TRUE(target->save("ahead", "2", 1, "there"));
  ASSERT_TRUE(store_->save("other", "here", 1, "here"));
  ASSERT_TRUE(target->save("other", "there", 1, "there"));
  const auto copied = copy(*store_, *target, {});
  ASSERT_TRUE(copied);
  EXPECT_EQ(copied->differ, (std::vector<std::string>{"ahead", "other"}));
  EXPECT_EQ(copied->documents, 1U);
  EXPECT_EQ(target->read("ahead")->text, "2");
  EXPECT_EQ(target->read("other")->text, "there");
}

TEST_P(StoreContract, FindsACopyThatReadsDifferently) {
  const auto target_place = GetParam().make_place();
  const auto target = target_place.open();
  ASSERT_TRUE(store_->create("jane", "1", "same"));
  const auto listed = store_->list("", 1)->front();
  ASSERT_TRUE(target->adopt(listed, "2"));  // same number, time, note and size
  const auto copied = copy(*store_, *target, {});
  ASSERT_TRUE(copied);
  EXPECT_EQ(copied->differ, std::vector<std::string>{"jane"});
}

TEST_P(StoreContract, LosesNoUpdateUnderConcurrency) {
  constexpr int kThreads = 8;
  constexpr int kSaves = 10;
  ASSERT_TRUE(store_->create("jane", "", ""));
  std::atomic<int> conflicts{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < kSaves;) {
        const auto current = store_->read("jane");
        ASSERT_TRUE(current) << current.error().text();
        const auto saved =
            store_->save("jane", current->text + static_cast<char>('a' + i), current->revision.version, "");
        if (saved) {
          ++n;
        } else {
          ASSERT_EQ(saved.error().code, ErrorCode::conflict) << saved.error().text();
          ++conflicts;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto end = store_->read("jane");
  EXPECT_EQ(end->revision.version, 1U + kThreads * kSaves);
  for (int i = 0; i < kThreads; ++i)
    EXPECT_EQ(std::ranges::count(end->text, static_cast<char>('a' + i)), kSaves);
  const auto history = store_->history("jane", 0, 1000);
  for (std::size_t i = 0; i < history->size(); ++i) EXPECT_EQ(history->at(i).version, history->size() - i);
}

}  // namespace vitrine::store::contract_test
