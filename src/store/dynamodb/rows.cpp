#include "store/dynamodb/rows.hpp"

#include <array>
#include <charconv>

namespace vitrine::store::dynamodb::rows {

namespace {

constexpr const char* kRecordPrefix = "RECORD#";
constexpr const char* kVersion = "version";
constexpr const char* kSavedAt = "saved_at";
constexpr const char* kNote = "note";
constexpr const char* kBytes = "bytes";
constexpr const char* kCreatedAt = "created_at";
constexpr const char* kCreatedOrder = "created_order";
constexpr const char* kSummary = "summary";
constexpr const char* kSummaryVersion = "summary_version";
constexpr const char* kSummaryForm = "summary_form";
constexpr const char* kRemoval = "removal";
constexpr const char* kRemovedVersions = "removed_versions";

std::string digits(std::uint64_t number, std::size_t width) {
  auto text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

base::TimePoint time_of(std::uint64_t milliseconds) {
  return base::TimePoint{std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds))};
}

}  // namespace

Item key(std::string_view partition, std::string_view sort) {
  return {{"PK", string_attribute(partition)}, {"SK", string_attribute(sort)}};
}

std::string document_partition(std::string_view slug) {
  return "CV#" + std::string(slug);
}
std::string version_sort(Version version) {
  constexpr std::size_t kDigits = 10;
  return "V#" + digits(version, kDigits);
}

Item head_key(std::string_view slug) {
  return key(document_partition(slug), "HEAD");
}
Item version_key(std::string_view slug, Version version) {
  return key(document_partition(slug), version_sort(version));
}
Item listed_key(std::string_view slug) {
  return key(kSite, kListedPrefix + std::string(slug));
}
Item created_key(std::uint64_t order) {
  constexpr std::size_t kDigits = 16;
  return key(kSite, kCreatedPrefix + digits(order, kDigits));
}
Item changes_key(std::string_view slug) {
  return key(kSite, kChangesPrefix + digits(counter_of(slug, kChangeCounters), 2));
}

std::string record_partition(std::string_view kind) {
  return kRecordPrefix + std::string(kind);
}
Item record_key(std::string_view kind, std::string_view key) {
  return rows::key(record_partition(kind), key);
}

Item revision_attributes(const Revision& revision) {
  return {
      {kVersion, number_attribute(revision.version)},
      {kSavedAt, number_attribute(static_cast<std::uint64_t>(revision.saved_at.time_since_epoch().count()))},
      {kNote, string_attribute(revision.note)},
      {kBytes, number_attribute(revision.bytes)}};
}

Item summary_attributes(const Summary& summary) {
  return {{kSummary, string_attribute(summary.text)},
          {kSummaryVersion, number_attribute(summary.version)},
          {kSummaryForm, number_attribute(summary.form)}};
}

std::optional<Summary> summary_of(const Item& item) {
  auto text = string_of(item, kSummary);
  const auto version = number_of(item, kSummaryVersion);
  const auto form = number_of(item, kSummaryForm);
  if (!text || !version || !form) return {};
  return Summary{.version = *version, .form = *form, .text = std::move(*text)};
}

std::optional<Revision> revision_of(const Item& item) {
  const auto version = number_of(item, kVersion);
  const auto saved_at = number_of(item, kSavedAt);
  auto note = string_of(item, kNote);
  const auto bytes = number_of(item, kBytes);
  if (!version || !saved_at || !note || !bytes) return {};
  return Revision{
      .version = *version, .saved_at = time_of(*saved_at), .note = std::move(*note), .bytes = *bytes};
}

std::optional<Creation> creation_of(const Item& item) {
  const auto at = number_of(item, kCreatedAt);
  const auto order = number_of(item, kCreatedOrder);
  if (!at || !order) return {};
  return Creation{.at = time_of(*at), .order = *order};
}

std::optional<Removal> removal_of(const Item& item) {
  auto id = string_of(item, kRemoval);
  const auto versions = number_of(item, kRemovedVersions);
  if (!id || !versions) return {};
  return Removal{.id = std::move(*id), .versions = *versions};
}

std::optional<Listed> listed_of(const Item& item) {
  const auto sort = string_of(item, "SK");
  auto revision = revision_of(item);
  const auto creation = creation_of(item);
  constexpr std::string_view kPrefix = kListedPrefix;
  if (!sort || !sort->starts_with(kPrefix) || !revision || !creation) return {};
  return Listed{.slug = sort->substr(kPrefix.size()),
                .revision = std::move(*revision),
                .created_at = creation->at,
                .order = creation->order};
}

