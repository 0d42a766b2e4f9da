#pragma once
// A thin layer over SQLite's C interface: connection and statement with RAII, errors as values.

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vitrine::store::sqlite {

/// One prepared statement with at most 63 parameters. Parameters have names (":slug"), columns are 0-based,
/// as in SQLite. For one thread at a time.
///
/// A wrong or forgotten name is a bug in this program: bind() throws std::logic_error if the statement has no
/// such parameter, and a step if one is not bound.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement);

  /// The bytes must live until reset().
  Statement& bind(const char* name, std::string_view text);
  Statement& bind_blob(const char* name, std::string_view bytes);
  Statement& bind(const char* name, std::int64_t value);

  /// Whether there is a (further) row.
  Result<bool> step();

  /// Runs a statement that returns no rows.
  Result<void> run();

  /// Runs a statement to its end: `value_of(*this)` for each row, in order.
  template <class ValueOf>
  auto all(ValueOf value_of) -> Result<std::vector<decltype(value_of(*this))>> {
    std::vector<decltype(value_of(*this))> out;
    while (true) {
      const auto row = step();
      if (!row) return row.error();
      if (!*row) return out;
      out.push_back(value_of(*this));
    }
  }

  [[nodiscard]] std::string text(int column) const;  ///< text or blob, byte for byte
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] int columns() const { return sqlite3_column_count(statement_.get()); }

  /// Prepares for new parameters and steps; ends its read.
  void reset();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  /// The parameter's index; marks it as bound.
  int index_of(const char* name);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::uint64_t parameters_;  ///< one bit for each, the lowest for the first
  std::uint64_t unbound_;     ///< parameters without a value
};

/// Resets a statement at the end of a scope, so that no read stays open.
class Use {
 public:
  explicit Use(Statement& statement) : statement_(statement) {}
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  ~Use() { statement_.reset(); }
  Statement* operator->() { return &statement_; }
  Statement& operator*() { return statement_; }

 private:
  Statement& statement_;
};

/// One connection. For one thread at a time.
class Database {
 public:
  enum class Mode {
    read_write,  ///< created if it is missing
    read_only,   ///< for a file that others may write
    unchanging,  ///< nobody writes it, and no other file is created beside it
  };
  /// Opens with secure defaults (defensive, no trusted schema), a busy timeout, foreign keys on.
  static Result<Database> open(const std::filesystem::path& file, Mode mode = Mode::read_write);

  Result<void> run(const char* sql);
  Result<Statement> prepare(std::string_view sql);
  Result<std::int64_t> integer(std::string_view sql);  ///< the first column of the first row
  [[nodiscard]] sqlite3* handle() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  explicit Database(sqlite3* database) : database_(database) {}
  std::unique_ptr<sqlite3, Close> database_;
};

/// The last error of a connection: `unavailable` if a retry, or freeing space, may help; `invalid` if the
/// file is no database; `internal` if it is damaged.
Error last_error(sqlite3* database);

}  // namespace vitrine::store::sqlite
