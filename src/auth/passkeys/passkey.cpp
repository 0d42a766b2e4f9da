#include "auth/passkeys/passkey.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "auth/passkeys/cbor.hpp"
#include "auth/passkeys/cose_key.hpp"
#include "auth/tokens/jose.hpp"
#include "base/digest.hpp"

namespace vitrine::auth::passkeys {

namespace {

constexpr auto kRefusalNames = std::to_array<std::string_view>(
    {"malformed client data", "wrong type", "wrong challenge", "wrong origin", "asked for by another site",
     "malformed attestation", "a statement of the format none", "malformed authenticator data",
     "wrong relying party", "nobody was present", "the person was not verified", "impossible backup state",
     "no credential", "wrong credential ID", "no key that was asked for", "unknown key",
     "another person's key", "wrong signature", "the count did not grow"});

constexpr std::size_t kMostClientData = std::size_t{8} << 10U;

// Authenticator data, WebAuthn section 6.1: the digest of the relying party's ID, flags, count; then perhaps
// the credential and extensions.
constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kFixedBytes = 37;
constexpr unsigned kUserPresent = 0x01;
constexpr unsigned kUserVerified = 0x04;
constexpr unsigned kCanBeBackedUp = 0x08;
constexpr unsigned kIsBackedUp = 0x10;
constexpr unsigned kHasCredential = 0x40;
constexpr unsigned kHasExtensions = 0x80;

/// Section 5.8.1. `type` is the question's: "webauthn.create" or "webauthn.get".
std::optional<Refusal> fault_in_client_data(std::string_view text, const Ceremony& asked,
                                            std::string_view type) {
  if (text.size() > kMostClientData) return Refusal::client_data;
  const auto object = tokens::parse_object(text);
  if (!object) return Refusal::client_data;
  const auto said_type = tokens::string_member(*object, "type");
  const auto challenge = tokens::string_member(*object, "challenge");
  const auto origin = tokens::string_member(*object, "origin");
  if (!said_type || !challenge || !origin) return Refusal::client_data;
  const auto cross = object->find("crossOrigin");
  if (cross != object->end() && !cross->is_boolean()) return Refusal::client_data;
  if (*said_type != type) return Refusal::type;
  if (asked.challenge.empty() || *challenge != base::base64url(asked.challenge)) return Refusal::challenge;
  if (*origin != asked.origin) return Refusal::origin;
  const bool is_cross = (cross != object->end() && cross->get<bool>()) || object->contains("topOrigin");
  return is_cross ? std::optional(Refusal::cross_origin) : std::nullopt;
}

struct AuthenticatorData {
  unsigned flags = 0;
  std::uint32_t sign_count = 0;
  std::string_view credential_id;  ///< of the attested credential
  std::string_view public_key;

