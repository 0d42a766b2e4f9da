#pragma once
// The passkeys and recovery codes of people. Calls may block (store::RecordStore).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/passkeys/passkey.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

constexpr std::size_t kMostPasskeys = 20;  ///< of one person
constexpr std::size_t kMostPasskeyName = 60;
constexpr std::size_t kRecoveryCodes = 10;

/// A record of the kind "passkey", under the fingerprint of the credential's ID.
struct StoredPasskey {
  auth::passkeys::Passkey key;
  std::string email;
  std::string person;  ///< Person::id: a key of a removed person is not of the next one with that address
  std::string name;    ///< chosen by the person
  base::TimePoint made_at;
  std::optional<base::TimePoint> used_at;

  [[nodiscard]] std::string record_key() const;
};
std::string to_text(const StoredPasskey& passkey);
/// Nothing if it is no such record.
std::optional<StoredPasskey> parse_passkey(std::string_view text);

/// Returns `conflict` if the key is stored already, for whomever, and `too_large` if the person has
/// kMostPasskeys.
Result<void> add_passkey(store::RecordStore& store, const StoredPasskey& passkey);
/// The passkeys of one person, oldest first.
Result<std::vector<StoredPasskey>> list_passkeys(store::RecordStore& store, std::string_view email);
/// `record`: StoredPasskey::record_key(). Returns `not_found` if it is not that person's.
Result<StoredPasskey> rename_passkey(store::RecordStore& store, std::string_view email,
                                     std::string_view record, std::string_view name);
/// Returns `not_found` if it is not that person's; `conflict` if it is the last one and `may_be_last` is
/// false.
Result<void> remove_passkey(store::RecordStore& store, std::string_view email, std::string_view record,
                            bool may_be_last);
/// Removes all passkeys and recovery codes of a person.
Result<void> remove_passkeys(store::RecordStore& store, std::string_view email);
/// Whether anybody has a passkey.
Result<bool> has_passkeys(store::RecordStore& store);

/// Checks the answer of a person who was not known before against the passkey that it names, and stores its
/// new count. Returns `not_found`, with the broken rule as message, if it is refused; also if two answers of
/// one key come at once.
Result<StoredPasskey> use_passkey(store::RecordStore& store, const auth::passkeys::Ceremony& asked,
                                  const auth::passkeys::Assertion& answer, base::TimePoint now);

/// The bytes by which an authenticator knows the person.
std::string user_handle(std::string_view person);

/// Makes kRecoveryCodes new codes, which work once each, and invalidates the earlier ones. Each is
/// "xxxx-xxxx-xxxx-xxxx", 80 random bits. A code is a record of the kind "recovery" under its fingerprint.
Result<std::vector<std::string>> make_recovery_codes(store::RecordStore& store, std::string_view email,
                                                     std::string_view person, base::TimePoint now);
Result<std::size_t> count_recovery_codes(store::RecordStore& store, std::string_view email);

struct Recovered {
  std::string email;
  std::string person;
};
/// Uses a code up; case, spaces and hyphens are ignored. Returns `not_found` if there is no such code.
Result<Recovered> use_recovery_code(store::RecordStore& store, std::string_view code);

}  // namespace vitrine::site
