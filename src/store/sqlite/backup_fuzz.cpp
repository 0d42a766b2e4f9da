// Fuzzes a backup's file: it is refused, or all of it can be read; and the file stays unchanged.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "store/sqlite/backup.hpp"

namespace {

using namespace vitrine;

void demand(bool holds) {
  if (!holds) std::abort();
}

void read_all(store::Store& store) {
  const auto listed = store.list("", 1000);
  demand(listed.has_value());
  for (const auto& one : *listed) {
    for (store::Version version = 1; version <= one.revision.version; ++version)
      demand(store.read_version(one.slug, version).has_value());
  }
  for (const auto kind : store::kRecordKinds) demand(store.list_records(kind, "", 1000).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto file =
      std::filesystem::temp_directory_path() / ("vitrine-fuzz-" + std::to_string(::getpid()) + ".backup");
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  if (const auto backup = store::sqlite::open_sqlite_backup(file)) read_all(**backup);
  std::ifstream in(file, std::ios::binary);
  demand(std::string(std::istreambuf_iterator<char>(in), {}) == bytes);
  for (const auto* beside : {"-wal", "-shm", "-journal"})
    demand(!std::filesystem::exists(file.string() + beside));
  std::filesystem::remove(file);
  return 0;
}
