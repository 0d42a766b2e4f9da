#include "store/sqlite/backup.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "store/sqlite/check.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/sqlite/store.hpp"

namespace vitrine::store::sqlite {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> kSidecars{"-wal", "-shm"};

/// `what` has places for the path and the reason.
Error cannot(Template what, const fs::path& path, int error) {
  return {ErrorCode::unavailable, what(path.string(), std::generic_category().message(error))};
}

Error is_there(const fs::path& file) {
  return {ErrorCode::conflict, "{0} is there already; name another file, or remove it"_msg(file.string())};
}

/// Syncs a file, or the names in a folder, to disk.
Result<void> sync(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot("cannot open {0}: {1}"_msg, path, errno);
  const int failed = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return failed == 0 ? Result<void>{} : cannot("cannot write {0}: {1}"_msg, path, failed);
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// Whether `descriptor` still refers to the file with that name.
bool is_file_of(int descriptor, const fs::path& path) {
  struct stat here{};
  struct stat there{};
  return ::fstat(descriptor, &here) == 0 && ::lstat(path.c_str(), &there) == 0 &&
         here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

}  // namespace

BackupWriter::BackupWriter(fs::path file, int lock)
    : file_(std::move(file)), part_(file_.string() + ".part"), lock_(lock) {}

BackupWriter::~BackupWriter() {
  store_.reset();
  std::error_code ignored;
  if (is_file_of(lock_, part_)) fs::remove(part_, ignored);
  for (const auto* suffix : kSidecars) fs::remove(part_.string() + suffix, ignored);
  ::close(lock_);
}

Result<std::unique_ptr<BackupWriter>> BackupWriter::begin(const fs::path& file) {
  std::error_code failed;
  if (fs::exists(fs::symlink_status(file, failed))) return is_there(file);
  fs::create_directories(folder_of(file), failed);
  if (failed) return cannot("cannot make {0}: {1}"_msg, folder_of(file), failed.value());
  const fs::path part(file.string() + ".part");
  constexpr mode_t kOwner = 0600;
  const int lock = ::open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwner);
  if (lock < 0) return cannot("cannot make {0}: {1}"_msg, part, errno);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0 || !is_file_of(lock, part)) {
    ::close(lock);
    return Error{ErrorCode::conflict, "another backup to {0} is being written"_msg(file.string())};
  }
  std::unique_ptr<BackupWriter> out(new BackupWriter(file, lock));
  // Remove everything of an interrupted backup.
  if (::fchmod(lock, kOwner) != 0 || ::ftruncate(lock, 0) != 0)
    return cannot("cannot write {0}: {1}"_msg, part, errno);
  for (const auto* suffix : kSidecars) {
    fs::remove(part.string() + suffix, failed);
    if (failed) return cannot("cannot remove {0}: {1}"_msg, part.string() + suffix, failed.value());
  }
  auto opened = open_sqlite_store(part);
  if (!opened) return opened.error();
  out->store_ = std::move(*opened);
  auto database = Database::open(part);
  if (!database) return database.error();
  if (auto begun = begin_manifest(*database); !begun) return begun.error();
  return out;
}

Result<void> BackupWriter::finish() {
  store_.reset();
  {
    auto database = Database::open(part_);
    if (!database) return database.error();
    if (auto ended = end_manifest(*database); !ended) return ended;
    if (auto merged = database->run("PRAGMA wal_checkpoint(TRUNCATE)"); !merged) return merged;
  }  // closed: SQLite has removed its log
  if (auto whole = check_backup_size(part_); !whole) return std::move(whole.error()).context(part_.string());
  if (auto done = sync(part_); !done) return done;
  if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) != 0) {
    if (errno == EEXIST) return is_there(file_);
    // Some file systems do not support that kind of rename; all of them with hard links support this.
    if (::link(part_.c_str(), file_.c_str()) != 0)
      return errno == EEXIST ? is_there(file_) : cannot("cannot make {0}: {1}"_msg, file_, errno);
  }
  return sync(folder_of(file_));
}

Result<std::unique_ptr<Store>> open_sqlite_backup(const fs::path& file) {
  const auto at_file = [&](Error error) {
    return error.code == ErrorCode::not_found ? error : std::move(error).context(file.string());
  };
  std::error_code failed;
  bool is_in_use = false;
  for (const auto* suffix : {"-wal", "-journal"})
    is_in_use = is_in_use || fs::exists(fs::symlink_status(file.string() + suffix, failed));
  if (auto whole = check_backup_size(file);
      !whole && !(is_in_use && whole.error().code == ErrorCode::internal))
    return at_file(whole.error());
  auto store = open_sqlite_file(file, is_in_use ? Database::Mode::read_only : Database::Mode::unchanging);
  if (!store) return store.error();
  if (auto whole = (*store)->check(Depth::whole, {}); !whole) return at_file(whole.error());
  return store;
}

}  // namespace vitrine::store::sqlite
