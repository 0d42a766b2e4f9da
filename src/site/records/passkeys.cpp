#include "site/records/passkeys.hpp"

#include <algorithm>

#include "auth/policy/secret.hpp"
#include "base/ascii.hpp"
#include "base/digest.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kPasskey = "passkey";
constexpr std::string_view kRecovery = "recovery";
/// Crockford's 32 letters and digits: none looks like another.
constexpr std::string_view kCodeLetters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kCodeLength = 16;
constexpr std::size_t kCodeGroup = 4;

std::string new_code() {
  const auto random = *base::base64url_decode(auth::random_secret());
  std::string out;
  for (std::size_t i = 0; i < kCodeLength; ++i)
    out += kCodeLetters.at(static_cast<unsigned char>(random.at(i)) % kCodeLetters.size());
  return out;
}

std::string grouped(std::string code) {
  for (auto at = kCodeLength - kCodeGroup; at > 0; at -= kCodeGroup) code.insert(at, 1, '-');
  return code;
}

/// The code as it was made, out of what a person types.
std::string plain_code(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    const char lower = base::ascii_lower(c);
    if (lower == '-' || lower == ' ') continue;
    out += lower == 'o' ? '0' : lower == 'i' || lower == 'l' ? '1' : lower;
  }
  return out;
}

Result<StoredPasskey> passkey_of(store::RecordStore& store, std::string_view email, std::string_view record) {
  Error unknown{ErrorCode::not_found, "there is no such passkey"_msg};
  if (!store::check_record({std::string(kPasskey), std::string(record), ""})) return unknown;
  const auto read = store.read_record(kPasskey, record);
  if (!read && read.error().code != ErrorCode::not_found) return read.error();
  const auto known = read ? parse_passkey(read->value) : std::nullopt;
  if (!known || known->email != email) return unknown;
  return *known;
}

Result<std::vector<std::string>> codes_of(store::RecordStore& store, std::string_view email) {
  std::vector<std::string> out;
  const auto listed = each_record(store, kRecovery, "", [&](const store::Record& record) {
    if (text_of(parse_value(record.value), "email") == email) out.push_back(record.key);
    return true;
  });
  if (!listed) return listed.error();
  return out;
}

Result<void> remove_codes(store::RecordStore& store, std::string_view email) {
  const auto codes = codes_of(store, email);
  if (!codes) return codes.error();
  for (const auto& key : *codes) {
    if (auto done = remove_if_present(store, kRecovery, key); !done) return done;
  }
  return {};
}

}  // namespace

std::string StoredPasskey::record_key() const {
  return auth::fingerprint(key.id);
}

std::string to_text(const StoredPasskey& passkey) {
  const auto& key = passkey.key;
  Value value{{"email", passkey.email},
              {"person", passkey.person},
              {"name", passkey.name},
              {"id", base::base64url(key.id)},
              {"public_key", base::base64url(key.public_key)},
              {"sign_count", key.sign_count},
              {"can_be_backed_up", key.can_be_backed_up},
              {"is_backed_up", key.is_backed_up},
              {"made_at", stored_time(passkey.made_at)}};
  if (passkey.used_at) value["used_at"] = stored_time(*passkey.used_at);
  return value.dump();
}

std::optional<StoredPasskey> parse_passkey(std::string_view text) {
  const auto value = parse_value(text);
  auto id = base::base64url_decode(text_of(value, "id"));
  auto public_key = base::base64url_decode(text_of(value, "public_key"));
  const auto count = value.find("sign_count");
  if (!id || id->empty() || !public_key || count == value.end() || !count->is_number_unsigned())
    return std::nullopt;
  const auto is_set = [&](const char* name) {
    const auto found = value.find(name);
    return found != value.end() && found->is_boolean() && found->get<bool>();
  };
  return StoredPasskey{.key = {.id = std::move(*id),
                               .public_key = std::move(*public_key),
                               .sign_count = count->get<std::uint32_t>(),
                               .can_be_backed_up = is_set("can_be_backed_up"),
                               .is_backed_up = is_set("is_backed_up")},
                       .email = text_of(value, "email"),
                       .person = text_of(value, "person"),
                       .name = text_of(value, "name"),
                       .made_at = time_of(value, "made_at").value_or(base::TimePoint{}),
                       .used_at = time_of(value, "used_at")};
}

Result<void> add_passkey(store::RecordStore& store, const StoredPasskey& passkey) {
  const auto theirs = list_passkeys(store, passkey.email);
  if (!theirs) return theirs.error();
  if (theirs->size() >= kMostPasskeys)
    return Error{ErrorCode::too_large, "you have 20 passkeys; remove one that you do not need"_msg};
  auto done =
      store.replace_record({std::string(kPasskey), passkey.record_key(), to_text(passkey)}, std::nullopt);
  if (!done && done.error().code == ErrorCode::conflict)
    return Error{ErrorCode::conflict, "this passkey is stored already"_msg};
  return done;
}

