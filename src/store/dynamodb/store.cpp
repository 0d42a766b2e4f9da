#include "store/dynamodb/store.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "base/log.hpp"
#include "store/common/failures.hpp"
#include "store/dynamodb/access.hpp"
#include "store/dynamodb/rows.hpp"
#include "store/dynamodb/summaries.hpp"

namespace vitrine::store::dynamodb {

using nlohmann::json;

namespace {

/// Indexes of a creation's parts with a condition.
constexpr std::size_t kHeadPart = 0;
constexpr std::size_t kOrderPart = 1;

/// A version in the form of its history row. Errors if it cannot be stored.
Result<Item> version_item(std::string_view slug, const Revision& revision, std::string_view text) {
  if (base::find_invalid_utf8(revision.note))
    return Error{ErrorCode::invalid, "the note is not UTF-8; write it anew"_msg};
  auto item = rows::revision_attributes(revision);
  put_text(item, text);
  item.update(rows::version_key(slug, revision.version));
  constexpr std::size_t kRoomForHead = 100;  // which also has the creation time
  const auto size = size_of(item) + kRoomForHead;
  if (size > kMostItemBytes) {
    return Error{ErrorCode::too_large,
                 "'{0}' takes {1} bytes after compression, of which DynamoDB stores up to {2}; "
                 "shorten it"_msg(slug, size, kMostItemBytes)};
  }
  return {boost::system::in_place_value, std::move(item)};
}

Item creation_attributes(const rows::Creation& creation) {
  return {
      {"created_at", number_attribute(static_cast<std::uint64_t>(creation.at.time_since_epoch().count()))},
      {"created_order", number_attribute(creation.order)}};
}

/// Two removals of a slug with the same place and versions would delete the same items and share an id;
/// others differ.
std::string removal_id(std::uint64_t order, Version versions) {
  return std::to_string(order) + "#" + std::to_string(versions);
}

class DynamodbStore final : public Store, private DynamodbAccess {
 public:
  DynamodbStore(std::string table, std::unique_ptr<DynamodbClient> client, Summarizer summarizer)
      : DynamodbAccess(std::move(table), std::move(client)),
        summaries_(table_, *client_, std::move(summarizer)) {}

  Result<Revision> create(std::string_view slug, std::string_view text, std::string_view note) override {
    const auto now = base::now();
    return add_first({.slug = std::string(slug),
                      .revision = {.version = 1, .saved_at = now, .note = std::string(note)},
                      .created_at = now},
                     text);
  }

  Result<void> adopt(const Listed& as, std::string_view text) override {
    const auto done = as.revision.version == 1 ? add_first(as, text) : add_next(as.slug, as.revision, text);
    if (!done) return done.error();
    return {};
  }

  Result<Revision> save(std::string_view slug, std::string_view text, Version expected,
                        std::string_view note) override {
    return add_next(slug, {.version = expected + 1, .saved_at = base::now(), .note = std::string(note)},
                    text);
  }

  Result<Revision> restore(std::string_view slug, Version version, Version expected) override {
    const auto old = read_version(slug, version);
    if (!old) return old.error();
    return save(slug, old->text, expected, "restored from version " + std::to_string(version));
  }

  Result<Stored> read(std::string_view slug) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const auto head = get(rows::head_key(slug));
    if (!head) return head.error();
    if (head->is_null() || rows::removal_of(*head)) return no_document(slug);
    return stored(slug, *head);
  }

  Result<Stored> read_version(std::string_view slug, Version version) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const auto listed = get(rows::listed_key(slug));  // a document that is being removed is no longer listed
    if (!listed) return listed.error();
    if (listed->is_null()) return no_document(slug);
    if (version == 0 || version > rows::kLastVersion) return no_version(slug, version);
    const auto item = get(rows::version_key(slug, version));
    if (!item) return item.error();
    if (item->is_null()) return no_version(slug, version);
    return stored(slug, *item);
  }

