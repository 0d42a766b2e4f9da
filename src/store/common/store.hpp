#pragma once
// The interfaces of stores, by use, with every guarantee that the rest of the program relies on.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace vitrine::store {

/// Counts the saves of one document: 1 for the first, without gaps.
using Version = std::uint64_t;

/// What is known of one version without its text.
struct Revision {
  Version version = 0;
  base::TimePoint saved_at;
  std::string note;       ///< why it was saved, for a person ("imported from resume.json"); may be empty
  std::size_t bytes = 0;  ///< size of the document's text
};

/// A document as it is stored.
struct Stored {
  std::string slug;
  Revision revision;
  std::string text;  ///< JSON, UTF-8, byte for byte as it was saved
};

/// One row of the list of documents.
struct Listed {
  std::string slug;
  Revision revision;  ///< the current one
  base::TimePoint created_at;
  std::uint64_t order = 0;  ///< place in the order of creation: a later document has a greater one
  /// What the Summarizer gives for the document. Empty where the store has no Summarizer, or where the
  /// document was removed, or found damaged, while it was listed.
  std::string summary;
};

/// Makes a document's summary: a short text with all that a list shows of it. A store makes it at each save
/// and keeps it with the list's row, so that a list reads no document. What it says is up to the caller.
struct Summarizer {
  /// Greater with each change of what `summarize` gives: summaries of another form are made anew. 0: no
  /// summaries are made.
  std::uint64_t form = 0;
  /// The summary of a document with that text, UTF-8 and not empty. For any text; called from any thread.
  std::function<std::string(std::string_view text)> summarize;

  /// The summary where a store keeps it: nothing where none is made, or it is longer than kMostSummary bytes.
  [[nodiscard]] std::optional<std::string> kept_summary(std::string_view text) const;
};

/// A longer summary is not kept, but made of the document for each list: rows stay small.
constexpr std::size_t kMostSummary = std::size_t{4} * 1024;

/// Something small that is kept beside the documents.
struct Record {
  std::string kind;   ///< one of kRecordKinds
  std::string key;    ///< 1 to 128 of A-Z, a-z, 0-9, '_' and '-'
  std::string value;  ///< UTF-8, at most 64 KiB
  /// When it means nothing any more: a store may remove it some time afterwards. Not given back.
  std::optional<base::TimePoint> expires_at;
};

/// All kinds of records; copying a store goes through them. What each holds is said in
/// site/records/.
constexpr std::array<std::string_view, 11> kRecordKinds{
    "person", "grant", "session", "key", "sign-in", "token", "link", "shared", "views", "audit", "setting"};

/// Whether the record's kind is known, its key and value can be stored; `invalid` says what is wrong.
Result<void> check_record(const Record& record);

/// Whether `slug` can name a document: 1 to 64 of a-z, 0-9 and '-', no '-' at either end nor two in a row.
bool is_slug(std::string_view slug);

/// Which of `counters` counters of changes a document's saves move; the same in every process.
std::size_t counter_of(std::string_view slug, std::size_t counters);

/// How thoroughly a store is checked.
enum class Depth {
  quick,  ///< beside its use
  whole,  ///< before what it holds is relied on elsewhere
};

/// What serving documents needs: the current versions, and what may have changed.
///
/// Every call of this and of the other interfaces may block (on a disk, on a network) and may be made from
/// any thread. Errors common to all calls: `unavailable` when the store cannot be reached or is full (nothing
/// was done, trying again may help), `internal` when it is damaged. A call that names a slug gives `invalid`
/// for one that is_slug() refuses.
class DocumentSource {
 public:
  DocumentSource() = default;
  DocumentSource(const DocumentSource&) = delete;
  DocumentSource& operator=(const DocumentSource&) = delete;
  virtual ~DocumentSource() = default;

  /// The current version. `not_found` where there is none.
  virtual Result<Stored> read(std::string_view slug) = 0;

  /// The slug of the document created last; `not_found` in an empty store.
  virtual Result<std::string> newest() = 0;

  /// The current revision of each document, in the order of `slugs`; nothing where there is none. Lighter
  /// than reading them.
  virtual Result<std::vector<std::optional<Revision>>> revisions(const std::vector<std::string>& slugs) = 0;

