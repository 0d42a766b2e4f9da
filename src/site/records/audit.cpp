#include "site/records/audit.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "auth/policy/secret.hpp"
#include "auth/policy/visitor.hpp"
#include "base/log.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kAudit = "audit";
constexpr std::int64_t kEnd = 9'999'999'999'999;  // milliseconds since 1970: the year 2286

std::string first_key(base::TimePoint at) {
  return fmt::format("{:013}", kEnd - at.time_since_epoch().count());
}

std::string to_text(const AuditEvent& event) {
  return Value{{"at", stored_time(event.at)}, {"what", event.what}, {"who", event.who},
               {"whom", event.whom},          {"slug", event.slug}, {"detail", event.detail}}
      .dump(-1, ' ', false, Value::error_handler_t::replace);
}

/// Earlier versions wrote the person concerned at the front of the detail: "address, role".
void take_whom_from_detail(AuditEvent& event) {
  const auto end = std::min(event.detail.find(", "), event.detail.size());
  if (!auth::is_email(std::string_view(event.detail).substr(0, end))) return;
  event.whom = event.detail.substr(0, end);
  event.detail.erase(0, std::min(end + 2, event.detail.size()));
}

AuditEvent parse(const store::Record& record) {
  const auto value = parse_value(record.value);
  AuditEvent out{.id = record.key,
                 .at = time_of(value, "at").value_or(base::TimePoint{}),
                 .what = text_of(value, "what"),
                 .who = text_of(value, "who"),
                 .whom = text_of(value, "whom"),
                 .slug = text_of(value, "slug"),
                 .detail = text_of(value, "detail")};
  if (!value.contains("whom")) take_whom_from_detail(out);
  return out;
}

}  // namespace

void audit(store::RecordStore& store, AuditEvent event) {
  constexpr std::size_t kSuffix = 8;
  event.at = base::now();
  event.id = first_key(event.at) + '_' + auth::random_secret().substr(0, kSuffix);
  if (auto put = store.put_record({std::string(kAudit), event.id, to_text(event), event.at + kAuditAge});
      !put) {
    base::log_error("an event is missing in the audit log",
                    {{"what", event.what}, {"slug", event.slug}, {"reason", put.error().text()}});
  }
}

Result<std::vector<AuditEvent>> list_audit(store::RecordStore& store, std::string_view after,
                                           std::size_t limit) {
  const auto records = store.list_records(kAudit, after, limit);
  if (!records) return records.error();
  std::vector<AuditEvent> out;
  out.reserve(records->size());
  for (const auto& record : *records) out.push_back(parse(record));
  return out;
}

Result<std::vector<AuditEvent>> list_audit_of(store::RecordStore& store, std::string_view email) {
  std::vector<AuditEvent> out;
  const auto listed = each_record(store, kAudit, "", [&](const store::Record& record) {
    auto event = parse(record);
    if (event.who == email || event.whom == email) out.push_back(std::move(event));
    return true;
  });
  if (!listed) return listed.error();
  return out;
}

Result<void> erase_in_audit(store::RecordStore& store, std::string_view email) {
  const auto events = list_audit_of(store, email);
  if (!events) return events.error();
  for (auto event : *events) {
    for (auto* address : {&event.who, &event.whom}) {
      if (*address == email) *address = "(deleted)";
    }
    event.detail.clear();
    if (auto put = store.put_record({std::string(kAudit), event.id, to_text(event)}); !put)
      return put.error();
  }
  return {};
}

Result<void> delete_expired_records(store::RecordStore& store, base::TimePoint now) {
  std::vector<std::pair<std::string, std::string>> over;
  for (const auto* kind : {"sign-in", "session", "token"}) {
    const auto listed = each_record(store, kind, "", [&](const store::Record& record) {
      const auto expires_at = time_of(parse_value(record.value), "expires_at");
      if (!expires_at || now >= *expires_at) over.emplace_back(kind, record.key);
      return true;
    });
    if (!listed) return listed.error();
  }
  auto after = first_key(now - kAuditAge);
  while (true) {
    constexpr std::size_t kPage = 100;
    const auto page = store.list_records(kAudit, after, kPage);
    if (!page) return page.error();
    for (const auto& record : *page) over.emplace_back(kAudit, record.key);
    if (page->size() < kPage) break;
    after = page->back().key;
  }
  for (const auto& [kind, key] : over) {
    if (auto done = remove_if_present(store, kind, key); !done) return done;
  }
  return {};
}

}  // namespace vitrine::site
