#include "store/sqlite/sqlite.hpp"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>

namespace vitrine::store::sqlite::sqlite_test {
namespace {

using testing::HasSubstr;

class SqliteStatement : public testing::Test {
 protected:
  Statement prepare(std::string_view sql) { return std::move(*database_.prepare(sql)); }

  /// The message of the bug that `work` triggers.
  template <class Work>
  static std::string bug_in(Work work) {
    try {
      work();
    } catch (const std::logic_error& bug) {
      return bug.what();
    }
    return "none";
  }

  Database database_ = std::move(*Database::open(":memory:"));
};

TEST_F(SqliteStatement, BindsByNameInAnyOrder) {
  auto statement = prepare("SELECT :a, :b, :a, :bytes");
  statement.bind(":bytes", 7).bind_blob(":b", std::string_view("\0x", 2)).bind(":a", "one");
  ASSERT_TRUE(*statement.step());
  EXPECT_EQ(statement.text(0), "one");
  EXPECT_EQ(statement.text(1), std::string_view("\0x", 2));
  EXPECT_EQ(statement.text(2), "one");
  EXPECT_EQ(statement.integer(3), 7);
}

TEST_F(SqliteStatement, KnowsNoParameterByAWrongName) {
  auto statement = prepare("SELECT :slug");
  for (const char* name : {":slugs", ":slu", "slug", ":Slug", ""})
    EXPECT_THAT(bug_in([&] { statement.bind(name, "x"); }), HasSubstr("no parameter " + std::string(name)))
        << name;
}

TEST_F(SqliteStatement, RunsOnlyWithEveryParameter) {
  auto statement = prepare("SELECT :slug, :version");
  EXPECT_THAT(bug_in([&] { static_cast<void>(statement.step()); }), HasSubstr(":slug is not bound"));
  statement.bind(":slug", "a");
  EXPECT_THAT(bug_in([&] { static_cast<void>(statement.run()); }), HasSubstr(":version is not bound"));
  statement.bind(":version", 1);
  EXPECT_TRUE(*statement.step());
  statement.reset();
  statement.bind(":version", 1);
  EXPECT_THAT(bug_in([&] { static_cast<void>(statement.step()); }), HasSubstr(":slug is not bound"));
}

TEST_F(SqliteStatement, GivesAllRowsInTheirOrder) {
  auto statement = prepare("SELECT value FROM json_each(:list)");
  const auto number = [](const Statement& row) { return row.integer(0); };
  {
    Use use(statement);
    EXPECT_THAT(*use->bind(":list", "[3,1,2]").all(number), testing::ElementsAre(3, 1, 2));
  }
  Use use(statement);
  EXPECT_THAT(*use->bind(":list", "[]").all(number), testing::IsEmpty());
  statement.reset();
  const auto failed = use->bind(":list", "[1,").all(number);
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().text(), HasSubstr("JSON"));
}

}  // namespace
}  // namespace vitrine::store::sqlite::sqlite_test
