#include "site/records/tokens.hpp"

#include <algorithm>

#include "auth/policy/secret.hpp"
#include "site/records/people.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {
constexpr std::string_view kToken = "token";
}

Token parse_token(std::string_view id, std::string_view text) {
  const auto value = parse_value(text);
  Token out{.id = std::string(id),
            .email = text_of(value, "email"),
            .label = text_of(value, "label"),
            .scopes = {},
            .person = text_of(value, "person"),
            .created_at = time_of(value, "created_at").value_or(base::TimePoint{}),
            .expires_at = time_of(value, "expires_at").value_or(base::TimePoint{})};
  const auto scopes = value.find("scopes");
  if (scopes != value.end() && scopes->is_array()) {
    for (const auto& one : *scopes) {
      if (!one.is_string()) continue;
      if (const auto scope = auth::named<auth::Scope>(auth::kScopeNames, one.get<std::string>()))
        out.scopes.add(*scope);
    }
  }
  return out;
}

Result<std::string> make_token(store::RecordStore& store, Token& token, base::TimePoint now) {
  const auto person = change_person(store, token.email, [](Person&) {});
  if (!person) return person.error();
  token.person = person->id;
  auto secret = std::string(kTokenPrefix) + auth::random_secret();
  token.id = auth::fingerprint(secret);
  token.created_at = now;
  auto scopes = Value::array();
  for (std::size_t i = 0; i < auth::kScopeNames.size(); ++i) {
    if (token.scopes.has(static_cast<auth::Scope>(i))) scopes.push_back(auth::kScopeNames.at(i));
  }
  const Value value{{"email", token.email},
                    {"label", token.label},
                    {"scopes", scopes},
                    {"person", token.person},
                    {"created_at", stored_time(now)},
                    {"expires_at", stored_time(token.expires_at)}};
  if (auto put = store.put_record({std::string(kToken), token.id, value.dump(), token.expires_at}); !put)
    return put.error();
  return secret;
}

Result<void> remove_token(store::RecordStore& store, std::string_view id, std::string_view email) {
  const auto known = read_value(store, kToken, id);
  if (!known) return known.error();
  if (!*known || text_of(**known, "email") != email)
    return Error{ErrorCode::not_found, "there is no such token"_msg};
  return remove_if_present(store, kToken, id);
}

Result<std::vector<Token>> list_tokens(store::RecordStore& store, std::string_view email) {
  std::vector<Token> out;
  const auto listed = each_record(store, kToken, "", [&](const store::Record& record) {
    auto token = parse_token(record.key, record.value);
    if (token.email == email) out.push_back(std::move(token));
    return true;
  });
  if (!listed) return listed.error();
  std::ranges::sort(out, std::greater{}, &Token::created_at);
  return out;
}

}  // namespace vitrine::site
