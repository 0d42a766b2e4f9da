#include "store/sqlite/store.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "store/common/contract_testing.hpp"
#include "store/sqlite/connection.hpp"

namespace vitrine::store::sqlite::store_test {
namespace {

/// A folder that is removed with its last owner.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-store-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

Place sqlite_place() {
  auto folder = std::make_shared<Folder>();
  return {.open_with =
              [file = folder->path() / "data" / "vitrine.sqlite"](const Summarizer& summarizer) {
                auto store = open_sqlite_store(file, summarizer);
                EXPECT_TRUE(store) << store.error().text();
                return store ? std::move(*store) : nullptr;
              },
          .keep = folder};
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(Implementation{"sqlite", sqlite_place}));

void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
}

/// Collects the SQL of every statement on a connection that is opened during its lifetime. One at a time.
class Trace {
 public:
  Trace() {
    seen().clear();
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&Trace::begin));
  }
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;
  ~Trace() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&Trace::begin)); }

  static std::set<std::string>& seen() {
    static std::set<std::string> statements;
    return statements;
  }

 private:
  static int begin(sqlite3* database, char** /*error*/, const void* /*routines*/) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, &Trace::note, nullptr);
  }
  static int note(unsigned /*event*/, void* /*context*/, void* statement, void* /*text*/) {
    seen().insert(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
    return 0;
  }
};

// A statement runs only with all its parameters: else step() throws.
TEST(SqliteStore, BindsEveryParameterOfEachStatement) {
  const Folder folder;
  const auto file = folder.path() / "vitrine.sqlite";
  const Trace trace;
  const auto store = std::move(*open_sqlite_store(
      file, {.form = 1, .summarize = [](std::string_view) { return std::string("summary"); }}));
  const auto connection = std::move(*Connection::open(file, Database::Mode::read_only));
  EXPECT_TRUE(store->create("a", "1", ""));
  EXPECT_TRUE(store->save("a", "2", 1, ""));
  EXPECT_TRUE(store->restore("a", 1, 2));
  EXPECT_FALSE(store->save("a", "3", 1, ""));
  EXPECT_TRUE(store->read("a"));
  EXPECT_TRUE(store->history("a", 0, 9));
  EXPECT_TRUE(store->list("", 9));
  EXPECT_TRUE(store->listed({"a"}));
  EXPECT_TRUE(store->newest());
  EXPECT_TRUE(store->revisions({"a"}));
  EXPECT_TRUE(store->remove("a", 3));
  EXPECT_TRUE(store->put_record({.kind = "token", .key = "a", .value = "1"}));
  EXPECT_TRUE(store->read_record("token", "a"));
  EXPECT_TRUE(store->list_records("token", "", 9));
  EXPECT_TRUE(store->remove_record("token", "a"));
  int statements = 0;
  auto* const database = connection->database.handle();
  for (auto* one = sqlite3_next_stmt(database, nullptr); one != nullptr;
       one = sqlite3_next_stmt(database, one), ++statements)
    EXPECT_TRUE(Trace::seen().contains(sqlite3_sql(one))) << "never run: " << sqlite3_sql(one);
  EXPECT_GT(statements, 0);
}

TEST(SqliteStore, IsItsOwnersAlone) {
  const Folder folder;
  const auto file = folder.path() / "a" / "b" / "vitrine.sqlite";
  const auto store = open_sqlite_store(file);
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->create("a", "{}", ""));
  struct stat status{};
  ASSERT_EQ(stat(file.parent_path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
  for (const char* suffix : {"", "-wal", "-shm"}) {
    ASSERT_EQ(stat((file.string() + suffix).c_str(), &status), 0) << suffix;
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << suffix;
  }
}

TEST(SqliteStore, RefusesWhatIsNotItsOwn) {
  const Folder folder;
  const auto letter = folder.path() / "letter.sqlite";
  const std::string text(5000, 'x');
  std::ofstream(letter) << text;
  EXPECT_EQ(open_sqlite_store(letter).error().code, ErrorCode::invalid);
  std::ifstream in(letter);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), text);

  const auto foreign = folder.path() / "foreign.sqlite";
  run_sql(foreign, "CREATE TABLE t (x)");
  EXPECT_THAT(open_sqlite_store(foreign).error().text(), testing::HasSubstr("another program's database"));
}

TEST(SqliteStore, SaysThatTheFileIsOfANewerProgram) {
  const Folder folder;
  const auto file = folder.path() / "vitrine.sqlite";
  ASSERT_TRUE(open_sqlite_store(file));
  run_sql(file, "PRAGMA user_version = 99");
  const auto opened = open_sqlite_store(file);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::invalid);
  EXPECT_THAT(opened.error().text(), testing::HasSubstr("version 99"));
}