Item record_item(const Record& record) {
  auto item = record_key(record.kind, record.key);
  item[kValue] = string_attribute(record.value);
  if (record.expires_at) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*record.expires_at);
    item[kTtlAttribute] = number_attribute(static_cast<std::uint64_t>(seconds.time_since_epoch().count()));
  }
  return item;
}

std::optional<Record> record_of(const Item& item) {
  const auto partition = string_of(item, "PK");
  auto key = string_of(item, "SK");
  auto value = string_of(item, kValue);
  constexpr std::string_view kPrefix = kRecordPrefix;
  if (!partition || !partition->starts_with(kPrefix) || !key || !value) return {};
  return Record{
      .kind = partition->substr(kPrefix.size()), .key = std::move(*key), .value = std::move(*value)};
}

std::optional<std::size_t> counter_number(const Item& item) {
  const auto sort = string_of(item, "SK");
  constexpr std::string_view kPrefix = kChangesPrefix;
  if (!sort || !sort->starts_with(kPrefix)) return {};
  std::size_t number = 0;
  const auto* const end = sort->data() + sort->size();
  const auto [last, failed] = std::from_chars(sort->data() + kPrefix.size(), end, number);
  if (failed != std::errc() || last != end || number >= kChangeCounters) return {};
  return number;
}

Item put(const std::string& table, Item item) {
  return {{"Put", {{"TableName", table}, {"Item", std::move(item)}}}};
}

Item put_new(const std::string& table, Item item) {
  auto part = put(table, std::move(item));
  part["Put"]["ConditionExpression"] = "attribute_not_exists(PK)";
  return part;
}

Item remove(const std::string& table, const Item& key) {
  return {{"Delete", {{"TableName", table}, {"Key", key}}}};
}

Item update(const std::string& table, const Item& key, const Item& attributes,
            std::optional<Version> expected) {
  // Names use placeholders: some are reserved words of DynamoDB.
  Item names = Item::object();
  Item values = Item::object();
  std::string expression;
  for (const auto& [name, value] : attributes.items()) {
    expression += (expression.empty() ? "SET #" : ", #") + name + " = :" + name;
    names["#" + name] = name;
    values[":" + name] = value;
  }
  constexpr std::array<std::array<const char*, 2>, 2> kForms{{{"plain", "packed"}, {"packed", "plain"}}};
  for (const auto& [has, other] : kForms) {
    if (!attributes.contains(has)) continue;
    expression += " REMOVE #" + std::string(other);
    names["#" + std::string(other)] = other;
  }
  Item part{{"Update",
             {{"TableName", table},
              {"Key", key},
              {"UpdateExpression", expression},
              {"ExpressionAttributeNames", names},
              {"ExpressionAttributeValues", values}}}};
  if (expected) require(part, kVersion, number_attribute(*expected));
  return part;
}

Item keep_summary(const std::string& table, std::string_view slug, std::uint64_t order,
                  const Summary& summary) {
  auto request = update(table, listed_key(slug), summary_attributes(summary), summary.version).front();
  auto& condition = request["ConditionExpression"].get_ref<std::string&>();
  condition +=
      " AND #order = :order AND (attribute_not_exists(#summary_form) OR #summary_form <= :summary_form)";
  request["ExpressionAttributeNames"]["#order"] = kCreatedOrder;
  request["ExpressionAttributeValues"][":order"] = number_attribute(order);
  return request;
}

Item count_change(const std::string& table, std::string_view slug) {
  return {{"Update",
           {{"TableName", table},
            {"Key", changes_key(slug)},
            {"UpdateExpression", "ADD #count :one"},
            {"ExpressionAttributeNames", {{"#count", "count"}}},
            {"ExpressionAttributeValues", {{":one", number_attribute(1)}}}}}};
}

void require_existence(Item& part) {
  part.front()["ConditionExpression"] = "attribute_exists(PK)";
}

void require(Item& part, const char* name, Item value) {
  auto& inner = part.front();
  inner["ConditionExpression"] = "#required = :required";
  inner["ExpressionAttributeNames"]["#required"] = name;
  inner["ExpressionAttributeValues"][":required"] = std::move(value);
}

}  // namespace vitrine::store::dynamodb::rows
