#include "site/records/links.hpp"

#include <algorithm>

#include "auth/policy/secret.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kLink = "link";
constexpr std::string_view kShared = "shared";

std::string shared_key(std::string_view slug, std::string_view id) {
  return std::string(slug) + '_' + std::string(id);
}

Result<std::vector<std::string>> link_ids(store::RecordStore& store, std::string_view slug) {
  std::vector<std::string> ids;
  const auto prefix = shared_key(slug, "");
  const auto listed = each_record(store, kShared, prefix, [&](const store::Record& record) {
    ids.push_back(record.key.substr(prefix.size()));
    return true;
  });
  if (!listed) return listed.error();
  return ids;
}

}  // namespace

Link parse_link(std::string_view id, std::string_view text) {
  const auto value = parse_value(text);
  return {.id = std::string(id),
          .slug = text_of(value, "slug"),
          .label = text_of(value, "label"),
          .audience = text_of(value, "audience"),
          .variant = text_of(value, "variant"),
          .language = text_of(value, "language"),
          .password = text_of(value, "password"),
          .created_by = text_of(value, "created_by"),
          .created_at = time_of(value, "created_at").value_or(base::TimePoint{}),
          .expires_at = time_of(value, "expires_at")};
}

bool is_alive(const Link& link, base::TimePoint now) {
  return !link.expires_at || now < *link.expires_at;
}

Result<std::string> make_link(store::RecordStore& store, Link& link, base::TimePoint now) {
  auto secret = auth::random_secret();
  link.id = auth::fingerprint(secret);
  link.created_at = now;
  Value value{{"slug", link.slug},         {"label", link.label},           {"audience", link.audience},
              {"variant", link.variant},   {"language", link.language},     {"created_by", link.created_by},
              {"password", link.password}, {"created_at", stored_time(now)}};
  if (link.expires_at) value["expires_at"] = stored_time(*link.expires_at);
  // First the record that leads from the CV to the link: a link that nobody can find to revoke must not
  // exist.
  if (auto put = store.put_record({std::string(kShared), shared_key(link.slug, link.id), ""}); !put)
    return put.error();
  if (auto put = store.put_record({std::string(kLink), link.id, value.dump(), link.expires_at}); !put)
    return put.error();
  return secret;
}

Result<void> revoke_link(store::RecordStore& store, std::string_view slug, std::string_view id) {
  const auto known = store.read_record(kShared, shared_key(slug, id));
  if (!known) return known.error();
  if (auto done = remove_if_present(store, kLink, id); !done) return done;
  if (auto done = remove_all(store, "views", std::string(id) + '_'); !done) return done;
  return remove_if_present(store, kShared, shared_key(slug, id));
}

Result<std::vector<Link>> list_links(store::RecordStore& store, std::string_view slug) {
  const auto ids = link_ids(store, slug);
  if (!ids) return ids.error();
  std::vector<Link> out;
  for (const auto& id : *ids) {
    const auto record = store.read_record(kLink, id);
    if (record) {
      out.push_back(parse_link(id, record->value));
    } else if (record.error().code != ErrorCode::not_found) {
      return record.error();
    }
  }
  std::ranges::sort(out, std::greater{}, &Link::created_at);
  return out;
}

Result<void> delete_sharing(store::RecordStore& store, std::string_view slug) {
  const auto ids = link_ids(store, slug);
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    if (auto done = revoke_link(store, slug, id); !done && done.error().code != ErrorCode::not_found)
      return done;
  }
  if (auto done = remove_all(store, "proposal", std::string(slug) + '_'); !done) return done;
  return remove_all(store, "grant", std::string(slug) + '_');
}

}  // namespace vitrine::site