TEST(SqliteStore, BringsAnOlderFileUpToDate) {
  const Folder folder;
  const auto file = folder.path() / "vitrine.sqlite";
  ASSERT_TRUE((*open_sqlite_store(file))->create("jane", "{}", "before"));
  run_sql(file, "DROP TABLE record; DROP TABLE summary; PRAGMA user_version = 1");  // the state of version 1
  const auto store = open_sqlite_store(file);
  ASSERT_TRUE(store) << store.error().text();
  EXPECT_EQ((*store)->read("jane")->revision.note, "before");
  EXPECT_TRUE((*store)->put_record({.kind = "token", .key = "a", .value = "1"}));
}

constexpr const char* kAsVersion2 = "DROP TABLE summary; PRAGMA user_version = 2";

Summarizer plain_summarizer() {
  return {.form = 1, .summarize = [](std::string_view text) { return "of " + std::string(text); }};
}

TEST(SqliteStore, ListsAfterAnEarlierProgramThatHadTheFileOpen) {
  const Folder folder;
  const auto file = folder.path() / "vitrine.sqlite";
  ASSERT_TRUE((*open_sqlite_store(file))->create("jane", "1", ""));
  run_sql(file, kAsVersion2);
  // As that program has it: statements that were prepared before this one made its table.
  const auto save = [](Database& database, const char* sql) { return std::move(*database.prepare(sql)); };
  auto older = std::move(*Database::open(file));
  auto set = save(older, "UPDATE document SET version = :version WHERE slug = :slug");
  auto insert = save(older,
                     "INSERT INTO revision (slug, version, saved_at, note, bytes, text)"
                     " VALUES ('jane', 2, 1, '', 1, x'32')");
  auto remove = save(older, "DELETE FROM document WHERE slug = :slug");
  const auto store = std::move(*open_sqlite_store(file, plain_summarizer()));
  EXPECT_EQ(store->list("", 9)->front().summary, "of 1");
  ASSERT_TRUE(set.bind(":slug", "jane").bind(":version", 2).run());
  ASSERT_TRUE(insert.run());
  EXPECT_EQ(store->list("", 9)->front().summary, "of 2");
  ASSERT_TRUE(remove.bind(":slug", "jane").run());
  EXPECT_TRUE(store->list("", 9)->empty());
  EXPECT_EQ(*older.integer("SELECT count(*) FROM summary"), 0);
}

TEST(SqliteStore, ListsAnOlderFileThatItMayNotChange) {
  const Folder folder;
  const auto file = folder.path() / "vitrine.sqlite";
  ASSERT_TRUE((*open_sqlite_store(file))->create("jane", "1", ""));
  run_sql(file, kAsVersion2);
  for (const auto mode : {Database::Mode::read_only, Database::Mode::unchanging}) {
    const auto store = open_sqlite_file(file, mode, plain_summarizer());
    ASSERT_TRUE(store) << store.error().text();
    for (int i = 0; i < 2; ++i) EXPECT_EQ((*store)->list("", 9)->front().summary, "of 1");
  }
}

TEST(SqliteStore, SaysThatItCannotBeMade) {
  const Folder folder;
  std::ofstream(folder.path() / "file") << "x";
  const auto opened = open_sqlite_store(folder.path() / "file" / "vitrine.sqlite");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
}

/// Limits the file size of this process to `bytes` during its lifetime: to a writer that is like a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(SqliteStore, SurvivesAFullDisk) {
  const Folder folder;
  const auto file = folder.path() / "vitrine.sqlite";
  const auto store = open_sqlite_store(file);
  ASSERT_TRUE((*store)->create("a", "{}", ""));
  const std::string large(200'000, 'x');
  {
    const FileSizeLimit limit(std::filesystem::file_size(file.string() + "-wal") + 50'000);
    const auto refused = (*store)->save("a", large, 1, "");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable) << refused.error().text();
    EXPECT_EQ((*store)->read("a")->revision.version, 1U);
    EXPECT_EQ((*store)->read("a")->text, "{}");
    EXPECT_EQ((*store)->history("a", 0, 10)->size(), 1U);
  }
  EXPECT_TRUE((*store)->save("a", large, 1, ""));
  EXPECT_EQ((*store)->read("a")->text, large);
}

TEST(SqliteStore, IsMadeOnceByManyAtOnce) {
  for (int round = 0; round < 5; ++round) {
    const Folder folder;
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        const auto store = open_sqlite_store(folder.path() / "vitrine.sqlite");
        ASSERT_TRUE(store) << store.error().text();
        const auto created = (*store)->create("cv" + std::to_string(i), "{}", "");
        ASSERT_TRUE(created) << created.error().text();
        ++good;
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 8);
    EXPECT_EQ((*open_sqlite_store(folder.path() / "vitrine.sqlite"))->list("", 100)->size(), 8U);
  }
}

}  // namespace
}  // namespace vitrine::store::sqlite::store_test
