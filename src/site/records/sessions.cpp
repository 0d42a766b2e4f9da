#include "site/records/sessions.hpp"

#include "auth/policy/secret.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kSession = "session";
constexpr std::string_view kKey = "key";
constexpr std::string_view kSignIn = "sign-in";

auth::Role role_of(const Value& value) {
  return auth::named<auth::Role>(auth::kRoleNames, text_of(value, "role")).value_or(auth::Role::none);
}

}  // namespace

Session parse_session(std::string_view text) {
  const auto value = parse_value(text);
  return {.email = text_of(value, "email"),
          .name = text_of(value, "name"),
          .role = role_of(value),
          .person = text_of(value, "person"),
          .expires_at = time_of(value, "expires_at").value_or(base::TimePoint{})};
}

std::string to_text(const Ticket& ticket) {
  return Value{{"key", ticket.key}, {"secret", ticket.secret}, {"seen_at", stored_time(ticket.seen_at)}}
      .dump();
}

std::optional<Ticket> parse_ticket(std::string_view text) {
  const auto value = parse_value(text);
  const auto seen_at = time_of(value, "seen_at");
  Ticket out{.key = text_of(value, "key"), .secret = text_of(value, "secret")};
  const auto print = auth::fingerprint(out.secret);
  if (!seen_at || out.key.size() <= print.size() ||
      !auth::equal_in_constant_time(std::string_view(out.key).substr(out.key.size() - print.size()), print))
    return std::nullopt;
  out.seen_at = *seen_at;
  return out;
}

Result<Ticket> start_session(store::RecordStore& store, Session session, base::TimePoint now) {
  Ticket ticket{.secret = auth::random_secret(), .seen_at = now};
  ticket.key = auth::person_key(session.email) + '_' + auth::fingerprint(ticket.secret);
  session.expires_at = now + kSessionMost;
  const Value value{{"email", session.email},
                    {"name", session.name},
                    {"role", auth::name_of(session.role)},
                    {"person", session.person},
                    {"made_at", stored_time(now)},
                    {"expires_at", stored_time(session.expires_at)}};
  if (auto put = store.put_record({std::string(kSession), ticket.key, value.dump(), session.expires_at});
      !put)
    return put.error();
  return ticket;
}

Result<void> end_session(store::RecordStore& store, std::string_view key) {
  return remove_if_present(store, kSession, key);
}

Result<void> end_sessions(store::RecordStore& store, std::string_view email) {
  return remove_all(store, kSession, auth::person_key(email) + '_');
}

Result<auth::SealingKey> sealing_key(store::RecordStore& store, base::TimePoint now) {
  // The id of a key begins with its creation time, so that the last one is the newest.
  std::optional<store::Record> newest;
  std::vector<std::string> over;
  const auto listed = each_record(store, kKey, "", [&](const store::Record& record) {
    if (!parse_key(record.key, record.value, now)) over.push_back(record.key);
    newest = record;
    return true;
  });
  if (!listed) return listed.error();
  for (const auto& id : over) {
    if (auto done = remove_if_present(store, kKey, id); !done) return done.error();
  }
  if (newest) {
    const auto value = parse_value(newest->value);
    const auto made_at = time_of(value, "made_at");
    if (made_at && now - *made_at < kKeyAge) return auth::SealingKey{newest->key, text_of(value, "secret")};
  }
  constexpr std::size_t kSuffix = 6;
  auth::SealingKey key{
      .id = std::to_string(now.time_since_epoch().count()) + '-' + auth::random_secret().substr(0, kSuffix),
      .secret = auth::random_secret()};
  const Value value{{"secret", key.secret}, {"made_at", stored_time(now)}};
  if (auto put = store.put_record({std::string(kKey), key.id, value.dump()}); !put) return put.error();
  return key;
}

std::optional<auth::SealingKey> parse_key(std::string_view id, std::string_view text, base::TimePoint now) {
  const auto value = parse_value(text);
  const auto made_at = time_of(value, "made_at");
  auto secret = text_of(value, "secret");
  if (!made_at || now - *made_at > kKeyAge + kSessionMost || secret.empty()) return std::nullopt;
  return auth::SealingKey{std::string(id), std::move(secret)};
}

Result<std::string> make_sign_in(store::RecordStore& store, const SignIn& whom, base::TimePoint now,
                                 std::chrono::minutes age) {
  auto secret = auth::random_secret();
  const Value value{{"email", whom.email},
                    {"role", auth::name_of(whom.role)},
                    {"made_at", stored_time(now)},
                    {"expires_at", stored_time(now + age)}};
  if (auto put = store.put_record({std::string(kSignIn), auth::fingerprint(secret), value.dump(), now + age});
      !put)
    return put.error();
  return secret;
}

std::string sign_in_url(std::string_view address, std::string_view secret) {
  return std::string(address) + "/sign-in?token=" + std::string(secret);
}

Result<void> remove_sign_ins(store::RecordStore& store, std::string_view email) {
  std::vector<std::string> theirs;
  const auto listed = each_record(store, kSignIn, "", [&](const store::Record& record) {
    if (text_of(parse_value(record.value), "email") == email) theirs.push_back(record.key);
    return true;
  });
  if (!listed) return listed.error();
  for (const auto& key : theirs) {
    if (auto done = remove_if_present(store, kSignIn, key); !done) return done;
  }
  return {};
}

Result<SignIn> use_sign_in(store::RecordStore& store, std::string_view secret, base::TimePoint now) {
  const auto key = auth::fingerprint(secret);
  const auto record = store.read_record(kSignIn, key);
  if (!record) return record.error();
  if (auto removed = store.remove_record(kSignIn, key); !removed) return removed.error();
  const auto value = parse_value(record->value);
  const auto expires_at = time_of(value, "expires_at");
  if (!expires_at || now >= *expires_at)
    return Error{ErrorCode::not_found, "the sign-in link's time is over"_msg};
  return SignIn{.email = text_of(value, "email"),
                .role = role_of(value),
                .made_at = time_of(value, "made_at").value_or(*expires_at - kSignInLinkAge)};
}

}  // namespace vitrine::site
