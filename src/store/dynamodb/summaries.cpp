#include "store/dynamodb/summaries.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "store/dynamodb/access.hpp"
#include "store/dynamodb/rows.hpp"

namespace vitrine::store::dynamodb {

using nlohmann::json;

void Summaries::add_to(Item& row, Version version, std::string_view text) const {
  auto summary = summarizer_.kept_summary(text);
  if (!summary) return;
  row.update(
      rows::summary_attributes({.version = version, .form = summarizer_.form, .text = std::move(*summary)}));
}

bool Summaries::take(const Item& item, Listed& row) const {
  if (summarizer_.form == 0) return true;  // none is wanted
  auto kept = rows::summary_of(item);
  if (!kept || kept->version != row.revision.version || kept->form != summarizer_.form) return false;
  row.summary = std::move(kept->text);
  return true;
}

Result<void> Summaries::make(const std::vector<Listed*>& rows) const {
  constexpr std::size_t kAtOnce = 25;  // of 400 KB each: within the 16 MB of an answer
  for (std::size_t first = 0; first < rows.size(); first += kAtOnce) {
    std::unordered_map<std::string, Listed*> wanted;
    auto keys = json::array();
    for (auto i = first; i < std::min(rows.size(), first + kAtOnce); ++i) {
      wanted.emplace(rows::document_partition(rows[i]->slug), rows[i]);
      keys.push_back(rows::head_key(rows[i]->slug));
    }
    const auto heads = client_.batch_get(table_, std::move(keys));
    if (!heads) return about_table(heads.error());
    for (const auto& head : *heads) {
      const auto row = wanted.find(string_of(head, "PK").value_or(""));
      if (row != wanted.end()) make_one(head, *row->second);
    }
  }
  return {};
}

void Summaries::make_one(const Item& head, Listed& row) const {
  auto revision = rows::revision_of(head);
  const auto text = text_of(head);
  if (rows::removal_of(head) || !revision || !text) return;
  // It may have been saved, and even be another document, since the list was read.
  row.revision = std::move(*revision);
  if (const auto creation = rows::creation_of(head)) {
    row.created_at = creation->at;
    row.order = creation->order;
  }
  row.summary = summarizer_.summarize(*text);
  if (row.summary.size() > kMostSummary) return;
  // Where it cannot be kept, or need not be since there is a later version, the next list sees to it.
  static_cast<void>(client_.call(
      "UpdateItem",
      rows::keep_summary(table_, row.slug, row.order,
                         {.version = row.revision.version, .form = summarizer_.form, .text = row.summary})));
}

}  // namespace vitrine::store::dynamodb
