#pragma once
// A connection to the store's file, with all prepared statements and the mapping of their rows.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

/// One of each statement of a connection; connection.cpp has their SQL.
struct Statements {
  Statement begin, commit, rollback;
  Statement current_version, insert_document, set_version, insert_revision, remove_document;
  Statement current_revision, read, read_version;  ///< rows for revision_of(), then the text
  Statement history;                               ///< rows for revision_of()
  Statement list, listed;                          ///< rows for row_of()
  Statement put_summary;  ///< of the current version; of the document made then, if it is said
  Statement newest;
  Statement put_record, read_record, list_records, remove_record;
};

/// A connection with its statements; they are declared after it and so finalized before it closes.
struct Connection {
  Database database;
  Statements statements;

  /// Errors as Database::open(). When only reading, the tables of records and of summaries may be missing:
  /// then there are none.
  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, Database::Mode mode);
};

/// In SQLite's form, whose largest integer is smaller.
std::int64_t stored_number(std::uint64_t number);
/// Milliseconds since 1970.
std::int64_t stored_time(base::TimePoint time);

Revision revision_of(const Statement& row);
Stored stored_of(std::string_view slug, const Statement& row);

/// A row of the list, with the text that a summary is to be made of where none is kept.
struct ListedRow {
  Listed listed;
  std::optional<std::string> unsummarized;
};
ListedRow row_of(const Statement& row);

}  // namespace vitrine::store::sqlite