  [[nodiscard]] bool has(unsigned flag) const { return (flags & flag) != 0; }
};

/// Section 6.5.1: AAGUID, length and ID, key. Removes it from `rest`.
std::optional<Refusal> read_credential(std::string_view& rest, AuthenticatorData& out) {
  constexpr std::size_t kAaguidBytes = 16;
  constexpr std::size_t kLengthBytes = 2;
  constexpr std::size_t kMostIdBytes = 1023;
  if (rest.size() < kAaguidBytes + kLengthBytes) return Refusal::authenticator_data;
  const auto length = big_endian(rest.substr(kAaguidBytes, kLengthBytes));
  rest.remove_prefix(kAaguidBytes + kLengthBytes);
  if (length == 0 || length > kMostIdBytes) return Refusal::credential_id;
  if (rest.size() < length) return Refusal::authenticator_data;
  out.credential_id = rest.substr(0, length);
  rest.remove_prefix(length);
  CborReader reader(rest);
  if (!reader.skip()) return Refusal::public_key;
  out.public_key = rest.substr(0, rest.size() - reader.rest().size());
  rest = reader.rest();
  return std::nullopt;
}

Checked<AuthenticatorData> read_authenticator_data(std::string_view bytes) {
  if (bytes.size() < kFixedBytes) return Refusal::authenticator_data;
  AuthenticatorData out{.flags = static_cast<unsigned char>(bytes[kDigestBytes]),
                        .sign_count = static_cast<std::uint32_t>(
                            big_endian(bytes.substr(kDigestBytes + 1, kFixedBytes - kDigestBytes - 1)))};
  auto rest = bytes.substr(kFixedBytes);
  if (out.has(kHasCredential)) {
    if (const auto fault = read_credential(rest, out)) return *fault;
  }
  if (out.has(kHasExtensions)) {
    CborReader reader(rest);
    auto as_map = reader;
    if (!as_map.map() || !reader.skip()) return Refusal::authenticator_data;
    rest = reader.rest();
  }
  if (!rest.empty()) return Refusal::authenticator_data;
  return out;
}

/// The rules for authenticator data that both answers share: section 7.1 steps 13 to 15, 7.2 steps 15 to 17.
std::optional<Refusal> fault_in(std::string_view bytes, const AuthenticatorData& data,
                                const Ceremony& asked) {
  const auto digest = base::sha256(asked.relying_party);
  if (bytes.substr(0, kDigestBytes) != base::as_bytes(digest)) return Refusal::relying_party;
  if (!data.has(kUserPresent)) return Refusal::presence;
  if (!data.has(kUserVerified)) return Refusal::verification;
  if (data.has(kIsBackedUp) && !data.has(kCanBeBackedUp)) return Refusal::backup;
  return std::nullopt;
}

struct Attestation {
  std::string_view authenticator_data;
};

/// Section 6.5.4: a map of exactly fmt, attStmt and authData.
Checked<Attestation> read_attestation(std::string_view bytes) {
  constexpr std::uint64_t kMembers = 3;
  CborReader reader(bytes);
  if (reader.map() != kMembers) return Refusal::attestation;
  std::optional<std::string_view> format;
  std::optional<std::string_view> data;
  std::optional<std::uint64_t> statement_members;
  for (std::uint64_t i = 0; i < kMembers; ++i) {
    const auto name = reader.text();
    bool is_good = false;
    if (name == "fmt") {
      is_good = (format = reader.text()).has_value();
    } else if (name == "authData") {
      is_good = (data = reader.byte_string()).has_value();
    } else if (name == "attStmt") {
      auto as_map = reader;
      statement_members = as_map.map();
      is_good = statement_members && reader.skip();
    }
    if (!is_good) return Refusal::attestation;
  }
  if (!format || !data || !statement_members || !reader.is_at_end()) return Refusal::attestation;
  if (*format == "none" && *statement_members != 0) return Refusal::statement;
  return Attestation{*data};
}

}  // namespace

std::string_view name_of(Refusal refusal) {
  return kRefusalNames.at(static_cast<std::size_t>(refusal));
}

void throw_exception_from_error(Refusal refusal, const boost::source_location&) {
  throw std::logic_error("value() of a refused passkey: " + std::string(name_of(refusal)));
}

Checked<Passkey> check_registration(const Ceremony& asked, const Registration& answer) {
  if (const auto fault = fault_in_client_data(answer.client_data, asked, "webauthn.create")) return *fault;
  const auto attestation = read_attestation(answer.attestation);
  if (!attestation) return attestation.error();
  const auto bytes = attestation->authenticator_data;
  const auto data = read_authenticator_data(bytes);
  if (!data) return data.error();
  if (const auto fault = fault_in(bytes, *data, asked)) return *fault;
  if (!data->has(kHasCredential)) return Refusal::credential;
  if (data->credential_id != answer.id) return Refusal::credential_id;
  if (!CoseKey::parse(data->public_key)) return Refusal::public_key;
  return Passkey{.id = std::string(data->credential_id),
                 .public_key = std::string(data->public_key),
                 .sign_count = data->sign_count,
                 .can_be_backed_up = data->has(kCanBeBackedUp),
                 .is_backed_up = data->has(kIsBackedUp)};
}

Checked<Passkey> check_assertion(const Ceremony& asked, const Allowed& allowed, const Assertion& answer) {
  const auto known = std::ranges::find(allowed.keys, answer.id, &Passkey::id);
  if (known == allowed.keys.end()) return Refusal::unknown_key;
  const bool need_not_say = allowed.is_person_known && answer.user_handle.empty();
  const bool says = !answer.user_handle.empty() && answer.user_handle == allowed.user_handle;
  if (!says && !need_not_say) return Refusal::user;
  if (const auto fault = fault_in_client_data(answer.client_data, asked, "webauthn.get")) return *fault;
  const auto data = read_authenticator_data(answer.authenticator_data);
  if (!data) return data.error();
  if (data->has(kHasCredential)) return Refusal::authenticator_data;
  if (const auto fault = fault_in(answer.authenticator_data, *data, asked)) return *fault;
  if (data->has(kCanBeBackedUp) != known->can_be_backed_up) return Refusal::backup;
  const auto key = CoseKey::parse(known->public_key);
  if (!key) return Refusal::public_key;
  const auto digest = base::sha256(answer.client_data);
  if (!key->verify(answer.authenticator_data + std::string(base::as_bytes(digest)), answer.signature))
    return Refusal::signature;
  const bool counts = data->sign_count != 0 || known->sign_count != 0;
  if (counts && data->sign_count <= known->sign_count) return Refusal::sign_count;
  auto used = *known;
  used.sign_count = data->sign_count;
  used.is_backed_up = data->has(kIsBackedUp);
  return used;
}

}  // namespace vitrine::auth::passkeys
