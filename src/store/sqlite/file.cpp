#include "store/sqlite/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>

#include "store/sqlite/check.hpp"

namespace vitrine::store::sqlite {

namespace {

constexpr std::int64_t kApplicationId = 0x56697472;  // "Vitr"

/// The additions of each file version to the one before; the version is the number of steps. Steps are never
/// changed, only added.
constexpr std::array<const char*, 3> kSteps{R"sql(
  CREATE TABLE document (
    slug TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_order INTEGER NOT NULL UNIQUE
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE revision (
    slug TEXT NOT NULL REFERENCES document (slug) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    note TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (slug, version)
  ) STRICT;
)sql",
                                            R"sql(
  CREATE TABLE record (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
  ) STRICT, WITHOUT ROWID;
)sql",
                                            R"sql(
  CREATE TABLE summary (
    slug TEXT PRIMARY KEY REFERENCES document (slug) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    form INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
)sql"};

}  // namespace

Result<std::size_t> sqlite_file_steps(Database& database, const std::filesystem::path& file) {
  const auto application = database.integer("PRAGMA application_id");
  if (!application) return application.error();
  const auto version = database.integer("PRAGMA user_version");
  if (!version) return version.error();
  const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (*tables == 0 && *application == 0) return std::size_t{0};
  if (*application != kApplicationId || *version < 1) {
    return Error{
        ErrorCode::invalid,
        "{0} is another program's database; choose another folder with --data"_msg(file.filename().string())};
  }
  if (*version > static_cast<std::int64_t>(kSteps.size())) {
    return Error{ErrorCode::invalid,
                 "the store is of version {0}, this program reads up to {1}; use a newer vitrine"_msg(
                     *version, kSteps.size())};
  }
  return static_cast<std::size_t>(*version);
}

Error empty_file() {
  return {ErrorCode::invalid, "it holds no CVs and is no store: it is empty"_msg};
}

Result<void> make_sqlite_tables(Database& database, std::size_t steps) {
  Result<void> made;
  for (std::size_t step = 0; made && step < steps; ++step) made = database.run(kSteps.at(step));
  return made;
}

Result<void> make_sqlite_file(const std::filesystem::path& file) {
  const auto wrong = [](const std::filesystem::path& path, const std::string& reason) {
    return Error{ErrorCode::unavailable, "cannot make {0}: {1}"_msg(path.string(), reason)};
  };
  std::error_code failed;
  const auto folder = file.parent_path();
  if (!folder.empty() && !std::filesystem::exists(folder, failed)) {
    std::filesystem::create_directories(folder, failed);
    if (!failed) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  }
  if (failed) return wrong(folder, failed.message());
  const bool is_there = std::filesystem::exists(file, failed);
  constexpr mode_t kOwner = 0600;
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwner);
  if (descriptor < 0) {
    const auto reason = std::generic_category().message(errno);
    const bool may_not = errno == EACCES || errno == EROFS || errno == EPERM;
    if (may_not) {
      return Error{ErrorCode::unavailable,
                   "{0} cannot be written ({1}), and a store is written even to be served; give this "
                   "user the right to write there, or name another folder with --data"_msg(
                       (is_there ? file : folder).string(), reason)};
    }
    return wrong(file, reason);
  }
  ::close(descriptor);
  return {};
}

namespace {

Result<void> try_to_prepare(Database& database, const std::filesystem::path& file) {
  // One transaction, so that another process sees the store before or after its creation, never in between.
  if (auto begun = database.run("BEGIN"); !begun) return begun;
  const auto steps = sqlite_file_steps(database, file);
  if (auto ended = database.run("COMMIT"); !ended) return ended;
  if (!steps) return steps.error();
  if (*steps == kSteps.size()) return drop_manifest(database);
  if (*steps == 0) {
    if (auto wal = database.run("PRAGMA journal_mode = WAL"); !wal) return wal;
  }
  if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) return begun;
  Result<void> made;
  const auto still = sqlite_file_steps(database, file);
  if (!still) made = still.error();
  for (auto step = still ? *still : kSteps.size(); made && step < kSteps.size(); ++step) {
    const auto sql = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                     "; PRAGMA user_version = " + std::to_string(step + 1) + ";" + kSteps.at(step);
    made = database.run(sql.c_str());
  }
  auto ended = database.run(made ? "COMMIT" : "ROLLBACK");
  return made ? ended : made;
}

}  // namespace

Result<void> prepare_sqlite_file(Database& database, const std::filesystem::path& file) {
  // If several connections switch to the write-ahead log at once, SQLite refuses some at once instead of
  // making them wait.
  constexpr int kTries = 40;
  constexpr std::chrono::milliseconds kPause{50};
  auto done = try_to_prepare(database, file);
  for (int i = 1; i < kTries && !done && done.error().code == ErrorCode::unavailable; ++i) {
    std::this_thread::sleep_for(kPause);
    done = try_to_prepare(database, file);
  }
  return done;
}

}  // namespace vitrine::store::sqlite
