#include "store/sqlite/check.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "store/sqlite/file.hpp"

namespace vitrine::store::sqlite {

namespace {

Error damaged_file(const std::string& what) {
  return {ErrorCode::internal, Message::as_is("it is damaged: " + what)};
}

/// The content of the manifest, stored or expected.
struct Content {
  std::int64_t documents = 0, versions = 0, records = 0;
  std::string digest;  ///< base64url
};

/// A chain of SHA-256 over rows: each column follows its length, so that different tables of rows give
/// different input.
class Digest {
 public:
  void add_row(const Statement& row) {
    std::string bytes(base::as_bytes(digest_));
    for (int i = 0; i < row.columns(); ++i) {
      const auto text = row.text(i);
      bytes += std::to_string(text.size()) + ":" + text;
    }
    digest_ = base::sha256(bytes);
  }
  [[nodiscard]] std::string text() const { return base::base64url(base::as_bytes(digest_)); }

 private:
  base::Sha256 digest_{};
};

Result<std::int64_t> digest_rows(Database& database, std::string_view sql, Digest& digest) {
  auto rows = database.prepare(sql);
  if (!rows) return rows.error();
  std::int64_t count = 0;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return count;
    digest.add_row(*rows);
    ++count;
  }
}

Result<Content> content_of(Database& database) {
  struct Table {
    std::string_view sql;
    std::int64_t Content::* count;
  };
  static constexpr std::array<Table, 3> kTables{{
      {"SELECT slug, version, created_at, created_order FROM document ORDER BY slug", &Content::documents},
      {"SELECT slug, version, saved_at, note, bytes, text FROM revision ORDER BY slug, version",
       &Content::versions},
      {"SELECT kind, key, value FROM record ORDER BY kind, key", &Content::records},
  }};
  Content content;
  Digest digest;
  for (const auto& [sql, count] : kTables) {
    const auto rows = digest_rows(database, sql, digest);
    if (!rows) return rows.error();
    content.*count = *rows;
  }
  content.digest = digest.text();
  return content;
}

/// The tables and indexes of a file: type, name and SQL of each.
Result<std::set<std::string>> schema_of(Database& database) {
  auto rows = database.prepare(
      "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE "
      "'sqlite_stat%'");
  if (!rows) return rows.error();
  const auto lines = rows->all([](const Statement& row) { return row.text(0); });
  if (!lines) return lines.error();
  return std::set<std::string>(lines->begin(), lines->end());
}

constexpr const char* kManifestTable =
    "CREATE TABLE backup_manifest (documents INTEGER NOT NULL, versions INTEGER NOT NULL, records INTEGER "
    "NOT NULL, "
    "digest TEXT NOT NULL) STRICT";

Result<bool> has_manifest(Database& database) {
  const auto count = database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'backup_manifest'");
  if (!count) return count.error();
  return *count > 0;
}

/// Checks that the tables have exactly a store's definitions.
Result<void> check_schema(Database& database, const std::filesystem::path& file, bool with_manifest) {
  const auto steps = sqlite_file_steps(database, file);
  if (!steps) return steps.error();
  if (*steps == 0) return empty_file();
  auto model = Database::open(":memory:");
  if (!model) return model.error();
  if (auto made = make_sqlite_tables(*model, *steps); !made) return made;
  if (with_manifest) {
    if (auto made = model->run(kManifestTable); !made) return made;
  }
  const auto wanted = schema_of(*model);
  if (!wanted) return wanted.error();
  const auto found = schema_of(database);
  if (!found) return found.error();
  if (*found != *wanted) return damaged_file("its tables are not those of a store");
  return {};
}

Result<void> check_pages(Database& database, Depth depth) {
  auto rows = database.prepare(depth == Depth::quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)");
  if (!rows) return rows.error();
  const auto row = rows->step();
  if (!row) return row.error();
  const auto answer = rows->text(0);
  return answer == "ok" ? Result<void>{} : damaged_file(answer);
}

/// The number that `sql` returns must be 0; else the error is `what`, with the number before it.
Result<void> none_of(Database& database, const std::string& sql, const std::string& what) {
  const auto count = database.integer(sql);
  if (!count) return count.error();
  return *count == 0 ? Result<void>{} : damaged_file(std::to_string(*count) + " " + what);
}

Result<void> check_slugs(Database& database) {
  auto rows = database.prepare("SELECT slug FROM document");
  if (!rows) return rows.error();
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    if (!is_slug(rows->text(0))) return damaged_file("a CV has a name that none can have");
  }
}

Result<void> check_rows(Database& database) {
  if (auto whole =
          none_of(database,
                  "SELECT count(*) FROM document d WHERE d.version < 1 OR d.version <> (SELECT count(*) FROM "
                  "revision r WHERE r.slug = d.slug AND r.version BETWEEN 1 AND d.version)",
                  "of its CVs lack versions of their history");
      !whole)
    return whole;
  if (auto whole =
          none_of(database,
                  "SELECT count(*) FROM revision r WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.slug = "
                  "r.slug AND r.version BETWEEN 1 AND d.version)",
                  "of its versions belong to no CV");
      !whole)
    return whole;
  if (auto whole = none_of(database, "SELECT count(*) FROM revision WHERE bytes <> length(text)",
                           "of its versions are not as long as they were");
      !whole)
    return whole;
  std::string kinds;
  for (const auto kind : kRecordKinds) kinds += (kinds.empty() ? "'" : ", '") + std::string(kind) + "'";
  if (auto whole =
          none_of(database, "SELECT count(*) FROM record WHERE kind NOT IN (" + kinds + ")",
                  "of its records are of a kind that this program does not know; use a newer vitrine");
      !whole)
    return whole;
  return check_slugs(database);
}