Result<std::vector<StoredPasskey>> list_passkeys(store::RecordStore& store, std::string_view email) {
  std::vector<StoredPasskey> out;
  const auto listed = each_record(store, kPasskey, "", [&](const store::Record& record) {
    auto passkey = parse_passkey(record.value);
    if (passkey && passkey->email == email) out.push_back(std::move(*passkey));
    return true;
  });
  if (!listed) return listed.error();
  std::ranges::sort(out, {}, &StoredPasskey::made_at);
  return out;
}

Result<StoredPasskey> rename_passkey(store::RecordStore& store, std::string_view email,
                                     std::string_view record, std::string_view name) {
  auto known = passkey_of(store, email, record);
  if (!known) return known;
  const auto before = to_text(*known);
  known->name = name;
  if (auto done = store.replace_record({std::string(kPasskey), std::string(record), to_text(*known)}, before);
      !done)
    return done.error();
  return known;
}

Result<void> remove_passkey(store::RecordStore& store, std::string_view email, std::string_view record,
                            bool may_be_last) {
  const auto known = passkey_of(store, email, record);
  if (!known) return known.error();
  const auto theirs = list_passkeys(store, email);
  if (!theirs) return theirs.error();
  if (theirs->size() == 1 && !may_be_last)
    return Error{ErrorCode::conflict,
                 "this is your last passkey; without one you sign in with a recovery code"_msg};
  return remove_if_present(store, kPasskey, record);
}

Result<void> remove_passkeys(store::RecordStore& store, std::string_view email) {
  const auto theirs = list_passkeys(store, email);
  if (!theirs) return theirs.error();
  for (const auto& one : *theirs) {
    if (auto done = remove_if_present(store, kPasskey, one.record_key()); !done) return done;
  }
  return remove_codes(store, email);
}

Result<bool> has_passkeys(store::RecordStore& store) {
  const auto first = store.list_records(kPasskey, "", 1);
  if (!first) return first.error();
  return !first->empty();
}

Result<StoredPasskey> use_passkey(store::RecordStore& store, const auth::passkeys::Ceremony& asked,
                                  const auth::passkeys::Assertion& answer, base::TimePoint now) {
  const auto key = auth::fingerprint(answer.id);
  const auto record = store.read_record(kPasskey, key);
  if (!record && record.error().code != ErrorCode::not_found) return record.error();
  auto known = record ? parse_passkey(record->value) : std::nullopt;
  auth::passkeys::Allowed allowed;
  if (known) allowed = {.keys = {known->key}, .user_handle = user_handle(known->person)};
  const auto used = auth::passkeys::check_assertion(asked, allowed, answer);
  if (!used)
    return Error{ErrorCode::not_found, Message::as_is(std::string(auth::passkeys::name_of(used.error())))};
  known->key = *used;
  known->used_at = now;
  const auto done = store.replace_record({std::string(kPasskey), key, to_text(*known)}, record->value);
  if (!done && done.error().code == ErrorCode::conflict)
    return Error{ErrorCode::not_found, Message::as_is("the passkey was used or changed meanwhile")};
  if (!done) return done.error();
  return *known;
}

std::string user_handle(std::string_view person) {
  return base::base64url_decode(person).value_or("");
}

Result<std::vector<std::string>> make_recovery_codes(store::RecordStore& store, std::string_view email,
                                                     std::string_view person, base::TimePoint now) {
  if (auto done = remove_codes(store, email); !done) return done.error();
  std::vector<std::string> out;
  const auto value = Value{{"email", email}, {"person", person}, {"made_at", stored_time(now)}}.dump();
  for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
    const auto code = new_code();
    if (auto put = store.put_record({std::string(kRecovery), auth::fingerprint(code), value}); !put)
      return put.error();
    out.push_back(grouped(code));
  }
  return out;
}

Result<std::size_t> count_recovery_codes(store::RecordStore& store, std::string_view email) {
  const auto codes = codes_of(store, email);
  if (!codes) return codes.error();
  return codes->size();
}

Result<Recovered> use_recovery_code(store::RecordStore& store, std::string_view code) {
  const auto key = auth::fingerprint(plain_code(code));
  const auto record = store.read_record(kRecovery, key);
  if (!record) return record.error();
  // Removing it decides: of two uses at once, one is refused.
  if (auto removed = store.remove_record(kRecovery, key); !removed) return removed.error();
  const auto value = parse_value(record->value);
  return Recovered{.email = text_of(value, "email"), .person = text_of(value, "person")};
}

}  // namespace vitrine::site
