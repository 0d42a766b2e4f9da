#include "store/common/copy.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace vitrine::store {

namespace {

Result<std::vector<Listed>> list_all(Store& store) {
  constexpr std::size_t kPage = 1000;
  std::vector<Listed> all;
  while (true) {
    auto page = store.list(all.empty() ? "" : all.back().slug, kPage);
    if (!page) return page.error();
    all.insert(all.end(), page->begin(), page->end());
    if (page->size() < kPage) return all;
  }
}

/// Runs `work` on every document, several at once; stops at the first error and returns it.
template <class Work>
Result<void> for_each(const std::vector<Listed>& documents, CopyProgress::Step step,
                      const CopyOptions& options, Work work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<Error> failure;  // guarded by mutex, like `progress`
  CopyProgress progress{.step = step, .total = documents.size()};
  const auto run = [&] {
    for (auto i = next++; i < documents.size(); i = next++) {
      const auto done = work(documents[i]);
      const std::scoped_lock lock(mutex);
      if (!done) failure = Error{done.error()}.context("'{0}'"_msg(documents[i].slug));
      if (failure) return;
      ++progress.done;
      if (options.on_progress) options.on_progress(progress);
    }
  };
  {
    std::vector<std::jthread> threads;
    const auto count =
        std::clamp<std::size_t>(options.threads, 1, std::max<std::size_t>(1, documents.size()));
    threads.reserve(count);
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back(run);
  }
  if (failure) return *failure;
  return {};
}

/// Reads one version; the current one by the cheaper call.
Result<Stored> read_at(Store& store, const Listed& document, Version version) {
  if (version == document.revision.version) {
    auto current = store.read(document.slug);
    if (!current || current->revision.version == version) return current;
  }
  return store.read_version(document.slug, version);
}

bool is_same(const Revision& a, const Revision& b) {
  return a.version == b.version && a.saved_at == b.saved_at && a.note == b.note && a.bytes == b.bytes;
}

/// Copies the versions that the target does not have yet; returns their number. Nothing if it has another
/// document with that slug.
Result<std::optional<std::size_t>> copy_one(Store& from, Store& to, const Listed& document) {
  const auto there = to.revisions({document.slug});
  if (!there) return there.error();
  Version known = 0;
  if (const auto& current = there->front()) {
    known = current->version;
    if (known > document.revision.version) return std::optional<std::size_t>{};
    const auto here = from.history(document.slug, known + 1, 1);
    if (!here) return here.error();
    if (here->empty() || !is_same(here->front(), *current)) return std::optional<std::size_t>{};
  }
  for (auto version = known + 1; version <= document.revision.version; ++version) {
    const auto stored = read_at(from, document, version);
    if (!stored) return stored.error();
    auto as = document;
    as.revision = stored->revision;
    if (auto adopted = to.adopt(as, stored->text); !adopted) return adopted.error();
  }
  return std::optional(static_cast<std::size_t>(document.revision.version - known));
}

/// Whether both have the same content in every version.
Result<bool> compare_one(Store& from, Store& to, const Listed& document) {
  for (Version version = 1; version <= document.revision.version; ++version) {
    const auto here = read_at(from, document, version);
    if (!here) return here.error();
    const auto there = read_at(to, document, version);
    if (!there) return there.error();
    if (!is_same(here->revision, there->revision) || here->text != there->text) return false;
  }
  return true;
}

Result<void> copy_records(Store& from, Store& to, CopyReport& report) {
  constexpr std::size_t kPage = 1000;
  for (const auto kind : kRecordKinds) {
    std::string after;
    for (auto is_more = true; is_more;) {
      const auto page = from.list_records(kind, after, kPage);
      if (!page) return page.error();
      for (const auto& record : *page) {
        auto known = to.read_record(kind, record.key);
        if (!known && known.error().code == ErrorCode::not_found) {
          if (auto put = to.put_record(record); !put) return put.error();
          known = to.read_record(kind, record.key);
        }
        if (!known) return known.error();
        if (known->value == record.value) {
          ++report.records;
        } else {
          report.differ.push_back(record.kind + " " + record.key);
        }
      }
      is_more = page->size() == kPage;
      if (is_more) after = page->back().key;
    }
  }
  return {};
}

}  // namespace

Result<CopyReport> copy(Store& from, Store& to, const CopyOptions& options) {
  const auto all = list_all(from);
  if (!all) return all.error();
  CopyReport report;
  if (auto records = copy_records(from, to, report); !records) return records.error();
  std::mutex mutex;  // guards `report` and `present`
  std::vector<Listed> present;
  const auto copied =
      for_each(*all, CopyProgress::Step::copying, options, [&](const Listed& document) -> Result<void> {
        const auto count = copy_one(from, to, document);
        // Deleted meanwhile: it is no longer a document of the source.
        if (!count && count.error().code == ErrorCode::not_found && !from.read(document.slug)) return {};
        if (!count) return count.error();
        const std::scoped_lock lock(mutex);
        if (*count) {
          present.push_back(document);
          report.copied += **count;
        } else {
          report.differ.push_back(document.slug);
        }
        return {};
      });
  if (!copied) return copied.error();
  const auto compared =
      for_each(present, CopyProgress::Step::comparing, options, [&](const Listed& document) -> Result<void> {
        const auto same = compare_one(from, to, document);
        if (!same) return same.error();
        const std::scoped_lock lock(mutex);
        if (*same) {
          ++report.documents;
          report.versions += document.revision.version;
        } else {
          report.differ.push_back(document.slug);
        }
        return {};
      });
  if (!compared) return compared.error();
  std::ranges::sort(report.differ);
  return report;
}

}  // namespace vitrine::store
