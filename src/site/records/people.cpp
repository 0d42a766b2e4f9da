#include "site/records/people.hpp"

#include <algorithm>

#include <array>

#include "auth/policy/secret.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kPerson = "person";
constexpr std::string_view kGrant = "grant";
constexpr std::array<std::string_view, 3> kMayNames{"nothing", "view", "edit"};

std::string to_text(const Invitation& invitation) {
  return Value{{"email", invitation.email},
               {"may", kMayNames.at(static_cast<std::size_t>(invitation.grant.may))},
               {"audience", invitation.grant.audience}}
      .dump();
}

auth::Role role_in(const Value& value, const char* name) {
  return auth::named<auth::Role>(auth::kRoleNames, text_of(value, name)).value_or(auth::Role::none);
}

}  // namespace

auth::Role role_of(const Person& person) {
  return person.role == auth::Role::none ? person.provided_role : person.role;
}

Person new_person(std::string_view email) {
  return {.email = std::string(email), .id = auth::random_secret()};
}

std::string to_text(const Person& person) {
  Value value{{"email", person.email},
              {"name", person.name},
              {"role", auth::name_of(person.role)},
              {"provided_role", auth::name_of(person.provided_role)},
              {"id", person.id}};
  if (person.role_at) value["role_at"] = stored_time(*person.role_at);
  if (person.last_sign_in) value["last_sign_in"] = stored_time(*person.last_sign_in);
  return value.dump();
}

Person parse_person(std::string_view text) {
  const auto value = parse_value(text);
  return {.email = text_of(value, "email"),
          .name = text_of(value, "name"),
          .role = role_in(value, "role"),
          .role_at = time_of(value, "role_at"),
          .provided_role = role_in(value, "provided_role"),
          .last_sign_in = time_of(value, "last_sign_in"),
          .id = text_of(value, "id")};
}

Result<std::optional<Person>> read_person(store::RecordStore& store, std::string_view email) {
  const auto record = store.read_record(kPerson, auth::person_key(email));
  if (record) return std::optional(parse_person(record->value));
  if (record.error().code == ErrorCode::not_found) return std::optional<Person>{};
  return record.error();
}

Result<Person> change_person(store::RecordStore& store, std::string_view email,
                             const std::function<void(Person&)>& update) {
  constexpr int kTries = 8;
  const auto key = auth::person_key(email);
  for (int tries = 1;; ++tries) {
    const auto record = store.read_record(kPerson, key);
    if (!record && record.error().code != ErrorCode::not_found) return record.error();
    auto person = record ? parse_person(record->value) : new_person(email);
    update(person);
    auto text = to_text(person);
    if (record && text == record->value) return person;
    const auto before = record ? std::optional<std::string_view>(record->value) : std::nullopt;
    const auto done = store.replace_record({std::string(kPerson), key, std::move(text)}, before);
    if (done) return person;
    if (done.error().code != ErrorCode::conflict || tries == kTries) return done.error();
  }
}

Result<std::vector<Person>> list_people(store::RecordStore& store) {
  std::vector<Person> out;
  const auto listed = each_record(store, kPerson, "", [&](const store::Record& record) {
    out.push_back(parse_person(record.value));
    return true;
  });
  if (!listed) return listed.error();
  return out;
}

std::string grant_key(std::string_view slug, std::string_view email) {
  return std::string(slug) + '_' + auth::person_key(email);
}

Invitation parse_invitation(std::string_view text) {
  const auto value = parse_value(text);
  const auto may = auth::named<auth::Grant::May>(kMayNames, text_of(value, "may"));
  return {.email = text_of(value, "email"),
          .grant = {.may = may.value_or(auth::Grant::May::nothing), .audience = text_of(value, "audience")}};
}

Result<void> put_invitation(store::RecordStore& store, std::string_view slug, const Invitation& invitation) {
  return store.put_record({std::string(kGrant), grant_key(slug, invitation.email), to_text(invitation)});
}

Result<void> remove_invitation(store::RecordStore& store, std::string_view slug, std::string_view email) {
  return store.remove_record(kGrant, grant_key(slug, email));
}

Result<std::vector<Invitation>> list_invitations(store::RecordStore& store, std::string_view slug) {
  std::vector<Invitation> out;
  const auto listed = each_record(store, kGrant, std::string(slug) + '_', [&](const store::Record& record) {
    out.push_back(parse_invitation(record.value));
    return true;
  });
  if (!listed) return listed.error();
  return out;
}

Result<std::vector<Invited>> list_invited(store::RecordStore& store, std::string_view email) {
  std::vector<Invited> out;
  const auto person = '_' + auth::person_key(email);
  const auto listed = each_record(store, kGrant, "", [&](const store::Record& record) {
    if (record.key.ends_with(person)) {
      out.push_back(
          {record.key.substr(0, record.key.size() - person.size()), parse_invitation(record.value).grant});
    }
    return true;
  });
  if (!listed) return listed.error();
  return out;
}

Result<VisiblePage> list_visible(store::Store& store, const auth::Visitor& visitor, std::string_view after,
                                 std::size_t limit) {
  VisiblePage out;
  if (visitor.role != auth::Role::none) {
    auto listed = store.list(after, limit);
    if (!listed) return listed.error();
    if (!listed->empty() && listed->size() == limit) out.next = listed->back().slug;
    for (auto& one : *listed) out.cvs.push_back({.listed = std::move(one), .grant = {}});
    return out;
  }
  auto invited = list_invited(store, visitor.email);
  if (!invited) return invited.error();
  std::ranges::sort(*invited, {}, &Invited::slug);  // the records' order is another: "jane-2" before "jane"
  std::erase_if(*invited, [&](const Invited& one) { return one.slug <= after; });
  if (invited->size() > limit) invited->resize(limit);
  std::vector<std::string> slugs;
  for (const auto& one : *invited) slugs.push_back(one.slug);
  auto listed = store.listed(slugs);
  if (!listed) return listed.error();
  for (std::size_t i = 0; i < slugs.size(); ++i) {
    auto& one = (*listed)[i];
    if (one) out.cvs.push_back({.listed = std::move(*one), .grant = (*invited)[i].grant});
  }
  if (!slugs.empty() && slugs.size() == limit) out.next = slugs.back();
  return out;
}

}  // namespace vitrine::site