Result<void> check_manifest(Database& database) {
  auto rows = database.prepare("SELECT documents, versions, records, digest FROM backup_manifest");
  if (!rows) return rows.error();
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row) return Error{ErrorCode::internal, Message::as_is("it was cut short while it was written")};
  const auto content = content_of(database);
  if (!content) return content.error();
  const auto compare = [](std::int64_t found, std::int64_t wanted, const char* what) -> Result<void> {
    if (found == wanted) return {};
    return damaged_file("it has " + std::to_string(found) + " " + what + " of " + std::to_string(wanted));
  };
  if (auto same = compare(content->documents, rows->integer(0), "CVs"); !same) return same;
  if (auto same = compare(content->versions, rows->integer(1), "versions"); !same) return same;
  if (auto same = compare(content->records, rows->integer(2), "records"); !same) return same;
  if (content->digest != rows->text(3)) return damaged_file("its content is not what was written");
  return {};
}

Result<void> check_all(Database& database, const std::filesystem::path& file, Depth depth) {
  const auto manifest = has_manifest(database);
  if (!manifest) return manifest.error();
  if (auto ok = check_schema(database, file, *manifest); !ok) return ok;
  if (auto ok = check_pages(database, depth); !ok) return ok;
  if (auto ok = check_rows(database); !ok) return ok;
  return *manifest && depth == Depth::whole ? check_manifest(database) : Result<void>{};
}

}  // namespace

Result<void> check_sqlite_file(Database& database, const std::filesystem::path& file, Depth depth,
                               const std::stop_token& stop) {
  constexpr int kSteps = 10'000;  // steps of SQLite's virtual machine between two checks of `stop`
  auto wants_stop = stop;
  sqlite3_progress_handler(
      database.handle(), kSteps,
      [](void* token) { return static_cast<std::stop_token*>(token)->stop_requested() ? 1 : 0; },
      &wants_stop);
  auto done = database.run("BEGIN");
  if (done) {
    done = check_all(database, file, depth);
    static_cast<void>(database.run("ROLLBACK"));  // nothing was written
  }
  sqlite3_progress_handler(database.handle(), 0, nullptr, nullptr);
  if (stop.stop_requested()) return Error{ErrorCode::unavailable, "the check was not finished"_msg};
  return done;
}

Result<void> check_backup_size(const std::filesystem::path& file) {
  std::error_code failed;
  const auto status = std::filesystem::status(file, failed);
  if (!std::filesystem::exists(status))
    return Error{ErrorCode::not_found, "there is no file {0}"_msg(file.string())};
  if (std::filesystem::is_directory(status))
    return Error{ErrorCode::invalid, "it is a folder; name a file"_msg};
  if (!std::filesystem::is_regular_file(status))
    return Error{ErrorCode::invalid, "it is no file with content"_msg};
  const auto size = std::filesystem::file_size(file, failed);
  if (failed) return Error{ErrorCode::unavailable, "it cannot be read: {0}"_msg(failed.message())};
  if (size == 0) return Error{ErrorCode::invalid, "it is empty (0 bytes)"_msg};
  // https://www.sqlite.org/fileformat.html, section 1.3
  constexpr std::size_t kHeader = 100;
  constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  std::string header(kHeader, '\0');
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorCode::unavailable, "it cannot be read; check its permissions"_msg};
  in.read(header.data(), static_cast<std::streamsize>(header.size()));
  header.resize(static_cast<std::size_t>(in.gcount()));
  if (!header.starts_with(kMagic.substr(0, std::min(header.size(), kMagic.size()))))
    return Error{ErrorCode::invalid, "the file is not a Vitrine store"_msg};
  if (header.size() < kHeader) return damaged_file("it is cut short");
  const auto number = [&](std::size_t at, std::size_t bytes) {
    std::uintmax_t out = 0;
    for (std::size_t i = 0; i < bytes; ++i) out = out << 8U | static_cast<unsigned char>(header[at + i]);
    return out;
  };
  const auto page_size = number(16, 2) == 1 ? 65536 : number(16, 2);
  const auto wanted = page_size * number(28, 4);
  if (size == wanted) return {};
  return damaged_file((size < wanted ? "it is cut short, " : "it is too long, ") + std::to_string(size) +
                      " bytes of " + std::to_string(wanted));
}

Result<void> begin_manifest(Database& database) {
  return database.run(kManifestTable);
}

Result<void> end_manifest(Database& database) {
  const auto content = content_of(database);
  if (!content) return content.error();
  auto insert = database.prepare(
      "INSERT INTO backup_manifest (documents, versions, records, digest)"
      " VALUES (:documents, :versions, :records, :digest)");
  if (!insert) return insert.error();
  return insert->bind(":documents", content->documents)
      .bind(":versions", content->versions)
      .bind(":records", content->records)
      .bind(":digest", content->digest)
      .run();
}

Result<void> drop_manifest(Database& database) {
  const auto found = has_manifest(database);
  if (!found) return found.error();
  return *found ? database.run("DROP TABLE IF EXISTS backup_manifest") : Result<void>{};
}

}  // namespace vitrine::store::sqlite
