#include "store/sqlite/connection.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <string>
#include <utility>

namespace vitrine::store::sqlite {

namespace {

/// Columns of the alias `r`. Other columns of a statement come after them.
constexpr const char* kRevisionColumns = "r.version, r.saved_at, r.note, r.bytes";
constexpr int kAfterRevision = 4;

base::TimePoint time_of(std::int64_t milliseconds) {
  return base::TimePoint{std::chrono::milliseconds{milliseconds}};
}

Result<Statements> prepare_all(Database& database) {
  Result<void> failed;
  const auto prepare = [&](std::string_view sql) {
    auto statement = failed ? database.prepare(sql) : Result<Statement>(failed.error());
    if (statement) return std::move(*statement);
    failed = statement.error();
    return Statement(nullptr);
  };
  const auto revision = std::string("SELECT ") + kRevisionColumns;
  const std::string of_current =
      " FROM document d JOIN revision r ON r.slug = d.slug AND r.version = d.version";
  const auto listed = revision +
                      ", d.slug, d.created_at, d.created_order, s.text,"
                      " CASE WHEN :form > 0 AND s.slug IS NULL THEN r.text END" +
                      of_current +
                      " LEFT JOIN summary s ON s.slug = d.slug AND s.version = d.version AND s.form = :form";
  Statements out{
      .begin = prepare("BEGIN IMMEDIATE"),
      .commit = prepare("COMMIT"),
      .rollback = prepare("ROLLBACK"),
      .current_version = prepare("SELECT version FROM document WHERE slug = :slug"),
      .insert_document =
          prepare("INSERT INTO document (slug, version, created_at, created_order)"
                  " VALUES (:slug, 1, :created_at, CASE WHEN :order > 0"
                  " AND NOT EXISTS (SELECT 1 FROM document WHERE created_order = :order)"
                  " THEN :order ELSE (SELECT coalesce(max(created_order), 0) + 1 FROM document) END)"),
      .set_version = prepare("UPDATE document SET version = :version WHERE slug = :slug"),
      .insert_revision = prepare("INSERT INTO revision (slug, version, saved_at, note, bytes, text)"
                                 " VALUES (:slug, :version, :saved_at, :note, :bytes, :text)"),
      .remove_document = prepare("DELETE FROM document WHERE slug = :slug"),
      .current_revision = prepare(revision + of_current + " WHERE d.slug = :slug"),
      .read = prepare(revision + ", r.text" + of_current + " WHERE d.slug = :slug"),
      .read_version =
          prepare(revision + ", r.text FROM revision r WHERE r.slug = :slug AND r.version = :version"),
      .history = prepare(revision + " FROM revision r WHERE r.slug = :slug AND r.version < :before"
                                    " ORDER BY r.version DESC LIMIT :limit"),
      .list = prepare(listed + " WHERE d.slug > :after ORDER BY d.slug LIMIT :limit"),
      .listed = prepare(listed + " WHERE d.slug = :slug"),
      .put_summary = prepare(
          "INSERT INTO summary (slug, version, form, text)"
          " SELECT slug, version, :form, :text FROM document WHERE slug = :slug AND version = :version"
          " AND (:created_at = 0 OR created_at = :created_at)"
          " ON CONFLICT (slug) DO UPDATE SET version = excluded.version, form = excluded.form,"
          " text = excluded.text WHERE summary.form <= excluded.form"),
      .newest = prepare("SELECT slug FROM document ORDER BY created_order DESC LIMIT 1"),
      .put_record = prepare("INSERT OR REPLACE INTO record (kind, key, value) VALUES (:kind, :key, :value)"),
      .read_record = prepare("SELECT value FROM record WHERE kind = :kind AND key = :key"),
      .list_records = prepare(
          "SELECT key, value FROM record WHERE kind = :kind AND key > :after ORDER BY key LIMIT :limit"),
      .remove_record = prepare("DELETE FROM record WHERE kind = :kind AND key = :key RETURNING 1")};
  if (!failed) return failed.error();
  return out;
}

/// An earlier program's file, which is not to be changed, lacks some tables: empty ones stand in for them.
Result<void> stand_in_for_tables(Database& database) {
  struct Table {
    const char* count;
    const char* stand_in;
  };
  static constexpr std::array<Table, 2> kTables{{
      {"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'record'",
       "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE record (kind TEXT, key TEXT, value TEXT)"},
      {"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'summary'",
       "PRAGMA temp_store = MEMORY;"
       " CREATE TEMP TABLE summary (slug TEXT PRIMARY KEY, version INTEGER, form INTEGER, text TEXT)"},
  }};
  for (const auto& [count, stand_in] : kTables) {
    const auto known = database.integer(count);
    if (!known) return known.error();
    if (auto made = *known == 0 ? database.run(stand_in) : Result<void>{}; !made) return made;
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, Database::Mode mode) {
  auto database = Database::open(file, mode);
  if (!database) return database.error();
  if (mode != Database::Mode::read_write) {
    if (auto ready = stand_in_for_tables(*database); !ready) return ready.error();
  }
  if (auto set =
          database->run("PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA cache_size = -512");
      !set)
    return set.error();
  auto statements = prepare_all(*database);
  if (!statements) return statements.error();
  return std::make_unique<Connection>(Connection{std::move(*database), std::move(*statements)});
}

std::int64_t stored_number(std::uint64_t number) {
  constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(number, static_cast<std::uint64_t>(kGreatest)));
}

std::int64_t stored_time(base::TimePoint time) {
  return time.time_since_epoch().count();
}

Revision revision_of(const Statement& row) {
  return {.version = static_cast<Version>(row.integer(0)),
          .saved_at = time_of(row.integer(1)),
          .note = row.text(2),
          .bytes = static_cast<std::size_t>(row.integer(3))};
}

Stored stored_of(std::string_view slug, const Statement& row) {
  return {.slug = std::string(slug), .revision = revision_of(row), .text = row.text(kAfterRevision)};
}

ListedRow row_of(const Statement& row) {
  constexpr int kSummary = kAfterRevision + 3;
  constexpr int kUnsummarized = kSummary + 1;
  ListedRow out{.listed = {.slug = row.text(kAfterRevision),
                           .revision = revision_of(row),
                           .created_at = time_of(row.integer(kAfterRevision + 1)),
                           .order = static_cast<std::uint64_t>(row.integer(kAfterRevision + 2)),
                           .summary = row.text(kSummary)}};
  if (!row.is_null(kUnsummarized)) out.unsummarized = row.text(kUnsummarized);
  return out;
}

}  // namespace vitrine::store::sqlite
