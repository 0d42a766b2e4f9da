#include "store/sqlite/store.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <optional>
#include <vector>

#include "base/log.hpp"
#include "store/common/failures.hpp"
#include "store/sqlite/check.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/file.hpp"
#include "store/sqlite/sqlite.hpp"

namespace vitrine::store::sqlite {

namespace {

/// Runs a write; rolls it back unless both `work` and the commit succeeded.
template <class Work>
auto in_transaction(Connection& connection, Work work) -> decltype(work()) {
  auto& statements = connection.statements;
  const auto run = [](Statement& statement) {
    Use use(statement);
    return use->run();
  };
  if (auto begun = run(statements.begin); !begun) return begun.error();
  auto result = work();
  if (result) {
    const auto committed = run(statements.commit);
    if (committed) return result;
    result = committed.error();
  }
  // After some errors SQLite has already rolled back; then there is nothing to do.
  if (sqlite3_get_autocommit(connection.database.handle()) == 0) static_cast<void>(run(statements.rollback));
  return result;
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::filesystem::path file, Database::Mode mode, Summarizer summarizer,
              std::unique_ptr<Connection> writer, Database observer, Statement observe)
      : file_(std::move(file)),
        mode_(mode),
        summarizer_(std::move(summarizer)),
        writer_(std::move(writer)),
        observer_(std::move(observer)),
        observe_(std::move(observe)) {}

  Result<Revision> create(std::string_view slug, std::string_view text, std::string_view note) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const std::scoped_lock lock(write_mutex_);
    const auto now = base::now();
    const Listed as{.slug = std::string(slug),
                    .revision = {.version = 1, .saved_at = now, .note = std::string(note)},
                    .created_at = now};
    return write([&] { return add_first(as, text); });
  }

  Result<void> adopt(const Listed& as, std::string_view text) override {
    if (auto ok = check_slug(as.slug); !ok) return ok.error();
    const std::scoped_lock lock(write_mutex_);
    const auto done = write([&]() -> Result<Revision> {
      if (as.revision.version == 1) return add_first(as, text);
      return add_next(as.slug, as.revision, text);
    });
    if (!done) return done.error();
    return {};
  }

