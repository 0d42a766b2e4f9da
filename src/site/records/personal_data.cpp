#include "site/records/personal_data.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "auth/policy/visitor.hpp"
#include "site/records/audit.hpp"
#include "site/records/passkeys.hpp"
#include "site/records/people.hpp"
#include "site/records/proposals.hpp"
#include "site/records/sessions.hpp"
#include "site/records/tokens.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

using Json = nlohmann::ordered_json;

std::string written(std::optional<base::TimePoint> time) {
  return time ? base::format_rfc3339(*time) : std::string{};
}

}  // namespace

Result<std::string> personal_data(store::RecordStore& store, std::string_view email) {
  Json out{{"email", email}};
  const auto person = read_person(store, email);
  if (!person) return person.error();
  if (*person) {
    out["name"] = (*person)->name;
    out["role"] = auth::name_of(role_of(**person));
    out["last_sign_in"] = written((*person)->last_sign_in);
  }
  auto sessions = Json::array();
  const auto listed =
      each_record(store, "session", auth::person_key(email) + '_', [&](const store::Record& record) {
        const auto value = parse_value(record.value);
        sessions.push_back({{"made_at", written(time_of(value, "made_at"))},
                            {"expires_at", written(time_of(value, "expires_at"))}});
        return true;
      });
  if (!listed) return listed.error();
  out["sessions"] = sessions;
  const auto tokens = list_tokens(store, email);
  if (!tokens) return tokens.error();
  out["tokens"] = Json::array();
  for (const auto& one : *tokens) {
    out["tokens"].push_back({{"label", one.label},
                             {"created_at", written(one.created_at)},
                             {"expires_at", written(one.expires_at)}});
  }
  const auto passkeys = list_passkeys(store, email);
  if (!passkeys) return passkeys.error();
  out["passkeys"] = Json::array();
  for (const auto& one : *passkeys) {
    out["passkeys"].push_back(
        {{"name", one.name}, {"made_at", written(one.made_at)}, {"used_at", written(one.used_at)}});
  }
  const auto codes = count_recovery_codes(store, email);
  if (!codes) return codes.error();
  out["recovery_codes"] = *codes;
  const auto invited = list_invited(store, email);
  if (!invited) return invited.error();
  out["invitations"] = Json::array();
  for (const auto& one : *invited)
    out["invitations"].push_back({{"slug", one.slug}, {"audience", one.grant.audience}});
  out["proposals"] = Json::array();
  const auto proposed = each_record(store, "proposal", "", [&](const store::Record& record) {
    const auto one = parse_proposal(record.key, record.value);
    if (one.author == email)
      out["proposals"].push_back(
          {{"slug", one.slug}, {"made_at", base::format_rfc3339(one.made_at)}, {"note", one.note}});
    return true;
  });
  if (!proposed) return proposed.error();
  const auto events = list_audit_of(store, email);
  if (!events) return events.error();
  out["events"] = Json::array();
  for (const auto& one : *events) {
    out["events"].push_back({{"at", written(one.at)},
                             {"what", one.what},
                             {"who", one.who},
                             {"whom", one.whom},
                             {"slug", one.slug},
                             {"detail", one.detail}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<void> delete_person(store::RecordStore& store, std::string_view email) {
  if (auto done = end_sessions(store, email); !done) return done;
  if (auto done = remove_sign_ins(store, email); !done) return done;
  if (auto done = remove_passkeys(store, email); !done) return done;
  const auto tokens = list_tokens(store, email);
  if (!tokens) return tokens.error();
  for (const auto& one : *tokens) {
    if (auto done = remove_if_present(store, "token", one.id); !done) return done;
  }
  const auto invited = list_invited(store, email);
  if (!invited) return invited.error();
  for (const auto& one : *invited) {
    if (auto done = remove_if_present(store, "grant", grant_key(one.slug, email)); !done) return done;
  }
  if (auto done = remove_proposals_of(store, email); !done) return done;
  if (auto done = erase_in_audit(store, email); !done) return done;
  return remove_if_present(store, "person", auth::person_key(email));
}

}  // namespace vitrine::site
