#include <iostream>

#include "cli/transfer.hpp"
#include "store/sqlite_store.hpp"

namespace vitrine::cli {

namespace {

Result<void> remove_database(const std::filesystem::path& file) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code failed;
    std::filesystem::remove(file.string() + suffix, failed);
    if (failed)
      return Error{ErrorCode::unavailable,
                   "cannot remove " + file.string() + suffix + ": " + failed.message()};
  }
  return {};
}

/// A backup is a SQLite store of its own. It gets its name when it is complete and compared.
Result<void> back_up(const Settings& settings, const std::filesystem::path& file) {
  std::error_code failed;
  if (std::filesystem::exists(file, failed))
    return Error{ErrorCode::invalid, file.string() + " is there already; name another file, or remove it"};
  const auto store = open_store(settings);
  if (!store) return store.error();
  const auto part = std::filesystem::path(file.string() + ".part");
  if (auto removed = remove_database(part); !removed) return removed;
  {
    const auto target = store::open_sqlite_store(part);
    if (!target) return target.error();
    if (auto copied = copy_with_progress(**store, **target); !copied) return copied;
  }  // closed: its log is merged into the file
  std::filesystem::rename(part, file, failed);
  if (failed)
    return Error{ErrorCode::unavailable, "cannot name it " + file.string() + ": " + failed.message()};
  return {};
}

}  // namespace

void add_backup(CommandLine& line) {
  const auto file = std::make_shared<std::string>();
  auto& sub = line.add("backup", "Write all CVs with their histories to one file", [&line, file] {
    const auto done = back_up(line.settings(), *file);
    return done ? Exit::fine : report(done.error());
  });
  sub.add_option("FILE", *file, "The file to write; it must not exist yet")->required()->type_name("");
}

}  // namespace vitrine::cli
