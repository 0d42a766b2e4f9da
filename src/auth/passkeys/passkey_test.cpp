// Each rule has a row that fails without it.

#include "auth/passkeys/passkey.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "auth/passkeys/passkey_testing.hpp"

namespace vitrine::auth::passkeys::passkey_test {
namespace {

using testing_keys::bytes;
using testing_keys::head;
using testing_keys::kAsked;
using testing_keys::Making;
using testing_keys::number;
using testing_keys::Pair;
using testing_keys::text;

const Pair& pair(CoseAlgorithm algorithm = CoseAlgorithm::es256) {
  static const Pair es256(CoseAlgorithm::es256);
  static const Pair eddsa(CoseAlgorithm::eddsa);
  static const Pair rs256(CoseAlgorithm::rs256);
  return algorithm == CoseAlgorithm::es256 ? es256 : algorithm == CoseAlgorithm::eddsa ? eddsa : rs256;
}

Making making(CoseAlgorithm algorithm = CoseAlgorithm::es256) {
  Making out;
  out.key = pair(algorithm).cose();
  return out;
}

constexpr auto kHandle = "the person";

Allowed allowed(CoseAlgorithm algorithm = CoseAlgorithm::es256) {
  return {.keys = {{.id = "another", .public_key = pair().cose()},
                   {.id = "credential", .public_key = pair(algorithm).cose(), .sign_count = 6}},
          .user_handle = kHandle};
}

std::string replaced(std::string in, const std::string& what, const std::string& by) {
  const auto at = in.find(what);
  EXPECT_NE(at, std::string::npos);
  return at == std::string::npos ? in : in.replace(at, what.size(), by);
}

constexpr std::array kAlgorithms{CoseAlgorithm::es256, CoseAlgorithm::eddsa, CoseAlgorithm::rs256};

TEST(Passkey, IsRegisteredAndSignsIn) {
  for (const auto algorithm : kAlgorithms) {
    auto made = making(algorithm);
    const auto key = check_registration(kAsked, made.registration());
    ASSERT_TRUE(key) << name_of(key.error());
    EXPECT_EQ(key->id, "credential");
    EXPECT_EQ(key->sign_count, 7U);
    EXPECT_FALSE(key->can_be_backed_up);
    made.count = 8;
    const auto used = check_assertion(kAsked, {.keys = {*key}, .user_handle = kHandle},
                                      made.assertion(pair(algorithm), kHandle));
    ASSERT_TRUE(used) << name_of(used.error());
    EXPECT_EQ(used->sign_count, 8U);
    EXPECT_EQ(used->public_key, key->public_key);
  }
}

TEST(Passkey, MayHaveWhatTheRulesLeaveOpen) {
  const std::vector<std::pair<const char*, std::function<void(Making&)>>> rows{
      {"no crossOrigin", [](Making& one) { one.client.erase("crossOrigin"); }},
      {"members of later versions", [](Making& one) { one.client["later"] = {1, 2}; }},
      {"token binding",
       [](Making& one) { one.client["tokenBinding"] = {{"status", "present"}, {"id", "x"}}; }},
      {"extensions", [](Making& one) { one.extensions = head(5, 1) + text("credProtect") + number(2); }},
      {"the longest ID", [](Making& one) { one.id = std::string(1023, 'i'); }},
      {"the shortest ID", [](Making& one) { one.id = "i"; }},
      {"another statement, which we did not ask for",
       [](Making& one) {
         one.format = "packed";
         one.statement = head(5, 2) + text("alg") + number(-7) + text("sig") + bytes("any");
       }},
  };
  for (const auto& [what, change] : rows) {
    auto made = making();
    change(made);
    const auto key = check_registration(kAsked, made.registration());
    EXPECT_TRUE(key) << what << ": " << name_of(key.error());
  }
  auto made = making();
  made.flags |= 0x18U;
  const auto key = check_registration(kAsked, made.registration());
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->can_be_backed_up && key->is_backed_up);
}

struct Row {
  const char* what;
  Refusal why;
  std::function<void(Making&)> change;
};

/// Faults that both answers can have.
std::vector<Row> shared_rows() {
  const auto client = [](const char* name, tokens::Json value) {
    return [name, value](Making& one) { one.client[name] = value; };
  };
  const auto without = [](const char* name) { return [name](Making& one) { one.client.erase(name); }; };
  const auto written = [](std::string client_text) {
    return [client_text](Making& one) { one.client_text = client_text; };
  };
  return {
      {"no JSON", Refusal::client_data, written("{")},
      {"no object", Refusal::client_data, written("[]")},
      {"bytes behind it", Refusal::client_data,
       [](Making& one) { one.client_text = one.client_data("webauthn.get") + "x"; }},
      {"a mark before it", Refusal::client_data,
       [](Making& one) { one.client_text = "\xEF\xBB\xBF " + one.client_data("webauthn.get") + "}"; }},
      {"a member twice", Refusal::client_data,
       [](Making& one) {
         one.client_text = R"({"origin":"https://cv.example",)" + one.client_data("x").substr(1);
       }},
      {"too long", Refusal::client_data, client("padding", std::string(9000, 'x'))},
      {"no challenge", Refusal::client_data, without("challenge")},
      {"no origin", Refusal::client_data, without("origin")},
      {"a type that is no text", Refusal::client_data, client("type", 1)},
      {"crossOrigin that is no flag", Refusal::client_data, client("crossOrigin", "false")},
      {"another type", Refusal::type, client("type", "webauthn.else")},
      {"another challenge", Refusal::challenge, client("challenge", base::base64url("challenge of 16c"))},
      {"the challenge padded", Refusal::challenge,
       client("challenge", base::base64url(kAsked.challenge) + "==")},
      {"an empty challenge", Refusal::challenge, client("challenge", "")},
      {"another site", Refusal::origin, client("origin", "https://cv.example.evil")},
      {"a site below", Refusal::origin, client("origin", "https://a.cv.example")},
      {"another scheme", Refusal::origin, client("origin", "http://cv.example")},
      {"another port", Refusal::origin, client("origin", "https://cv.example:444")},
      {"in a foreign frame", Refusal::cross_origin, client("crossOrigin", true)},
      {"with a foreign top", Refusal::cross_origin, client("topOrigin", "https://evil.example")},
      {"another relying party", Refusal::relying_party, [](Making& one) { one.relying_party = "example"; }},
      {"nobody present", Refusal::presence, [](Making& one) { one.flags = 0x04; }},
      {"not verified", Refusal::verification, [](Making& one) { one.flags = 0x01; }},
      {"backed up, but cannot be", Refusal::backup, [](Making& one) { one.flags |= 0x10U; }},
      {"bytes behind the data", Refusal::authenticator_data, [](Making& one) { one.behind_data = "x"; }},
      {"extensions that are no map", Refusal::authenticator_data,
       [](Making& one) { one.extensions = head(4, 0); }},
      {"half an extension", Refusal::authenticator_data,
       [](Making& one) { one.extensions = head(5, 1) + text("a"); }},
  };
}

TEST(Passkey, IsNotRegisteredAgainstTheRules) {
  auto rows = shared_rows();
  const auto key_member = [](const std::string& what, const std::string& by) {
    return [what, by](Making& one) { one.key = replaced(one.key, what, by); };
  };
  const std::vector<Row> more{
      {"the answer to the other question", Refusal::type,
       [](Making& one) { one.client["type"] = "webauthn.get"; }},
      {"bytes behind the attestation", Refusal::attestation,
       [](Making& one) { one.behind_attestation = "x"; }},
      {"a statement of another type", Refusal::attestation, [](Making& one) { one.statement = head(4, 0); }},
      {"a statement nested deeply", Refusal::attestation,
       [](Making& one) { one.statement = head(5, 1) + text("x") + std::string(1000, '\x81') + number(1); }},
      {"a statement of endless length", Refusal::attestation,
       [](Making& one) { one.statement = "\xBB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"; }},
      {"a statement with the format none", Refusal::statement,
       [](Making& one) { one.statement = head(5, 1) + text("alg") + number(-7); }},
      {"no credential", Refusal::credential, [](Making& one) { one.has_credential = false; }},
      {"an empty ID", Refusal::credential_id, [](Making& one) { one.id.clear(); }},
      {"an ID that is too long", Refusal::credential_id,
       [](Making& one) { one.id = std::string(1024, 'i'); }},
      {"no key", Refusal::public_key, [](Making& one) { one.key.clear(); }},
      {"an algorithm that we did not ask for", Refusal::public_key,
       key_member(number(3) + number(-7), number(3) + number(-35))},
      {"an algorithm of another type of key", Refusal::public_key,
       key_member(number(3) + number(-7), number(3) + number(-8))},
      {"another curve", Refusal::public_key, key_member(number(-1) + number(1), number(-1) + number(2))},
      {"a member twice", Refusal::public_key, key_member(number(-1) + number(1), number(1) + number(2))},
      {"one member more", Refusal::public_key,
       [](Making& one) { one.key = head(5, 6) + one.key.substr(1) + number(4) + number(2); }},
      {"a point that is not on the curve", Refusal::public_key,
       [](Making& one) { one.key.back() = static_cast<char>(one.key.back() ^ 1); }},
      {"a short coordinate", Refusal::public_key,
       [](Making& one) {
         one.key =
             replaced(one.key, number(-3) + head(2, 32), number(-3) + head(2, 31)).erase(one.key.size() - 1);
       }},
      {"a weak RSA key", Refusal::public_key,
       [](Making& one) {
         one.key = head(5, 4) + number(1) + number(3) + number(3) + number(-257) + number(-1) +
                   bytes(std::string(128, '\xFF')) + number(-2) + bytes(std::string("\x01\x00\x01", 3));
       }},
      {"a short key of Ed25519", Refusal::public_key,
       [](Making& one) {
         one.key = head(5, 4) + number(1) + number(1) + number(3) + number(-8) + number(-1) + number(6) +
                   number(-2) + bytes(std::string(31, 'k'));
       }},
  };
  rows.insert(rows.end(), more.begin(), more.end());
  for (const auto& row : rows) {
    auto made = making();
    row.change(made);
    const auto key = check_registration(kAsked, made.registration());
    ASSERT_FALSE(key) << row.what;
    EXPECT_EQ(name_of(key.error()), name_of(row.why)) << row.what;
  }
  auto answer = making().registration();
  answer.id = "another";
  EXPECT_EQ(check_registration(kAsked, answer).error(), Refusal::credential_id);
  auto without = making();
  without.client["challenge"] = "";
  const Ceremony nothing_asked{
      .challenge = "", .relying_party = "cv.example", .origin = "https://cv.example"};
  EXPECT_EQ(check_registration(nothing_asked, without.registration()).error(), Refusal::challenge);
}

TEST(Passkey, IsRefusedHalf) {
  const auto whole = making().registration();
  for (std::size_t length = 0; length < whole.attestation.size(); ++length) {
    auto answer = whole;
    answer.attestation.resize(length);
    EXPECT_FALSE(check_registration(kAsked, answer)) << length;
  }
  const auto signed_in = making().assertion(pair(), kHandle);
  for (std::size_t length = 0; length < signed_in.authenticator_data.size(); ++length) {
    auto answer = signed_in;
    answer.authenticator_data.resize(length);
    EXPECT_FALSE(check_assertion(kAsked, allowed(), answer)) << length;
  }
}

TEST(Passkey, SignsNobodyInAgainstTheRules) {
  auto rows = shared_rows();
  const std::vector<Row> more{
      {"the answer to the other question", Refusal::type,
       [](Making& one) { one.client["type"] = "webauthn.create"; }},
      {"a new credential in it", Refusal::authenticator_data,
       [](Making& one) { one.signs_in_with_credential = true; }},
      {"an unknown key", Refusal::unknown_key, [](Making& one) { one.id = "unknown"; }},
      {"a count as before", Refusal::sign_count, [](Making& one) { one.count = 6; }},
      {"a count that began again", Refusal::sign_count, [](Making& one) { one.count = 0; }},
      {"can be backed up now", Refusal::backup, [](Making& one) { one.flags |= 0x08U; }},
      {"another key of the person", Refusal::signature, [](Making& one) { one.id = "another"; }},
  };
  rows.insert(rows.end(), more.begin(), more.end());
  for (const auto& row : rows) {
    auto made = making();
    row.change(made);
    auto with = allowed();
    if (row.why == Refusal::signature) with.keys.front().public_key = Pair(CoseAlgorithm::es256).cose();
    const auto used = check_assertion(kAsked, with, made.assertion(pair(), kHandle));
    ASSERT_FALSE(used) << row.what;
    EXPECT_EQ(name_of(used.error()), name_of(row.why)) << row.what;
  }
}

TEST(Passkey, SignsInOnlyItsPerson) {
  auto with = allowed();
  const auto made = making();
  EXPECT_EQ(check_assertion(kAsked, with, made.assertion(pair(), "")).error(), Refusal::user);
  EXPECT_EQ(check_assertion(kAsked, with, made.assertion(pair(), "somebody else")).error(), Refusal::user);
  with.is_person_known = true;
  EXPECT_TRUE(check_assertion(kAsked, with, made.assertion(pair(), "")));
  EXPECT_EQ(check_assertion(kAsked, with, made.assertion(pair(), "somebody else")).error(), Refusal::user);
  with = allowed();
  with.user_handle.clear();
  EXPECT_EQ(check_assertion(kAsked, with, made.assertion(pair(), "")).error(), Refusal::user);
}

TEST(Passkey, SignsExactlyWhatCame) {
  for (const auto algorithm : kAlgorithms) {
    const auto good = making(algorithm).assertion(pair(algorithm), kHandle);
    ASSERT_TRUE(check_assertion(kAsked, allowed(algorithm), good));
    const std::vector<std::function<void(Assertion&)>> changes{
        [](Assertion& one) { one.client_data.insert(1, " "); },
        [](Assertion& one) { one.authenticator_data[36] = 9; },
        [](Assertion& one) { one.signature.back() = static_cast<char>(one.signature.back() ^ 1); },
        [](Assertion& one) { one.signature += 'x'; },
        [](Assertion& one) { one.signature.clear(); },
    };
    for (const auto& change : changes) {
      auto answer = good;
      change(answer);
      const auto used = check_assertion(kAsked, allowed(algorithm), answer);
      ASSERT_FALSE(used);
      EXPECT_EQ(used.error(), Refusal::signature);
    }
  }
}

TEST(Passkey, ThatDoesNotCountIsTaken) {
  auto with = allowed();
  with.keys.back().sign_count = 0;
  auto made = making();
  made.count = 0;
  EXPECT_TRUE(check_assertion(kAsked, with, made.assertion(pair(), kHandle)));
}

}  // namespace
}  // namespace vitrine::auth::passkeys::passkey_test
