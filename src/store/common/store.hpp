#pragma once
// The interfaces of stores, one per use, with every guarantee that the rest of the program relies on.

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

/// Information on one version without its text.
struct Revision {
  Version version = 0;
  base::TimePoint saved_at;
  std::string note;       ///< reason for the save, for people ("imported from resume.json"); may be empty
  std::size_t bytes = 0;  ///< size of the document's text
};

/// A stored document.
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

/// A small value stored beside the documents.
struct Record {
  std::string kind;   ///< one of kRecordKinds
  std::string key;    ///< 1 to 128 of A-Z, a-z, 0-9, '_' and '-'
  std::string value;  ///< UTF-8, at most 64 KiB
  /// Expiry: a store may remove the record some time afterwards. Not returned on reading.
  std::optional<base::TimePoint> expires_at;
};

/// All kinds of records, used to copy a store. site/records/ defines their content.
constexpr std::array<std::string_view, 14> kRecordKinds{
    "person", "grant", "session", "key",     "sign-in",  "token",   "link",
    "shared", "views", "audit",   "setting", "proposal", "passkey", "recovery"};

/// Whether the record's kind is known, and its key and value can be stored; `invalid` with the reason.
Result<void> check_record(const Record& record);

/// Whether `slug` can name a document: 1 to 64 of a-z, 0-9 and '-', no '-' at either end nor two in a row.
bool is_slug(std::string_view slug);

/// The change counter, out of `counters`, that a save of the document increments; the same in every process.
std::size_t counter_of(std::string_view slug, std::size_t counters);

/// The thoroughness of a check.
enum class Depth {
  quick,  ///< while the store is in use
  whole,  ///< before other code relies on its content
};

/// The interface for serving documents: current versions, and change counters.
///
/// Every call of this and of the other interfaces may block (on a disk, on a network) and is thread-safe.
/// Errors common to all calls: `unavailable` if the store cannot be reached or is full (nothing was done, a
/// retry may help), `internal` if it is damaged. A call with a slug returns `invalid` if is_slug() refuses
/// it.
class DocumentSource {
 public:
  DocumentSource() = default;
  DocumentSource(const DocumentSource&) = delete;
  DocumentSource& operator=(const DocumentSource&) = delete;
  virtual ~DocumentSource() = default;

  /// The current version. Returns `not_found` if there is none.
  virtual Result<Stored> read(std::string_view slug) = 0;

  /// The slug of the document created last; `not_found` in an empty store.
  virtual Result<std::string> newest() = 0;

  /// The current revision of each document, in the order of `slugs`; nothing for a missing one. Cheaper than
  /// reading them.
  virtual Result<std::vector<std::optional<Revision>>> revisions(const std::vector<std::string>& slugs) = 0;

  /// Change counters, cheap to read. Their number is fixed and at least one. A document or record can have
  /// changed, in any process, only if its counter (counter_of) has. Times out sooner than other calls.
  virtual Result<std::vector<std::uint64_t>> change_counts() = 0;
};

/// Documents with their history, which people change.
class DocumentStore : public DocumentSource {
 public:
  /// Stores a new document as version 1. Returns `conflict` if the slug is taken.
  virtual Result<Revision> create(std::string_view slug, std::string_view text, std::string_view note) = 0;

  /// Stores a new version, if `expected` is still the current one: the version and its history entry together
  /// or not at all. When the call succeeds, it is on disk. Returns `conflict` if another version is current
  /// (the message names it), or `not_found`.
  virtual Result<Revision> save(std::string_view slug, std::string_view text, Version expected,
                                std::string_view note) = 0;

  /// Revisions, newest first: at most `limit`, all older than `before` (0: from the newest). Returns
  /// `not_found` if there is no such document.
  virtual Result<std::vector<Revision>> history(std::string_view slug, Version before, std::size_t limit) = 0;

  /// One version of the history. Returns `not_found` for the document or the version.
  virtual Result<Stored> read_version(std::string_view slug, Version version) = 0;

  /// Makes a new version with the text of an old one. Errors as save() and read_version().
  virtual Result<Revision> restore(std::string_view slug, Version version, Version expected) = 0;

  /// Documents ordered by slug: at most `limit`, all after `after` ("": from the first). Reads a
  /// document only if its summary is missing, or is of another version or form because an earlier program
  /// saved it; then keeps the summary for the next time, if possible.
  virtual Result<std::vector<Listed>> list(std::string_view after, std::size_t limit) = 0;

  /// As list(), of these documents, in the order of `slugs`; nothing where there is none.
  virtual Result<std::vector<std::optional<Listed>>> listed(const std::vector<std::string>& slugs) = 0;

  /// Deletes a document with its whole history, if `expected` is still the current version.
  /// Errors as save(). The slug is free again afterwards.
  virtual Result<void> remove(std::string_view slug, Version expected) = 0;

  /// Stores a version of another store, with its number, time and note. Version 1 creates the document, with
  /// its creation time, and at its place in the order unless that is taken: then after all others. Returns
  /// `conflict` if another version is the next one. Makes its own
  /// summary.
  virtual Result<void> adopt(const Listed& as, std::string_view text) = 0;
};

/// The interface for small values beside the documents: accounts, sessions, links and the like.
class RecordStore {
 public:
  RecordStore() = default;
  RecordStore(const RecordStore&) = delete;
  RecordStore& operator=(const RecordStore&) = delete;
  virtual ~RecordStore() = default;

  /// Stores a record, replacing the one with its kind and key. Counts as a change (counter_of its key).
  virtual Result<void> put_record(const Record& record) = 0;

  /// Like put_record(), but only if `before` is the stored value, or nothing is stored if it is empty. To
  /// change a shared record, read it, replace it, and start again on `conflict`.
  virtual Result<void> replace_record(const Record& record, std::optional<std::string_view> before) = 0;

  /// Returns `not_found` if there is no such record.
  virtual Result<Record> read_record(std::string_view kind, std::string_view key) = 0;

  /// Records of a kind ordered by key: at most `limit`, all after `after` ("": from the first).
  virtual Result<std::vector<Record>> list_records(std::string_view kind, std::string_view after,
                                                   std::size_t limit) = 0;

  /// Returns `not_found` if there is no such record: if several remove it at once, one succeeds. Counts as a
  /// change.
  virtual Result<void> remove_record(std::string_view kind, std::string_view key) = 0;
};

/// The whole storage of a site. One implementation for each kind of storage; contract_test.cpp tests each of
/// them.
class Store : public DocumentStore, public RecordStore {
 public:
  /// Reads everything to find damage and missing data, without changing anything. Returns `internal` with the
  /// damage; `unavailable` if the check was not finished, because `stop` was requested or for another reason.
  /// A store whose integrity a service guarantees has nothing to check.
  virtual Result<void> check(Depth, const std::stop_token& /*stop*/) { return {}; }

  /// Whether check() or any other call of this object has ever found damage.
  [[nodiscard]] virtual bool is_damaged() const { return false; }
};

}  // namespace vitrine::store
