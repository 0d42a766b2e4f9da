
#include "store/sqlite/backup.hpp"
#include "cli/transfer.hpp"

namespace vitrine::cli {

namespace {

/// A backup is a separate SQLite store. It gets its final name when it is complete and compared.
Result<void> back_up(const Settings& settings, const std::filesystem::path& file) {
  const auto writer = store::sqlite::BackupWriter::begin(file);
  if (!writer) return writer.error();
  const auto store = open_store(settings, {});
  if (!store) return store.error();
  if (auto whole = (*store)->check(store::Depth::whole, {}); !whole)
    return std::move(whole.error()).context("no backup was made, the store is not whole"_msg);
  if (auto copied = copy_with_progress(**store, (*writer)->store()); !copied) return copied;
  return (*writer)->finish();
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
