#include <benchmark/benchmark.h>

#include <filesystem>

#include "store/sqlite/store.hpp"

namespace vitrine::store::sqlite {
namespace {

struct Fixture {
  Fixture() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-bench-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    store = std::move(*open_sqlite_store(folder / "vitrine.sqlite"));
    static_cast<void>(store->create("cv", text, ""));
  }
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;
  ~Fixture() { std::filesystem::remove_all(folder); }

  std::filesystem::path folder;
  std::unique_ptr<Store> store;
  const std::string text = std::string(20'000, 'x');
};

void store_read(benchmark::State& state) {
  Fixture fixture;
  for (auto _ : state) benchmark::DoNotOptimize(fixture.store->read("cv"));
}
BENCHMARK(store_read);

void store_save(benchmark::State& state) {
  Fixture fixture;
  Version version = 1;
  for (auto _ : state) version = fixture.store->save("cv", fixture.text, version, "")->version;
}
BENCHMARK(store_save);

}  // namespace
}  // namespace vitrine::store::sqlite
