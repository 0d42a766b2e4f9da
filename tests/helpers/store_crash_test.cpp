// Kills a process with SIGKILL in the middle of its saves, again and again on one store. Checks after each
// kill that every acknowledged save is there and every history is complete. Usage: store_crash_test WRITER
// [ROUNDS [SEED]]

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <thread>

#include "store/sqlite/store.hpp"

namespace {

using namespace vitrine;

[[noreturn]] void fail(const std::string& what) {
  std::printf("FAILED: %s\n", what.c_str());
  std::exit(1);
}

/// The writer's own reports.
struct Told {
  std::map<std::string, std::map<store::Version, std::size_t>>
      acknowledged;  ///< slug, version, hash of the text
  int killed_within_a_save = 0;
};

void read_report(const std::string& report, Told& told) {
  std::istringstream lines(report);
  std::string line;
  bool is_within = false;
  while (std::getline(lines, line)) {
    if (lines.eof()) break;  // an incomplete line is no acknowledgement
    std::istringstream words(line);
    std::string word;
    std::string slug;
    words >> word >> slug;
    is_within = word == "begin";
    if (word != "done") continue;
    store::Version version = 0;
    std::size_t hash = 0;
    words >> version >> hash;
    told.acknowledged[slug][version] = hash;
  }
  if (is_within) ++told.killed_within_a_save;
}

std::string run_and_kill(const char* writer, const std::string& file, unsigned seed,
                         std::chrono::microseconds life) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("no pipe");
  const auto seed_text = std::to_string(seed);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execl(writer, writer, file.c_str(), seed_text.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::string report;
  std::thread reader([&] {
    char buffer[4096];
    for (ssize_t count = 0; (count = read(ends[0], buffer, sizeof buffer)) > 0;) {
      report.append(buffer, static_cast<std::size_t>(count));
    }
  });
  std::this_thread::sleep_for(life);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  reader.join();
  close(ends[0]);
  if (!WIFSIGNALED(status))
    fail("the writer ended by itself with status " + std::to_string(WEXITSTATUS(status)));
  return report;
}

void check(store::Store& store, const Told& told) {
  for (const auto& [slug, versions] : told.acknowledged) {
    const auto head = store.read(slug);
    if (!head) fail(slug + ": " + head.error().text());
    if (head->revision.version < versions.rbegin()->first)
      fail(slug + " is older than what was acknowledged");
    const auto history = store.history(slug, 0, 1'000'000);
    if (!history || history->size() != head->revision.version) fail(slug + " has a history with gaps");
    for (std::size_t i = 0; i < history->size(); ++i) {
      if (history->at(i).version != history->size() - i) fail(slug + " has a history with gaps");
    }
    if (store.read_version(slug, head->revision.version)->text != head->text)
      fail(slug + ": head is not the newest");
  }
}

/// Checks each text once: the history is never rewritten, so a correct text stays correct.
void check_texts(store::Store& store, const Told& told) {
  for (const auto& [slug, versions] : told.acknowledged) {
    for (const auto& [version, hash] : versions) {
      const auto stored = store.read_version(slug, version);
      if (!stored || std::hash<std::string>{}(stored->text) != hash) {
        fail(slug + " version " + std::to_string(version) + " was acknowledged and is not there as it was");
      }
    }
  }
}

void check_integrity(const std::string& file) {
  sqlite3* database = nullptr;
  std::string answer;
  const auto take = [](void* to, int, char** values, char**) {
    *static_cast<std::string*>(to) += values[0];
    return 0;
  };
  sqlite3_open(file.c_str(), &database);
  sqlite3_exec(database, "PRAGMA integrity_check", take, &answer, nullptr);
  sqlite3_close(database);
  if (answer != "ok") fail("integrity_check: " + answer);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 220;
  const auto seed = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : std::random_device{}();
  std::printf("seed %u, %d rounds\n", seed, rounds);
  std::mt19937 random(seed);
  std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-crash-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const auto file = (folder / "vitrine.sqlite").string();
  Told told;
  for (int round = 0; round < rounds; ++round) {
    const std::chrono::microseconds life(5'000 + random() % 60'000);
    Told now;
    read_report(run_and_kill(argv[1], file, static_cast<unsigned>(random() % 1'000'000), life), now);
    const auto store = store::sqlite::open_sqlite_store(file);
    if (!store) fail("does not open after a kill: " + store.error().text());
    check(**store, now);
    check_texts(**store, now);
    told.killed_within_a_save += now.killed_within_a_save;
    for (const auto& [slug, versions] : now.acknowledged)
      told.acknowledged[slug].insert(versions.begin(), versions.end());
    if (round % 50 == 49) check_integrity(file);
  }
  const auto store = store::sqlite::open_sqlite_store(file);
  check(**store, told);
  check_texts(**store, told);
  check_integrity(file);
  std::size_t saves = 0;
  for (const auto& [slug, versions] : told.acknowledged) saves += versions.size();
  std::filesystem::remove_all(folder);
  std::printf("%zu acknowledged saves, all there; %d of %d kills within a save\n", saves,
              told.killed_within_a_save, rounds);
  if (saves == 0 || told.killed_within_a_save < rounds / 10)
    fail("too few kills landed within a save to show anything");
  return 0;
}
