// Fuzzes the attestation object and the client data: no bytes make a key without the challenge and the digest
// of the relying party's ID, and each key that is made parses again. An input is the client data, a line end,
// and the attestation object.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "auth/passkeys/cose_key.hpp"
#include "auth/passkeys/passkey.hpp"
#include "auth/tokens/jose.hpp"
#include "base/digest.hpp"

namespace {

using namespace vitrine;
using namespace vitrine::auth::passkeys;

void demand(bool holds) {
  if (!holds) std::abort();
}

const Ceremony kAsked{
    .challenge = "challenge of 16b", .relying_party = "cv.example", .origin = "https://cv.example"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto end = bytes.find('\n');
  const auto client_data = bytes.substr(0, end);
  const auto rest = end == std::string_view::npos ? bytes : bytes.substr(end + 1);
  Registration answer{
      .id = "credential", .client_data = std::string(client_data), .attestation = std::string(rest)};
  const auto good_client = auth::tokens::Json{
      {"type", "webauthn.create"},
      {"challenge", base::base64url(kAsked.challenge)},
      {"origin",
       kAsked.origin}}.dump();
  for (const auto& client : {answer.client_data, good_client}) {
    answer.client_data = client;
    const auto key = check_registration(kAsked, answer);
    if (!key) {
      demand(!name_of(key.error()).empty());
      continue;
    }
    demand(client.find(base::base64url(kAsked.challenge)) != std::string::npos);
    const auto digest = base::sha256(kAsked.relying_party);
    demand(rest.find(base::as_bytes(digest)) != std::string_view::npos);
    demand(key->id == answer.id && CoseKey::parse(key->public_key).has_value());
  }
  const Passkey known{.id = "credential", .public_key = std::string(rest)};
  const Assertion used{.id = "credential",
                       .client_data = std::string(client_data),
                       .authenticator_data = std::string(rest),
                       .signature = std::string(rest),
                       .user_handle = "u"};
  demand(!check_assertion(kAsked, {.keys = {known}, .user_handle = "u"}, used));
  if (const auto key = CoseKey::parse(rest)) demand(!key->verify(client_data, rest));
  return 0;
}
