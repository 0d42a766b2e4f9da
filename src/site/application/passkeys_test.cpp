// Passkeys over time, and records of other people; tests/outside/passkeys.test.mjs tests the protocol.

#include "site/records/passkeys.hpp"

#include "auth/passkeys/passkey_testing.hpp"
#include "site/application/site_testing.hpp"
#include "site/records/people.hpp"

namespace vitrine::site::passkeys_test {
namespace {

using namespace std::chrono_literals;
namespace keys = auth::passkeys::testing_keys;
using auth::passkeys::CoseAlgorithm;

constexpr auto kEmail = "owner@localhost";

class PasskeysTest : public SiteTest {
 protected:
  PasskeysTest() {
    site_.reset();
    SiteOptions options{.accounts = AccountOptions{}};
    options.page.public_url = "https://cv.example";
    options.now = [this] { return now_; };
    site_ = std::make_unique<Site>(*store_, pools_, options);
    session_ = sign_in(kEmail, auth::Role::owner);
  }

  /// The answer for a new key, to the question that was just asked.
  [[nodiscard]] std::string registration(const Answer& question) const {
    auto made = making(question);
    const auto answer = made.registration();
    return nlohmann::json{{"name", "Key"},
                          {"id", base::base64url(answer.id)},
                          {"client_data", base::base64url(answer.client_data)},
                          {"attestation", base::base64url(answer.attestation)}}
        .dump();
  }

  [[nodiscard]] std::string assertion(const Answer& question) {
    auto made = making(question);
    made.count = ++count_;
    const auto person = **read_person(*store_, kEmail);
    const auto answer = made.assertion(pair_, user_handle(person.id));
    return nlohmann::json{{"id", base::base64url(answer.id)},
                          {"client_data", base::base64url(answer.client_data)},
                          {"authenticator_data", base::base64url(answer.authenticator_data)},
                          {"signature", base::base64url(answer.signature)},
                          {"user_handle", base::base64url(answer.user_handle)}}
        .dump();
  }

  unsigned add() {
    const auto question = ask("POST", "/api/v1/passkey-question", session_, "{}");
    return ask("POST", "/api/v1/passkeys", session_ + "; " + question.cookie, registration(question)).status;
  }

  /// Status of a sign-in that takes that long.
  unsigned sign_in_within(std::chrono::milliseconds time) {
    const auto question = ask("POST", "/sign-in/passkey/question", "", "{}");
    now_ += time;
    return ask("POST", "/sign-in/passkey", question.cookie, assertion(question)).status;
  }

  std::string session_;
  std::string id_ = "credential";
  keys::Pair pair_{CoseAlgorithm::es256};
  unsigned count_ = 7;

 private:
  [[nodiscard]] keys::Making making(const Answer& question) const {
    keys::Making out;
    out.client["challenge"] = question.json["challenge"];
    out.id = id_;
    out.key = pair_.cose();
    return out;
  }
};

TEST_F(PasskeysTest, AQuestionIsOverAfterFiveMinutes) {
  ASSERT_EQ(add(), 201);
  EXPECT_EQ(sign_in_within(0ms), 200);
  EXPECT_EQ(sign_in_within(5min - 1ms), 200);
  EXPECT_EQ(sign_in_within(5min), 403);
}

TEST_F(PasskeysTest, TwentyAreTheMost) {
  for (std::size_t i = 0; i < kMostPasskeys; ++i) {
    id_ = "credential " + std::to_string(i);
    ASSERT_EQ(add(), 201);
  }
  id_ = "one more";
  EXPECT_EQ(add(), 413);
  EXPECT_EQ(list_passkeys(*store_, kEmail)->size(), kMostPasskeys);
}

TEST_F(PasskeysTest, AKeyIsStoredOnceForAll) {
  ASSERT_EQ(add(), 201);
  EXPECT_EQ(add(), 409);
  session_ = sign_in("ada@example.org", auth::Role::viewer);
  EXPECT_EQ(add(), 409);
  EXPECT_EQ(list_passkeys(*store_, kEmail)->size(), 1U);
}

TEST_F(PasskeysTest, ADamagedRecordSignsNobodyIn) {
  ASSERT_EQ(add(), 201);
  const auto key = list_passkeys(*store_, kEmail)->front().record_key();
  for (const auto* value : {"", "{}", "[]", R"({"id":"!","public_key":"","sign_count":0})",
                            R"({"id":"Y3JlZGVudGlhbA","public_key":"AA","sign_count":"1"})",
                            R"({"id":"Y3JlZGVudGlhbA","public_key":"AA","sign_count":1})"}) {
    ASSERT_TRUE(store_->put_record({"passkey", key, value}));
    EXPECT_EQ(sign_in_within(0ms), 403) << value;
  }
}

TEST_F(PasskeysTest, ThereAreNoneAtAProvider) {
  site_.reset();
  SiteOptions options{.accounts = AccountOptions{}};
  options.accounts->mode = AuthMode::alb;
  options.accounts->alb = auth::tokens::AlbSettings{};
  site_ = std::make_unique<Site>(*store_, pools_, options);
  for (const auto* path : {"/api/v1/passkeys", "/sign-in/passkey", "/sign-in/passkeys.js"})
    EXPECT_EQ(ask("GET", path, "").status, 404) << path;
}

}  // namespace
}  // namespace vitrine::site::passkeys_test
