// The list of CVs: its rows for each role, and that it reads no document.

#include <gtest/gtest.h>

#include <atomic>

#include "site/application/site_testing.hpp"
#include "site/records/people.hpp"

namespace vitrine::site::list_test {
namespace {

/// Counts the documents that are read.
class CountingStore final : public store::Store {
 public:
  explicit CountingStore(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}

  int reads() { return reads_.exchange(0); }

  Result<store::Stored> read(std::string_view slug) override {
    ++reads_;
    return store_->read(slug);
  }
  Result<store::Stored> read_version(std::string_view slug, store::Version version) override {
    ++reads_;
    return store_->read_version(slug, version);
  }
  Result<std::string> newest() override { return store_->newest(); }
  Result<std::vector<std::optional<store::Revision>>> revisions(
      const std::vector<std::string>& slugs) override {
    return store_->revisions(slugs);
  }
  Result<std::vector<std::uint64_t>> change_counts() override { return store_->change_counts(); }
  Result<store::Revision> create(std::string_view slug, std::string_view text,
                                 std::string_view note) override {
    return store_->create(slug, text, note);
  }
  Result<store::Revision> save(std::string_view slug, std::string_view text, store::Version expected,
                               std::string_view note) override {
    return store_->save(slug, text, expected, note);
  }
  Result<std::vector<store::Revision>> history(std::string_view slug, store::Version before,
                                               std::size_t limit) override {
    return store_->history(slug, before, limit);
  }
  Result<store::Revision> restore(std::string_view slug, store::Version version,
                                  store::Version expected) override {
    return store_->restore(slug, version, expected);
  }
  Result<std::vector<store::Listed>> list(std::string_view after, std::size_t limit) override {
    return store_->list(after, limit);
  }
  Result<std::vector<std::optional<store::Listed>>> listed(const std::vector<std::string>& slugs) override {
    return store_->listed(slugs);
  }
  Result<void> remove(std::string_view slug, store::Version expected) override {
    return store_->remove(slug, expected);
  }
  Result<void> adopt(const store::Listed& as, std::string_view text) override {
    return store_->adopt(as, text);
  }
  Result<void> put_record(const store::Record& record) override { return store_->put_record(record); }
  Result<void> replace_record(const store::Record& record, std::optional<std::string_view> before) override {
    return store_->replace_record(record, before);
  }
  Result<store::Record> read_record(std::string_view kind, std::string_view key) override {
    return store_->read_record(kind, key);
  }
  Result<std::vector<store::Record>> list_records(std::string_view kind, std::string_view after,
                                                  std::size_t limit) override {
    return store_->list_records(kind, after, limit);
  }
  Result<void> remove_record(std::string_view kind, std::string_view key) override {
    return store_->remove_record(kind, key);
  }

 private:
  std::unique_ptr<store::Store> store_;
  std::atomic<int> reads_{0};
};

class ListTest : public SiteTest {
 protected:
  ListTest() {
    auto counting = std::make_unique<CountingStore>(std::move(store_));
    counting_ = counting.get();
    site_.reset();
    store_ = std::move(counting);
    restart();
    owner_ = sign_in("boss@example.org", auth::Role::owner);
    viewer_ = sign_in("viewer@example.org", auth::Role::viewer);
    guest_ = sign_in("guest@example.org", auth::Role::none);
  }

  void create(const std::string& slug, std::string_view text) { ASSERT_TRUE(store_->create(slug, text, "")); }
  void invite(const std::string& slug, auth::Grant::May may, const std::string& audience) {
    const Invitation invitation{.email = "guest@example.org", .grant = {.may = may, .audience = audience}};
    ASSERT_TRUE(put_invitation(*store_, slug, invitation));
  }

  /// Each row as "slug name may", with "archived" where it is.
  std::vector<std::string> rows(std::string_view cookie, std::string_view query = "") {
    const auto answer = ask("GET", "/api/v1/cvs" + std::string(query), cookie);
    EXPECT_EQ(answer.status, 200U);
    std::vector<std::string> out;
    for (const auto& row : answer.json["cvs"]) {
      out.push_back(row["slug"].get<std::string>() + ' ' + row["name"].get<std::string>() + ' ' +
                    row["may"].get<std::string>() + (row["archived"] == true ? " archived" : ""));
    }
    return out;
  }
  using Rows = std::vector<std::string>;