  Result<std::vector<Revision>> history(std::string_view slug, Version before, std::size_t limit) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const auto listed = get(rows::listed_key(slug));
    if (!listed) return listed.error();
    if (listed->is_null()) return no_document(slug);
    std::vector<Revision> out;
    const auto newest = before == 0 ? rows::kLastVersion : std::min(before - 1, rows::kLastVersion);
    if (newest == 0) return out;
    auto request = range(rows::document_partition(slug), rows::version_sort(1), rows::version_sort(newest));
    request["ScanIndexForward"] = false;
    request["ProjectionExpression"] = "#version, saved_at, note, #bytes";
    request["ExpressionAttributeNames"] = {{"#version", "version"}, {"#bytes", "bytes"}};
    const auto done = query(std::move(request), limit, [&](const Item& item) {
      auto revision = rows::revision_of(item);
      if (revision) out.push_back(std::move(*revision));
      return revision.has_value();
    });
    if (!done) return done.error();
    if (is_whole(out, limit)) return out;
    // It was removed meanwhile, or something is missing.
    const auto again = get(rows::listed_key(slug));
    if (!again) return again.error();
    if (again->is_null() || *again != *listed) return no_document(slug);
    return damaged("the history of '" + std::string(slug) + "' has gaps");
  }

  Result<std::vector<Listed>> list(std::string_view after, std::size_t limit) override {
    std::vector<Listed> out;
    constexpr std::size_t kTellsApart = 65;  // one more than the length of a slug
    after = after.substr(0, kTellsApart);
    if (base::find_invalid_utf8(after))
      return Error{ErrorCode::invalid, "what the list should begin after is no slug"_msg};
    // In byte order '!' is before and '~' after every character of slugs.
    const auto from = rows::kListedPrefix + std::string(after) + "!";
    const auto to = rows::kListedPrefix + std::string("~");
    if (from > to) return out;
    std::vector<std::size_t> unsummarized;
    const auto done = query(range(rows::kSite, from, to), limit, [&](const Item& item) {
      auto row = rows::listed_of(item);
      if (!row) return false;
      if (!summaries_.take(item, *row)) unsummarized.push_back(out.size());
      out.push_back(std::move(*row));
      return true;
    });
    if (!done) return done.error();
    std::vector<Listed*> incomplete;
    incomplete.reserve(unsummarized.size());
    for (const auto i : unsummarized) incomplete.push_back(&out[i]);
    if (auto made = summaries_.make(incomplete); !made) return made.error();
    return out;
  }

  Result<std::vector<std::optional<Listed>>> listed(const std::vector<std::string>& slugs) override {
    auto items = listed_items(slugs);
    if (!items) return items.error();
    std::vector<std::optional<Listed>> out(slugs.size());
    std::vector<Listed*> incomplete;
    for (std::size_t i = 0; i < slugs.size(); ++i) {
      const auto item = items->find(slugs[i]);
      if (item == items->end()) continue;
      auto& row = out[i] = rows::listed_of(item->second);
      if (!summaries_.take(item->second, *row)) incomplete.push_back(&*row);
    }
    if (auto made = summaries_.make(incomplete); !made) return made.error();
    return out;
  }

  Result<std::string> newest() override {
    const auto item = newest_item();
    if (!item) return item.error();
    if (item->is_null()) return no_documents_yet();
    auto slug = string_of(*item, "slug");
    if (!slug) return damaged("the newest document has no slug");
    return std::move(*slug);
  }

  Result<void> remove(std::string_view slug, Version expected) override {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    const auto listed = get(rows::listed_key(slug));
    if (!listed) return listed.error();
    if (listed->is_null()) {
      if (auto ok = finish_if_removed(slug); !ok) return ok.error();
      return no_document(slug);
    }
    const auto revision = rows::revision_of(*listed);
    const auto creation = rows::creation_of(*listed);
    if (!revision || !creation) return damaged("what is listed of '" + std::string(slug) + "'");
    if (revision->version != expected) return conflict(slug, revision->version);
    const rows::Removal removal{.id = removal_id(creation->order, expected), .versions = expected};
    auto mark = rows::head_key(slug);
    mark["removal"] = string_attribute(removal.id);
    mark["removed_versions"] = number_attribute(removal.versions);
    auto put_mark = rows::put(table_, std::move(mark));
    rows::require(put_mark, "version", number_attribute(expected));
    auto unlist = rows::remove(table_, rows::listed_key(slug));
    rows::require(unlist, "created_order", number_attribute(creation->order));
    const auto failed = client_->transact(json::array(
        {std::move(put_mark), std::move(unlist), rows::remove(table_, rows::created_key(creation->order)),
         rows::count_change(table_, slug)}));
    if (!failed) return about_table(failed.error());
    if (*failed) return refuse(slug);
    if (const auto finished = finish_removal(slug, removal); !finished) {
      base::log_warning("a removed document's history is not deleted yet; its next creation does it",
                        {{"slug", std::string(slug)}, {"reason", finished.error().text()}});
    }
    return {};
  }

  Result<std::vector<std::optional<Revision>>> revisions(const std::vector<std::string>& slugs) override {
    const auto items = listed_items(slugs);
    if (!items) return items.error();
    std::vector<std::optional<Revision>> out;
    for (const auto& slug : slugs) {
      const auto item = items->find(slug);
      out.push_back(item == items->end() ? std::nullopt : rows::revision_of(item->second));
    }
    return out;
  }

  Result<void> put_record(const Record& record) override {
    if (auto ok = check_record(record); !ok) return ok.error();
    return write_record(record, rows::put(table_, rows::record_item(record)));
  }

  Result<void> replace_record(const Record& record, std::optional<std::string_view> before) override {
    if (auto ok = check_record(record); !ok) return ok.error();
    auto part = before ? rows::put(table_, rows::record_item(record))
                       : rows::put_new(table_, rows::record_item(record));
    if (before) rows::require(part, rows::kValue, string_attribute(*before));
    return write_record(record, std::move(part));
  }

  Result<Record> read_record(std::string_view kind, std::string_view key) override {
    if (key.empty() || base::find_invalid_utf8(key)) return no_record(kind, key);
    const auto item = get(rows::record_key(kind, key));
    if (!item) return item.error();
    if (item->is_null()) return no_record(kind, key);
    auto record = rows::record_of(*item);
    if (!record) return damaged("a record lacks an attribute");
    return std::move(*record);
  }

  Result<std::vector<Record>> list_records(std::string_view kind, std::string_view after,
                                           std::size_t limit) override {
    std::vector<Record> out;
    // In byte order '!' is before and '~' after every character of keys.
    const auto done = query(range(rows::record_partition(kind), std::string(after) + "!", "~"), limit,
                            [&](const Item& item) {
                              auto record = rows::record_of(item);
                              if (record) out.push_back(std::move(*record));
                              return record.has_value();
                            });
    if (!done) return done.error();
    return out;
  }

  Result<void> remove_record(std::string_view kind, std::string_view key) override {
    if (key.empty() || base::find_invalid_utf8(key)) return no_record(kind, key);
    auto removal = rows::remove(table_, rows::record_key(kind, key));
    rows::require_existence(removal);
    const auto failed = client_->transact(json::array({std::move(removal), rows::count_change(table_, key)}));
    if (!failed) return about_table(failed.error());
    if (*failed) return no_record(kind, key);
    return {};
  }

  Result<std::vector<std::uint64_t>> change_counts() override {
    std::vector<std::uint64_t> counts(rows::kChangeCounters);
    auto request = range(rows::kSite, rows::kChangesPrefix, rows::kChangesPrefix + std::string("~"));
    constexpr std::size_t kAll = 1000;
    const auto take = [&](const Item& item) {
      const auto count = number_of(item, "count");
      const auto number = rows::counter_number(item);
      if (count && number) counts[*number] = *count;
      return count && number;
    };
    constexpr std::chrono::milliseconds kDeadline{3000};  // it is polled again soon
    const auto done = query(std::move(request), kAll, take, kDeadline);
    if (!done) return done.error();
    return counts;
  }

 private:
  /// `part` stores the record, and may have a condition.
  Result<void> write_record(const Record& record, json part) {
    const auto failed =
        client_->transact(json::array({std::move(part), rows::count_change(table_, record.key)}));
    if (!failed) return about_table(failed.error());
    if (*failed) return record_changed(record.kind, record.key);
    return {};
  }

  /// The items of the list of those slugs, each whole.
  Result<std::unordered_map<std::string, Item>> listed_items(const std::vector<std::string>& slugs) {
    constexpr std::size_t kMostAtOnce = 100;  // API Reference, BatchGetItem
    std::unordered_map<std::string, Item> found;
    for (std::size_t first = 0; first < slugs.size(); first += kMostAtOnce) {
      auto keys = json::array();
      const auto last = std::min(slugs.size(), first + kMostAtOnce);
      for (auto i = first; i < last; ++i) keys.push_back(rows::listed_key(slugs[i]));
      auto items = client_->batch_get(table_, std::move(keys));
      if (!items) return about_table(items.error());
      for (auto& item : *items) {
        auto listed = rows::listed_of(item);
        if (!listed) return damaged("an item of the list lacks an attribute");
        found.emplace(std::move(listed->slug), std::move(item));
      }
    }
    return found;
  }

  Result<Item> newest_item() {
    auto request = range(rows::kSite, rows::kCreatedPrefix, rows::kCreatedPrefix + std::string("~"));
    request["ScanIndexForward"] = false;
    Item newest;
    const auto done = query(std::move(request), 1, [&](const Item& item) {
      newest = item;
      return true;
    });
    if (!done) return done.error();
    return {boost::system::in_place_value, std::move(newest)};
  }

  /// A place after all existing documents.
  Result<std::uint64_t> next_order(base::TimePoint now) {
    const auto newest = newest_item();
    if (!newest) return newest.error();
    const auto last = newest->is_null() ? 0 : number_of(*newest, "created_order").value_or(0);
    return std::max(static_cast<std::uint64_t>(now.time_since_epoch().count()), last + 1);
  }

  /// `listed`: the attributes of its row in the list.
  [[nodiscard]] json creation(std::string_view slug, const Item& version, Item listed,
                              const rows::Creation& creation) const {
    const auto when = creation_attributes(creation);
    auto head = version;
    head.update(rows::head_key(slug));
    head.update(when);
    listed.update(rows::listed_key(slug));
    listed.update(when);
    auto place = rows::created_key(creation.order);
    place.update(when);
    place["slug"] = string_attribute(slug);
    return json::array({rows::put_new(table_, std::move(head)), rows::put_new(table_, std::move(place)),
                        rows::put_new(table_, version), rows::put_new(table_, std::move(listed)),
                        rows::count_change(table_, slug)});
  }

  [[nodiscard]] Item listed_attributes(const Revision& revision, std::string_view text) const {
    auto attributes = rows::revision_attributes(revision);
    summaries_.add_to(attributes, revision.version, text);
    return attributes;
  }

  Result<Stored> stored(std::string_view slug, const Item& item) {
    auto revision = rows::revision_of(item);
    auto text = text_of(item);
    if (!text) return std::move(text.error()).context("'{0}'"_msg(slug));
    if (!revision) return damaged("'" + std::string(slug) + "' lacks an attribute");
    return Stored{.slug = std::string(slug), .revision = std::move(*revision), .text = std::move(*text)};
  }

  /// The reason why a write with an expected version failed.
  Error refuse(std::string_view slug) {
    const auto listed = get(rows::listed_key(slug));
    if (!listed) return listed.error();
    if (listed->is_null()) return no_document(slug);
    const auto current = number_of(*listed, "version");
    if (!current) return damaged("what is listed of '" + std::string(slug) + "'");
    return conflict(slug, *current);
  }

  /// Whether there are no gaps down to the first version, unless the limit cut the list.
  static bool is_whole(const std::vector<Revision>& revisions, std::size_t limit) {
    for (std::size_t i = 1; i < revisions.size(); ++i) {
      if (revisions[i].version + 1 != revisions[i - 1].version) return false;
    }
    return revisions.size() == limit || (!revisions.empty() && revisions.back().version == 1);
  }

  Result<Revision> add_first(const Listed& as, std::string_view text) {
    if (auto ok = check_slug(as.slug); !ok) return ok.error();
    auto revision = as.revision;
    revision.bytes = text.size();
    const auto version = version_item(as.slug, revision, text);
    if (!version) return version.error();
    const auto listed = listed_attributes(revision, text);
    constexpr int kTries = 20;
    auto order = as.order;
    for (int i = 0; i < kTries; ++i) {
      if (order == 0) {
        const auto next = next_order(as.created_at);
        if (!next) return next.error();
        order = *next;
      }
      const auto failed =
          client_->transact(creation(as.slug, *version, listed, {.at = as.created_at, .order = order}));
      if (!failed) return about_table(failed.error());
      if (!*failed) return revision;
      if (**failed == kHeadPart) {
        if (auto ok = make_room(as.slug); !ok) return ok.error();
      } else if (**failed != kOrderPart) {
        return damaged("'" + as.slug + "' has a history without a current version");
      }
      order = 0;  // another document has this place in the order, or the obstacle is gone: retry
    }
    return Error{ErrorCode::unavailable, "too many documents are being created at once; try again"_msg};
  }

  Result<Revision> add_next(std::string_view slug, Revision revision, std::string_view text) {
    if (auto ok = check_slug(slug); !ok) return ok.error();
    if (revision.version < 2 || revision.version > rows::kLastVersion) return refuse(slug);
    revision.bytes = text.size();
    const auto version = version_item(slug, revision, text);
    if (!version) return version.error();
    auto head = *version;
    head.erase("PK");
    head.erase("SK");
    const auto failed = client_->transact(
        json::array({rows::update(table_, rows::head_key(slug), head, revision.version - 1),
                     rows::put_new(table_, *version),
                     rows::update(table_, rows::listed_key(slug), listed_attributes(revision, text), {}),
                     rows::count_change(table_, slug)}));
    if (!failed) return about_table(failed.error());
    if (!*failed) return revision;
    if (**failed == kHeadPart) return refuse(slug);
    return damaged("version " + std::to_string(revision.version) + " of '" + std::string(slug) +
                   "' is there before its time");
  }

  /// The slug's HEAD exists: returns `conflict` for a document; finishes an interrupted removal.
  Result<void> make_room(std::string_view slug) {
    const auto head = get(rows::head_key(slug));
    if (!head) return head.error();
    if (head->is_null()) return {};
    if (const auto removal = rows::removal_of(*head)) return finish_removal(slug, *removal);
    return slug_taken(slug);
  }

  Result<void> finish_if_removed(std::string_view slug) {
    const auto head = get(rows::head_key(slug));
    if (!head) return head.error();
    if (head->is_null()) return {};
    const auto removal = rows::removal_of(*head);
    return removal ? finish_removal(slug, *removal) : Result<void>{};
  }

  /// Deletes the history, and the mark together with its last part. Each step requires the mark, so a late
  /// step cannot harm a new document with that slug. Several may do it at once.
  Result<void> finish_removal(std::string_view slug, const rows::Removal& removal) {
    constexpr Version kAtOnce = 9;  // of 400 KB each: within a transaction's 4 MB by any way of counting
    for (Version first = 1; first <= removal.versions; first += kAtOnce) {
      const auto last = std::min(first + kAtOnce - 1, removal.versions);
      const json key_of_head{{"TableName", table_}, {"Key", rows::head_key(slug)}};
      json guard{{last == removal.versions ? "Delete" : "ConditionCheck", key_of_head}};
      rows::require(guard, "removal", string_attribute(removal.id));
      auto parts = json::array({std::move(guard)});
      for (auto version = first; version <= last; ++version)
        parts.push_back(rows::remove(table_, rows::version_key(slug, version)));
      const auto failed = client_->transact(std::move(parts));
      if (!failed) return about_table(failed.error());
      if (*failed) return {};  // another process has finished it
    }
    return {};
  }

  const Summaries summaries_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_dynamodb_store(const DynamodbStoreOptions& options) {
  auto client = connect_to_dynamodb(options);
  if (!client) return client.error();
  const auto origin = (*client)->origin();
  // The cheapest request shows whether address, credentials and table are right; an unavailable table may be
  // back when it is needed.
  constexpr std::chrono::milliseconds kDeadline{2000};
  const auto seen =
      (*client)->call("GetItem", {{"TableName", options.table}, {"Key", rows::changes_key("")}}, kDeadline);
  if (!seen && seen.error().code == ErrorCode::not_found) {
    return Error{
        ErrorCode::not_found,
        "there is no table '{0}' at {1}; make it: vitrine store create-table"_msg(options.table, origin)};
  }
  if (!seen && seen.error().code != ErrorCode::unavailable) return seen.error();
  return std::unique_ptr<Store>(
      std::make_unique<DynamodbStore>(options.table, std::move(*client), options.summarizer));
}

}  // namespace vitrine::store::dynamodb