  /// Change counters, cheap to read. Their number is fixed and at least one. A document or record can have
  /// changed, in any process, only if its counter (counter_of) has. Times out sooner than other calls.
  virtual Result<std::vector<std::uint64_t>> change_counts() = 0;
};

/// Documents with their history, which people change.
class DocumentStore : public DocumentSource {
 public:
  /// Stores a new document as version 1. `conflict` where the slug is taken.
  virtual Result<Revision> create(std::string_view slug, std::string_view text, std::string_view note) = 0;

  /// Stores a next version, if `expected` is still the current one: the version and its place in the
  /// history together or not at all. When the call returns a value, it is on the disk.
  /// `conflict` where another version is current (the message names it), `not_found`.
  virtual Result<Revision> save(std::string_view slug, std::string_view text, Version expected,
                                std::string_view note) = 0;

  /// Revisions, newest first: at most `limit`, all older than `before` (0: from the newest).
  /// `not_found` where there is no such document.
  virtual Result<std::vector<Revision>> history(std::string_view slug, Version before, std::size_t limit) = 0;

  /// One version of the history. `not_found` for the document or the version.
  virtual Result<Stored> read_version(std::string_view slug, Version version) = 0;

  /// Makes a new version with the text of an old one. Errors as save() and read_version().
  virtual Result<Revision> restore(std::string_view slug, Version version, Version expected) = 0;

  /// Documents in order of their slugs: at most `limit`, all after `after` ("": from the first). Reads a
  /// document only where its summary is missing, or is of another version or form, since an earlier program
  /// saved it; then keeps the summary for the next time, if it can.
  virtual Result<std::vector<Listed>> list(std::string_view after, std::size_t limit) = 0;

  /// As list(), of these documents, in the order of `slugs`; nothing where there is none.
  virtual Result<std::vector<std::optional<Listed>>> listed(const std::vector<std::string>& slugs) = 0;

  /// Deletes a document with its whole history, if `expected` is still the current version.
  /// Errors as save(). The slug is free again afterwards.
  virtual Result<void> remove(std::string_view slug, Version expected) = 0;

  /// Stores a version as another store has it, with its number, time and note. Version 1 makes the document,
  /// with its time of creation, and at its place in the order unless that is taken: then behind all others.
  /// `conflict` where another version is the next one. Makes a summary of its own.
  virtual Result<void> adopt(const Listed& as, std::string_view text) = 0;
};

/// What is small and kept beside the documents: accounts, sessions, links and the like.
class RecordStore {
 public:
  RecordStore() = default;
  RecordStore(const RecordStore&) = delete;
  RecordStore& operator=(const RecordStore&) = delete;
  virtual ~RecordStore() = default;

  /// Stores a record, in place of the one of its kind and key. Counts as a change (counter_of its key).
  virtual Result<void> put_record(const Record& record) = 0;

  /// As put_record(), but only where `before` is the stored value, or nothing is stored where it is empty:
  /// to change a shared record, read it, replace it, and begin again on `conflict`.
  virtual Result<void> replace_record(const Record& record, std::optional<std::string_view> before) = 0;

  /// `not_found` where there is no such record.
  virtual Result<Record> read_record(std::string_view kind, std::string_view key) = 0;

  /// Records of a kind in order of their keys: at most `limit`, all after `after` ("": from the first).
  virtual Result<std::vector<Record>> list_records(std::string_view kind, std::string_view after,
                                                   std::size_t limit) = 0;

  /// `not_found` where there is no such record: of several that remove it at once, one succeeds. Counts as a
  /// change.
  virtual Result<void> remove_record(std::string_view kind, std::string_view key) = 0;
};

/// All that a site keeps. One implementation for each place to keep it in; contract_test.cpp holds each to
/// it.
class Store : public DocumentStore, public RecordStore {
 public:
  /// Reads everything to find damage and what is missing, without changing anything. `internal` says what was
  /// found; `unavailable` where the check was not finished, since `stop` was requested or for another reason.
  /// A store that is kept whole by others has nothing to check.
  virtual Result<void> check(Depth, const std::stop_token& /*stop*/) { return {}; }

  /// Whether damage has been met, by check() or any other call of this object, ever.
  [[nodiscard]] virtual bool is_damaged() const { return false; }
};

}  // namespace vitrine::store
