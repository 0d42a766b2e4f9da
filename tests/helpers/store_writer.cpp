// Saves documents in a loop and reports each step, so that the crash test can kill it at any moment and know
// what must be stored. Usage: store_writer STORE SEED

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

#include "store/sqlite/store.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  using namespace vitrine;
  const auto store = store::sqlite::open_sqlite_store(argv[1]);
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().text().c_str());
    return 3;
  }
  std::minstd_rand random(static_cast<unsigned>(std::atoi(argv[2])));
  std::setvbuf(stdout, nullptr, _IOLBF, 1 << 16);
  while (true) {
    const auto slug = "cv" + std::to_string(random() % 5);
    const std::string text(random() % 100'000, static_cast<char>('a' + random() % 26));
    const auto current = (*store)->read(slug);
    if (!current && current.error().code != ErrorCode::not_found) return 4;
    std::printf("begin %s\n", slug.c_str());
    const auto saved = current ? (*store)->save(slug, text, current->revision.version, "")
                               : (*store)->create(slug, text, "");
    if (!saved) {
      std::fprintf(stderr, "%s\n", saved.error().text().c_str());
      return 5;
    }
    std::printf("done %s %llu %zu\n", slug.c_str(), static_cast<unsigned long long>(saved->version),
                std::hash<std::string>{}(text));
  }
}