  CountingStore* counting_ = nullptr;
  std::string owner_, viewer_, guest_;
};

TEST_F(ListTest, ReadsNoDocument) {
  for (int i = 0; i < 60; ++i) {
    const auto slug = "cv" + std::to_string(i);
    create(slug, R"({"basics":{"name":"Ada"}})");
    invite(slug, auth::Grant::May::view, "public");
  }
  static_cast<void>(ask("GET", "/cv/cv0", ""));
  for (const auto& cookie : {owner_, viewer_, guest_}) {
    counting_->reads();
    EXPECT_EQ(rows(cookie).size(), 50U);
    EXPECT_EQ(counting_->reads(), 0);
  }
}

TEST_F(ListTest, ShowsEachRoleItsRows) {
  create("all", R"({"basics":{"name":"Ada"}})");
  create("friends", R"({"basics":{"name":"Ada","name@for":["friends"]}})");
  create("person", R"({"basics@for":["friends"],"basics":{"name":"Ada"}})");
  create("public", R"({"basics":{"name":"Ada","name@for":"public"}})");
  create("old", R"({"basics":{"name":"Ada"},"meta":{"vitrine":{"archived":true}}})");
  for (const auto* slug : {"all", "friends", "person", "public"})
    invite(slug, auth::Grant::May::view, "friends");
  EXPECT_EQ(rows(owner_), (Rows{"all Ada edit", "friends  edit", "old Ada edit archived", "person  edit",
                                "public Ada edit"}));
  EXPECT_EQ(rows(viewer_), (Rows{"all Ada view", "friends  view", "person  view", "public Ada view"}));
  EXPECT_EQ(rows(guest_), (Rows{"all Ada view", "friends Ada view", "person Ada view", "public  view"}));
  invite("friends", auth::Grant::May::view, "others");
  invite("old", auth::Grant::May::view, "public");
  EXPECT_EQ(rows(guest_), (Rows{"all Ada view", "friends  view", "person Ada view", "public  view"}));
  invite("old", auth::Grant::May::edit, "public");
  EXPECT_EQ(rows(guest_).at(2), "old Ada edit archived");
}

TEST_F(ListTest, FollowsWhatIsSaved) {
  create("cv", R"({"basics":{"name":"Ada"}})");
  ASSERT_TRUE(store_->save("cv", R"({"basics":{"name":"Ada","name@for":[]}})", 1, ""));
  EXPECT_EQ(rows(owner_), Rows{"cv  edit"});
  ASSERT_TRUE(store_->restore("cv", 1, 2));
  EXPECT_EQ(rows(owner_), Rows{"cv Ada edit"});
  ASSERT_TRUE(store_->save("cv", R"({"meta":{"vitrine":{"archived":true}}})", 3, ""));
  EXPECT_EQ(rows(viewer_), Rows{});
  ASSERT_TRUE(store_->remove("cv", 4));
  EXPECT_EQ(rows(owner_), Rows{});
}

TEST_F(ListTest, GoesOnWhereAPageOfInvitationsEnded) {
  for (const auto* slug : {"jane", "jane-2", "joe", "zoe"}) {
    create(slug, R"({"basics":{"name":"Jane"}})");
    invite(slug, auth::Grant::May::view, "public");
  }
  ASSERT_TRUE(store_->remove("joe", 1));
  Rows seen;
  std::string query = "?limit=1";
  for (int page = 0; page < 9 && !query.empty(); ++page) {
    const auto answer = ask("GET", "/api/v1/cvs" + query, guest_);
    for (const auto& row : answer.json["cvs"]) seen.push_back(row["slug"]);
    query = answer.json.contains("next") ? "?limit=1&after=" + answer.json["next"].get<std::string>() : "";
  }
  EXPECT_EQ(seen, (Rows{"jane", "jane-2", "zoe"}));
}

TEST_F(ListTest, MakesWhatAnEarlierProgramLeftOutAtItsStart) {
  const auto older = *store::sqlite::open_sqlite_store(folder_ / "vitrine.sqlite");
  for (int i = 0; i < 130; ++i)
    ASSERT_TRUE(older->create("cv" + std::to_string(i), R"({"basics":{"name":"Ada"}})", ""));
  restart();
  auto database = *store::sqlite::Database::open(folder_ / "vitrine.sqlite");
  const auto kept = [&] { return *database.integer("SELECT count(*) FROM summary"); };
  for (int i = 0; i < 500 && kept() < 130; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(kept(), 130);
  ASSERT_TRUE(older->save("cv7", R"({"basics":{"name":"Zoe"}})", 1, ""));
  EXPECT_EQ(rows(viewer_, "?limit=1&after=cv69"), Rows{"cv7 Zoe view"});
}

}  // namespace
}  // namespace vitrine::site::list_test
