#pragma once
// Passkeys: the rules of W3C Web Authentication Level 2 for registering one (section 7.1) and for signing in
// with one (section 7.2). Pure functions: the question that was asked, and the browser's answer. All bytes
// are decoded.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vitrine::auth::passkeys {

/// The rule that an answer breaks.
enum class Refusal {
  client_data,         ///< no JSON object with unique members of the right types
  type,                ///< the answer to the other question
  challenge,           ///< not the challenge of this question
  origin,              ///< given to another site
  cross_origin,        ///< asked for in a frame of another site
  attestation,         ///< no attestation object, or bytes follow it
  statement,           ///< format "none" with a statement
  authenticator_data,  ///< malformed, or bytes follow it
  relying_party,       ///< made for another relying party
  presence,            ///< nobody touched the authenticator
  verification,        ///< the authenticator did not verify the person (PIN, fingerprint)
  backup,              ///< says that it is backed up, and that it cannot be; or can be now, and could not
  credential,          ///< no credential in it
  credential_id,       ///< no ID of 1 to 1023 bytes, or not the ID beside it
  public_key,          ///< no valid key with an algorithm that we asked for
  unknown_key,         ///< none of the allowed keys
  user,                ///< another person's key, or no person named
  signature,
  sign_count,  ///< not greater than before: the key may have been copied
};

/// Its name for the log: "wrong origin".
std::string_view name_of(Refusal refusal);

[[noreturn]] void throw_exception_from_error(Refusal refusal, const boost::source_location& location);
template <class T>
using Checked = boost::system::result<T, Refusal>;

/// The parts that both questions share.
struct Ceremony {
  std::string challenge;      ///< random bytes, for one use
  std::string relying_party;  ///< its ID: a domain
  std::string origin;         ///< "https://cv.example.org"
};

/// A registered key.
struct Passkey {
  std::string id;          ///< 1 to 1023 bytes
  std::string public_key;  ///< COSE_Key, checked
  std::uint32_t sign_count = 0;
  bool can_be_backed_up = false;  ///< fixed for the life of a key
  bool is_backed_up = false;      ///< such as to the person's other devices
};

/// The answer of navigator.credentials.create().
struct Registration {
  std::string id;  ///< rawId
  std::string client_data;
  std::string attestation;  ///< attestationObject
};

/// The new key. The statement of an attestation other than "none" is not verified: we ask for none, so no
/// decision depends on it. Extensions and the token binding are ignored. The caller checks that the ID is
/// new.
Checked<Passkey> check_registration(const Ceremony& asked, const Registration& answer);

/// The answer of navigator.credentials.get().
struct Assertion {
  std::string id;  ///< rawId
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  std::string user_handle;  ///< "" if the authenticator sent none
};

/// What was known when the question was asked.
struct Allowed {
  std::vector<Passkey> keys;
  std::string user_handle;  ///< of the person whose keys these are
  bool is_person_known =
      false;  ///< whether the person was known before, so that the answer need not name them
};

/// The key that signed, with its new count and backup state.
Checked<Passkey> check_assertion(const Ceremony& asked, const Allowed& allowed, const Assertion& answer);

}  // namespace vitrine::auth::passkeys
