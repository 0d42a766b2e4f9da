#include "site/documents/catalog.hpp"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <map>
#include <set>

namespace vitrine::site::catalog_test {
namespace {

using namespace std::chrono_literals;

/// A store in memory that can become unavailable and recover.
class FragileStore : public store::DocumentSource {
 public:
  void put(const std::string& slug, std::string text) {
    const std::scoped_lock lock(mutex_);
    auto& stored = documents_[slug];
    stored = {
        .slug = slug,
        .revision = {.version = stored.revision.version + 1, .saved_at = base::now(), .bytes = text.size()},
        .text = std::move(text)};
    newest_ = slug;
    ++counts_[store::counter_of(slug, counts_.size())];
  }
  void drop(const std::string& slug) {
    const std::scoped_lock lock(mutex_);
    documents_.erase(slug);
    ++counts_[store::counter_of(slug, counts_.size())];
  }
  void set_away(bool away) { away_ = away; }
  void set_hanging(bool hanging) { hanging_ = hanging; }
  int reads() const { return reads_; }
  int looked_up() const { return looked_up_; }

  Result<store::Stored> read(std::string_view slug) override {
    ++reads_;
    if (away_) return gone();
    auto found = [&]() -> Result<store::Stored> {
      const std::scoped_lock lock(mutex_);
      const auto at = documents_.find(std::string(slug));
      if (at == documents_.end()) return Error{ErrorCode::not_found, Message::as_is("no such document")};
      return at->second;
    }();
    while (hanging_) std::this_thread::sleep_for(1ms);
    return found;
  }
  Result<std::string> newest() override {
    if (away_) return gone();
    const std::scoped_lock lock(mutex_);
    if (newest_.empty()) return Error{ErrorCode::not_found, Message::as_is("empty")};
    return newest_;
  }
  Result<std::vector<std::uint64_t>> change_counts() override {
    if (away_) return gone();
    const std::scoped_lock lock(mutex_);
    return counts_;
  }
  Result<std::vector<std::optional<store::Revision>>> revisions(
      const std::vector<std::string>& slugs) override {
    if (away_) return gone();
    const std::scoped_lock lock(mutex_);
    std::vector<std::optional<store::Revision>> out;
    for (const auto& slug : slugs) {
      ++looked_up_;
      const auto at = documents_.find(slug);
      out.push_back(at == documents_.end() ? std::nullopt : std::optional(at->second.revision));
    }
    return out;
  }

 private:
  static Error gone() { return {ErrorCode::unavailable, Message::as_is("away")}; }
  std::atomic<bool> away_{false};
  std::atomic<bool> hanging_{false};
  std::atomic<int> reads_{0};
  std::atomic<int> looked_up_{0};
  std::mutex mutex_;
  std::map<std::string, store::Stored> documents_;
  std::string newest_;
  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(8);
};

class CatalogTest : public testing::Test {
 protected:
  CatalogTest() = default;
  /// Work that ends posts to a reader's thread, so the readers' threads stop last.
  ~CatalogTest() override {
    catalog_.reset();
    pools_.join();
    readers_.join();
  }
  CatalogTest(const CatalogTest&) = delete;
  CatalogTest& operator=(const CatalogTest&) = delete;

