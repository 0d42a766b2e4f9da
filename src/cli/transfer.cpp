#include "cli/transfer.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "store/sqlite/backup.hpp"
#include "store/sqlite/store.hpp"

namespace vitrine::cli {

namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kDynamodb = "dynamodb:";

/// A bar that is redrawn on a terminal; otherwise one line for each tenth.
class ProgressBar {
 public:
  void show(const store::CopyProgress& progress) {
    constexpr std::size_t kWidth = 40;
    constexpr std::size_t kTenths = 10;
    const auto steps = is_terminal_ ? kPercent : kTenths;
    const auto at = progress.done * steps / std::max<std::size_t>(progress.total, 1);
    if (at == last_ && progress.step == step_) return;
    last_ = at;
    step_ = progress.step;
    const auto what = said(step_ == store::CopyProgress::Step::copying ? "copying"_msg : "comparing"_msg);
    const auto count = said("{0} of {1}"_msg(progress.done, progress.total));
    if (!is_terminal_) {
      std::cerr << what << ": " << count << '\n';
      return;
    }
    const auto filled = progress.done * kWidth / std::max<std::size_t>(progress.total, 1);
    std::clog << "\r\033[K" << what << " [" << std::string(filled, '#') << std::string(kWidth - filled, '.')
              << "] " << count << std::flush;
  }
  void end() const {
    if (is_terminal_ && last_ != 0) std::clog << "\r\033[K" << std::flush;
  }

 private:
  static constexpr std::size_t kPercent = 100;
  const bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
  std::size_t last_ = 0;
  store::CopyProgress::Step step_ = store::CopyProgress::Step::copying;
};

bool is_dynamodb_name(std::string_view name) {
  return name.starts_with(kDynamodb);
}

Result<std::unique_ptr<store::Store>> open_table(const std::string& name, const Settings& settings,
                                                 const store::Summarizer& summarizer) {
  auto named = settings;
  named.store = "dynamodb";
  named.table = name.substr(kDynamodb.size());
  return open_store(named, summarizer);
}

}  // namespace

Result<std::filesystem::path> named_file(const std::string& name) {
  if (!name.starts_with(kSqlite) || name.size() == kSqlite.size()) {
    return Error{ErrorCode::invalid, "'{0}' names no store; write sqlite:PATH or dynamodb:TABLE"_msg(name)};
  }
  std::filesystem::path file = name.substr(kSqlite.size());
  std::error_code failed;
  if (std::filesystem::is_directory(file, failed)) file /= "vitrine.sqlite";
  return file;
}

Result<std::unique_ptr<store::Store>> open_source(const std::string& name, const Settings& settings) {
  if (is_dynamodb_name(name)) return open_table(name, settings, {});
  const auto file = named_file(name);
  if (!file) return file.error();
  return store::sqlite::open_sqlite_backup(*file);
}

Result<std::unique_ptr<store::Store>> open_target(const std::string& name, const Settings& settings) {
  if (is_dynamodb_name(name)) return open_table(name, settings, site::cv_summarizer());
  const auto file = named_file(name);
  if (!file) return file.error();
  return store::sqlite::open_sqlite_store(*file, site::cv_summarizer());
}

bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::error_code failed;
  return std::filesystem::equivalent(one, other, failed) && !failed;
}

Result<void> copy_with_progress(store::Store& from, store::Store& to) {
  ProgressBar bar;
  const auto report = store::copy(
      from, to, {.on_progress = [&](const store::CopyProgress& progress) { bar.show(progress); }});
  bar.end();
  if (!report) return report.error();
  auto words = "{0} CVs with {1} versions are there and compared ({2} versions copied now)"_msg(
      report->documents, report->versions, report->copied);
  if (report->records > 0) words = "{0}, and {1} tokens"_msg(words, report->records);
  std::cout << said(words) << '\n';
  if (report->differ.empty()) return {};
  std::string slugs;
  for (const auto& slug : report->differ) slugs += (slugs.empty() ? "" : ", ") + slug;
  return Error{ErrorCode::conflict,
               "the target has something else under these slugs, and keeps it: {0}; to replace one, "
               "keep a copy (vitrine export), delete it there (vitrine delete) and run the command "
               "again"_msg(slugs)};
}

Result<void> resumable(Result<void> done) {
  if (done || done.error().code == ErrorCode::conflict) return done;
  return Error{done.error().code,

               "{0}; what was copied so far stays, run the command again to go on"_msg(done.error().message)};
}

}  // namespace vitrine::cli