  Result<Revision> save(std::string_view slug, std::string_view text, Version expected,
                        std::string_view note) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const std::scoped_lock lock(write_mutex_);
    const Revision next{.version = expected + 1, .saved_at = base::now(), .note = std::string(note)};
    return write([&] { return add_next(slug, next, text); });
  }

  Result<Revision> restore(std::string_view slug, Version version, Version expected) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const std::scoped_lock lock(write_mutex_);
    return write([&]() -> Result<Revision> {
      const auto old = read_row(*writer_, slug, version);
      if (!old) return old.error();
      return add_next(slug,
                      {.version = expected + 1,
                       .saved_at = base::now(),
                       .note = "restored from version " + std::to_string(version)},
                      old->text);
    });
  }

  Result<void> remove(std::string_view slug, Version expected) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const std::scoped_lock lock(write_mutex_);
    return write([&]() -> Result<void> {
      if (auto ok = expect_version(slug, expected); !ok) return ok.error();
      Use remove(writer_->statements.remove_document);
      return remove->bind(":slug", slug).run();
    });
  }

  Result<Stored> read(std::string_view slug) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    return with_reader([&](Connection& reader) { return read_row(reader, slug, std::nullopt); });
  }

  Result<Stored> read_version(std::string_view slug, Version version) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    return with_reader([&](Connection& reader) { return read_row(reader, slug, version); });
  }

  Result<std::vector<Revision>> history(std::string_view slug, Version before, std::size_t limit) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    return with_reader([&](Connection& reader) -> Result<std::vector<Revision>> {
      Use version(reader.statements.current_version);
      version->bind(":slug", slug);
      const auto known = version->step();
      if (!known) return known.error();
      if (!*known) return no_document(slug);
      Use rows(reader.statements.history);
      rows->bind(":slug", slug)
          .bind(":before", stored_number(before == 0 ? std::numeric_limits<Version>::max() : before))
          .bind(":limit", stored_number(limit));
      return rows->all(revision_of);
    });
  }

  Result<std::vector<Listed>> list(std::string_view after, std::size_t limit) override {
    Unsummarized unsummarized;
    auto found = with_reader([&](Connection& reader) {
      Use rows(reader.statements.list);
      rows->bind(":form", stored_number(summarizer_.form))
          .bind(":after", after)
          .bind(":limit", stored_number(limit));
      return rows->all([&](const Statement& row) { return summarized(row_of(row), unsummarized); });
    });
    keep(unsummarized);
    return found;
  }

  Result<std::vector<std::optional<Listed>>> listed(const std::vector<std::string>& slugs) override {
    Unsummarized unsummarized;
    auto found = with_reader([&](Connection& reader) -> Result<std::vector<std::optional<Listed>>> {
      std::vector<std::optional<Listed>> out;
      for (const auto& slug : slugs) {
        Use row(reader.statements.listed);
        row->bind(":form", stored_number(summarizer_.form)).bind(":slug", slug);
        const auto is_there = row->step();
        if (!is_there) return is_there.error();
        out.push_back(*is_there ? std::optional(summarized(row_of(*row), unsummarized)) : std::nullopt);
      }
      return out;
    });
    keep(unsummarized);
    return found;
  }

  Result<std::string> newest() override {
    return with_reader([&](Connection& reader) -> Result<std::string> {
      Use row(reader.statements.newest);
      const auto found = row->step();
      if (!found) return found.error();
      if (!*found) return no_documents_yet();
      return row->text(0);
    });
  }

  Result<std::vector<std::optional<Revision>>> revisions(const std::vector<std::string>& slugs) override {
    return with_reader([&](Connection& reader) -> Result<std::vector<std::optional<Revision>>> {
      std::vector<std::optional<Revision>> out;
      for (const auto& slug : slugs) {
        Use row(reader.statements.current_revision);
        row->bind(":slug", slug);
        const auto found = row->step();
        if (!found) return found.error();
        out.push_back(*found ? std::optional(revision_of(*row)) : std::nullopt);
      }
      return out;
    });
  }

  Result<void> put_record(const Record& record) override {
    if (auto ok = check_record(record); !ok) return ok.error();
    const std::scoped_lock lock(write_mutex_);
    return write([&] { return write_record(record); });
  }

  Result<void> replace_record(const Record& record, std::optional<std::string_view> before) override {
    if (auto ok = check_record(record); !ok) return ok.error();
    const std::scoped_lock lock(write_mutex_);
    return write([&]() -> Result<void> {
      {
        Use row(writer_->statements.read_record);
        row->bind(":kind", record.kind).bind(":key", record.key);
        const auto found = row->step();
        if (!found) return found.error();
        if (*found != before.has_value() || (*found && row->text(0) != *before))
          return record_changed(record.kind, record.key);
      }
      return write_record(record);
    });
  }

  Result<Record> read_record(std::string_view kind, std::string_view key) override {
    return with_reader([&](Connection& reader) -> Result<Record> {
      Use row(reader.statements.read_record);
      row->bind(":kind", kind).bind(":key", key);
      const auto found = row->step();
      if (!found) return found.error();
      if (!*found) return no_record(kind, key);
      return Record{.kind = std::string(kind), .key = std::string(key), .value = row->text(0)};
    });
  }

  Result<std::vector<Record>> list_records(std::string_view kind, std::string_view after,
                                           std::size_t limit) override {
    return with_reader([&](Connection& reader) {
      Use rows(reader.statements.list_records);
      rows->bind(":kind", kind).bind(":after", after).bind(":limit", stored_number(limit));
      return rows->all([&](const Statement& row) {
        return Record{.kind = std::string(kind), .key = row.text(0), .value = row.text(1)};
      });
    });
  }

  Result<void> remove_record(std::string_view kind, std::string_view key) override {
    const std::scoped_lock lock(write_mutex_);
    return write([&]() -> Result<void> {
      Use remove(writer_->statements.remove_record);
      remove->bind(":kind", kind).bind(":key", key);
      const auto done = remove->step();
      if (!done) return done.error();
      if (!*done) return no_record(kind, key);
      return {};
    });
  }

  /// The observer never writes, so data_version changes with every commit, including this object's own.
  Result<std::vector<std::uint64_t>> change_counts() override {
    const std::scoped_lock lock(observe_mutex_);
    Use row(observe_);
    const auto found = row->step();
    if (!found) {
      note_damage(found.error());
      return found.error();
    }
    return std::vector{static_cast<std::uint64_t>(row->integer(0))};
  }

  Result<void> check(Depth depth, const std::stop_token& stop) override {
    // A separate connection: it may take long, and no other call must wait for it.
    auto connection = Connection::open(file_, mode_);
    auto done =
        connection ? check_sqlite_file((*connection)->database, file_, depth, stop) : connection.error();
    if (!done) note_damage(done.error());
    return done;
  }

  [[nodiscard]] bool is_damaged() const override { return is_damaged_; }

 private:
  /// Rows whose summary was not kept.
  using Unsummarized = std::vector<Listed>;

  /// The row with its summary, made now where none was kept.
  Listed summarized(ListedRow row, Unsummarized& unsummarized) const {
    if (!row.unsummarized) return std::move(row.listed);
    row.listed.summary = summarizer_.summarize(*row.unsummarized);
    unsummarized.push_back(row.listed);
    return std::move(row.listed);
  }

  /// Keeps summaries that were made for a list. Where it cannot, the next list makes them again.
  void keep(const Unsummarized& rows) {
    if (rows.empty() || mode_ != Database::Mode::read_write) return;
    const auto fits = [](const Listed& row) { return row.summary.size() <= kMostSummary; };
    if (std::ranges::none_of(rows, fits)) return;
    const std::scoped_lock lock(write_mutex_);
    static_cast<void>(write([&]() -> Result<void> {
      for (const auto& row : rows) {
        if (!fits(row)) continue;
        if (auto put = put_summary(row, row.summary); !put) return put;
      }
      return {};
    }));
  }

  /// Within write(). Nothing is kept where another version is current, or the slug is that of another
  /// document by now, made at another time (0: not compared).
  Result<void> put_summary(const Listed& of, std::string_view summary) {
    Use put(writer_->statements.put_summary);
    return put->bind(":slug", of.slug)
        .bind(":version", stored_number(of.revision.version))
        .bind(":created_at", stored_time(of.created_at))
        .bind(":form", stored_number(summarizer_.form))
        .bind(":text", summary)
        .run();
  }

  /// Within write().
  Result<void> write_record(const Record& record) {
    Use put(writer_->statements.put_record);
    return put->bind(":kind", record.kind).bind(":key", record.key).bind(":value", record.value).run();
  }

  /// Lends a reading connection, and opens another if all are in use; WAL lets them read during a save.
  template <class Work>
  auto with_reader(Work work) -> decltype(work(std::declval<Connection&>())) {
    std::unique_ptr<Connection> reader;
    {
      const std::scoped_lock lock(readers_mutex_);
      if (!readers_.empty()) {
        reader = std::move(readers_.back());
        readers_.pop_back();
      }
    }
    if (!reader) {
      auto opened = Connection::open(file_, mode_);
      if (!opened) {
        note_damage(opened.error());
        return opened.error();
      }
      reader = std::move(*opened);
    }
    auto result = work(*reader);
    if (!result) note_damage(result.error());
    const std::scoped_lock lock(readers_mutex_);
    readers_.push_back(std::move(reader));
    return result;
  }

  /// Runs a write; records the damage that it finds.
  template <class Work>
  auto write(Work work) -> decltype(work()) {
    auto result = in_transaction(*writer_, work);
    if (!result) note_damage(result.error());
    return result;
  }

  /// Records damage that a call has found, and logs the first.
  void note_damage(const Error& error) {
    if (error.code != ErrorCode::internal || is_damaged_.exchange(true)) return;
    if (mode_ != Database::Mode::read_write) return;  // a file that is only read: its caller reports it
    base::log_error("the store is damaged; what can still be read is served, restore a backup",
                    {{"file", file_.string()}, {"reason", error.text()}});
  }

  Result<std::optional<std::int64_t>> current_version(std::string_view slug) {
    Use row(writer_->statements.current_version);
    row->bind(":slug", slug);
    const auto found = row->step();
    if (!found) return found.error();
    return *found ? std::optional(row->integer(0)) : std::nullopt;
  }

  Result<void> expect_version(std::string_view slug, Version expected) {
    const auto current = current_version(slug);
    if (!current) return current.error();
    if (!*current) return no_document(slug);
    if (static_cast<Version>(**current) != expected) return conflict(slug, static_cast<Version>(**current));
    return {};
  }

  Result<Revision> add_first(const Listed& as, std::string_view text) {
    const auto current = current_version(as.slug);
    if (!current) return current.error();
    if (*current) return slug_taken(as.slug);
    Use insert(writer_->statements.insert_document);
    insert->bind(":slug", as.slug)
        .bind(":created_at", stored_time(as.created_at))
        .bind(":order", stored_number(as.order));
    if (auto done = insert->run(); !done) return done.error();
    return add_revision(as.slug, as.revision, text);
  }

  /// Makes `next` the current version if the one before it is current.
  Result<Revision> add_next(std::string_view slug, const Revision& next, std::string_view text) {
    if (auto ok = expect_version(slug, next.version - 1); !ok) return ok.error();
    Use set(writer_->statements.set_version);
    set->bind(":slug", slug).bind(":version", stored_number(next.version));
    if (auto done = set->run(); !done) return done.error();
    return add_revision(slug, next, text);
  }

  Result<Revision> add_revision(std::string_view slug, Revision revision, std::string_view text) {
    revision.bytes = text.size();
    Use insert(writer_->statements.insert_revision);
    insert->bind(":slug", slug)
        .bind(":version", stored_number(revision.version))
        .bind(":saved_at", stored_time(revision.saved_at))
        .bind(":note", revision.note)
        .bind(":bytes", stored_number(text.size()))
        .bind_blob(":text", text);
    if (auto done = insert->run(); !done) return done.error();
    if (const auto summary = summarizer_.kept_summary(text)) {
      if (auto put = put_summary({.slug = std::string(slug), .revision = revision}, *summary); !put)
        return put.error();
    }
    return revision;
  }

  static Result<Stored> read_row(Connection& connection, std::string_view slug,
                                 std::optional<Version> version) {
    auto& statement = version ? connection.statements.read_version : connection.statements.read;
    Use row(statement);
    row->bind(":slug", slug);
    if (version) row->bind(":version", stored_number(*version));
    const auto found = row->step();
    if (!found) return found.error();
    if (*found) return stored_of(slug, *row);
    if (!version) return no_document(slug);
    return no_version(slug, *version);
  }

  const std::filesystem::path file_;
  const Database::Mode mode_;
  const Summarizer summarizer_;
  std::atomic<bool> is_damaged_{false};
  std::mutex write_mutex_;
  std::unique_ptr<Connection> writer_;  ///< guarded by write_mutex_
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> readers_;  ///< guarded by readers_mutex_
  std::mutex observe_mutex_;
  Database observer_;
  Statement observe_;  ///< guarded by observe_mutex_
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_file(const std::filesystem::path& file, Database::Mode mode,
                                                const Summarizer& summarizer) {
  const auto at_file = [&](Error error) { return std::move(error).context(file.string()); };
  auto database = Database::open(file, mode);
  if (!database) return at_file(database.error());
  if (mode == Database::Mode::read_write) {
    if (auto ready = prepare_sqlite_file(*database, file); !ready) return at_file(ready.error());
  } else if (const auto steps = sqlite_file_steps(*database, file); !steps || *steps == 0) {
    return at_file(steps ? empty_file() : steps.error());
  }
  auto writer = Connection::open(file, mode);
  if (!writer) return at_file(writer.error());
  auto observe = database->prepare("PRAGMA data_version");
  if (!observe) return at_file(observe.error());
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(file, mode, summarizer, std::move(*writer),
                                                              std::move(*database), std::move(*observe)));
}

Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file,
                                                 const Summarizer& summarizer) {
  if (auto made = make_sqlite_file(file); !made) return made.error();
  return open_sqlite_file(file, Database::Mode::read_write, summarizer);
}

}  // namespace vitrine::store::sqlite