  void start(std::size_t max_bytes = 64 * 1024 * 1024) {
    catalog_ = std::make_unique<Catalog>(
        store_, pools_, CatalogOptions{.max_bytes = max_bytes, .poll_interval = 10ms}, PageOptions{});
  }
  Result<std::shared_ptr<const Published>> find(const std::string& slug) {
    return boost::asio::co_spawn(readers_, catalog_->find(slug), boost::asio::use_future).get();
  }
  template <class Condition>
  static bool soon(Condition condition) {
    for (int i = 0; i < 500; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  store::Version version(const std::string& slug) {
    const auto found = find(slug);
    return found ? (*found)->version() : 0;
  }

  FragileStore store_;
  Pools pools_;
  boost::asio::thread_pool readers_{2};
  std::unique_ptr<Catalog> catalog_;
};

TEST_F(CatalogTest, ReadsADocumentOnce) {
  store_.put("a", "{}");
  start();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(version("a"), 1U);
  EXPECT_EQ(store_.reads(), 1);
}

TEST_F(CatalogTest, ShowsAnEditSoon) {
  store_.put("a", "{}");
  start();
  EXPECT_EQ(version("a"), 1U);
  store_.put("a", R"({"basics":{}})");
  EXPECT_TRUE(soon([&] { return version("a") == 2; }));
}

TEST_F(CatalogTest, LetsNoReaderWaitForANewVersion) {
  store_.put("a", "{}");
  start();
  EXPECT_EQ(version("a"), 1U);
  store_.set_hanging(true);
  store_.put("a", R"({"basics":{}})");
  EXPECT_TRUE(soon([&] { return store_.reads() == 2; }));  // the watcher is reading
  EXPECT_EQ(version("a"), 1U);
  store_.set_hanging(false);
  EXPECT_TRUE(soon([&] { return version("a") == 2; }));
}

TEST_F(CatalogTest, LooksOnlyAtWhatMayHaveChanged) {
  std::string other = "b";  // with a counter other than "a"'s
  while (store::counter_of(other, 8) == store::counter_of("a", 8)) other += "b";
  store_.put("a", "{}");
  store_.put(other, "{}");
  start();
  EXPECT_EQ(version("a") + version(other), 2U);
  store_.put("a", R"({"basics":{}})");
  EXPECT_TRUE(soon([&] { return version("a") == 2; }));
  EXPECT_EQ(store_.looked_up(), 1);
  EXPECT_EQ(store_.reads(), 3);
}

TEST_F(CatalogTest, ManyFirstReadersShareOneDocument) {
  store_.put("a", "{}");
  start();
  store_.set_hanging(true);
  std::vector<std::future<Result<std::shared_ptr<const Published>>>> readers;
  for (int i = 0; i < 64; ++i)
    readers.push_back(boost::asio::co_spawn(readers_, catalog_->find("a"), boost::asio::use_future));
  EXPECT_TRUE(soon([&] { return store_.reads() == static_cast<int>(Pools::kStoreThreads); }));
  store_.set_hanging(false);
  std::set<const Published*> documents;
  for (auto& reader : readers) documents.insert(reader.get()->get());
  EXPECT_EQ(documents.size(), 1U);
  EXPECT_EQ(store_.reads(), static_cast<int>(Pools::kStoreThreads));
}

TEST_F(CatalogTest, SeesASaveDuringTheFirstRead) {
  store_.put("a", "{}");
  start();
  store_.set_hanging(true);
  auto first = boost::asio::co_spawn(readers_, catalog_->find("a"), boost::asio::use_future);
  EXPECT_TRUE(soon([&] { return store_.reads() == 1; }));
  const auto before = catalog_->generation();
  store_.put("a", R"({"basics":{}})");
  EXPECT_TRUE(soon([&] { return catalog_->generation() > before; }));
  store_.set_hanging(false);
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(soon([&] { return version("a") == 2; }));
}

TEST_F(CatalogTest, MakesThePagesOfANewVersionBeforehand) {
  store_.put("a", "{}");
  start();
  auto document = *find("a");
  const PageKey key{.language = document->languages().front()};
  ASSERT_TRUE(
      boost::asio::co_spawn(readers_, catalog_->page(document, key, "reader"), boost::asio::use_future)
          .get());
  store_.put("a", R"({"basics":{}})");
  EXPECT_TRUE(soon([&] { return version("a") == 2; }));
  EXPECT_TRUE((*find("a"))->find(key));
}

/// More than one reader's places, and more than the queue's.
TEST_F(CatalogTest, MakesAPageOnceForAllWhoWaitForIt) {
  store_.put("a", "{}");
  start();
  auto document = *find("a");
  const PageKey key{.format = Format::pdf, .language = document->languages().front()};
  std::promise<void> go;
  boost::asio::post(pools_.pdfs.threads(), [gone = go.get_future().share()] { gone.wait(); });
  std::vector<std::future<std::shared_ptr<const Page>>> waiting;
  for (std::size_t i = 0; i < 2 * kPdfsQueue.places; ++i) {
    waiting.push_back(
        boost::asio::co_spawn(readers_, catalog_->page(document, key, "reader"), boost::asio::use_future));
  }
  EXPECT_EQ(waiting.back().wait_for(20ms), std::future_status::timeout);
  go.set_value();
  const auto page = waiting.front().get();
  ASSERT_TRUE(page);
  for (std::size_t i = 1; i < waiting.size(); ++i) EXPECT_EQ(waiting[i].get(), page);
}

TEST_F(CatalogTest, OneReaderHasAPartOfThePlacesForPages) {
  store_.put("a", "{}");
  start();
  auto document = *find("a");
  std::promise<void> go;
  boost::asio::post(pools_.pdfs.threads(), [gone = go.get_future().share()] { gone.wait(); });
  const auto ask = [&](const std::string& under, const std::string& reader) {
    PageKey key{.format = Format::pdf, .language = document->languages().front(), .under = under};
    return boost::asio::co_spawn(readers_, catalog_->page(document, std::move(key), reader),
                                 boost::asio::use_future);
  };
  std::vector<std::future<std::shared_ptr<const Page>>> waiting;
  for (std::size_t i = 0; i < kPdfsQueue.places_of_one; ++i)
    waiting.push_back(ask("/s/" + std::to_string(i), "greedy"));
  EXPECT_EQ(waiting.back().wait_for(20ms), std::future_status::timeout);
  EXPECT_FALSE(ask("/s/more", "greedy").get());
  waiting.push_back(ask("/s/more", "another"));
  go.set_value();
  for (auto& one : waiting) EXPECT_TRUE(one.get());
}

TEST_F(CatalogTest, FollowsTheNewestDocument) {
  store_.put("a", "{}");
  start();
  const auto home = [&] {
    return *boost::asio::co_spawn(readers_, catalog_->home(), boost::asio::use_future).get();
  };
  EXPECT_EQ(home(), "a");
  store_.put("b", "{}");
  EXPECT_TRUE(soon([&] { return home() == "b"; }));
}

TEST_F(CatalogTest, ForgetsWhatIsDeleted) {
  store_.put("a", "{}");
  start();
  EXPECT_EQ(version("a"), 1U);
  store_.drop("a");
  EXPECT_TRUE(soon([&] { return !find("a"); }));
  EXPECT_EQ(find("a").error().code, ErrorCode::not_found);
}

TEST_F(CatalogTest, ServesFromMemoryWhileTheStoreIsAway) {
  store_.put("a", "{}");
  store_.put("b", "{}");
  start();
  EXPECT_EQ(version("a"), 1U);
  store_.put("a", R"({"basics":{}})");  // before anyone sees the change:
  store_.set_away(true);
  EXPECT_TRUE(soon([&] { return catalog_->is_degraded(); }));
  EXPECT_EQ(version("a"), 1U);
  EXPECT_EQ(find("b").error().code, ErrorCode::unavailable);
  store_.set_away(false);
  EXPECT_TRUE(soon([&] { return !catalog_->is_degraded() && version("a") == 2; }));
}

TEST_F(CatalogTest, StartsWithoutItsStore) {
  store_.put("a", "{}");
  store_.set_away(true);
  start();
  EXPECT_TRUE(catalog_->is_degraded());
  store_.set_away(false);
  EXPECT_TRUE(soon([&] { return version("a") == 1; }));
}

TEST_F(CatalogTest, KeepsNoMoreThanItsBytes) {
  const auto text = R"({"basics":{"name":")" + std::string(10'000, 'x') + "\"}}";
  for (int i = 0; i < 20; ++i) store_.put("cv" + std::to_string(i), text);
  start(5 * 4 * text.size());
  for (int i = 0; i < 20; ++i) EXPECT_EQ(version("cv" + std::to_string(i)), 1U);
  const int before = store_.reads();
  EXPECT_EQ(version("cv19"), 1U);
  EXPECT_EQ(store_.reads(), before);
  EXPECT_EQ(version("cv0"), 1U);
  EXPECT_EQ(store_.reads(), before + 1);
}

TEST_F(CatalogTest, SaysWhatItCannotRead) {
  store_.put("a", "{");
  start();
  EXPECT_EQ(find("a").error().code, ErrorCode::internal);
}

}  // namespace
}  // namespace vitrine::site::catalog_test
