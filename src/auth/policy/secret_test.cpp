#include "auth/policy/secret.hpp"

#include <gtest/gtest.h>

#include <set>

#include "auth/policy/seal.hpp"

namespace vitrine::auth::secret_test {
namespace {

TEST(Secret, HasTwoHundredFiftySixBitsAndNeverRepeats) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto secret = random_secret();
    EXPECT_EQ(secret.size(), 43U);
    EXPECT_TRUE(seen.insert(secret).second);
  }
}

TEST(Secret, IsRecognisedByItsFingerprintAlone) {
  EXPECT_EQ(fingerprint("a"), fingerprint("a"));
  EXPECT_NE(fingerprint("a"), fingerprint("b"));
  EXPECT_EQ(fingerprint("a").size(), 43U);
}

TEST(Secret, ComparesBytes) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST(Password, IsKnownAgainAndStoredUnderASaltOfItsOwn) {
  const auto stored = hash_password("correct horse");
  EXPECT_TRUE(is_password("correct horse", stored));
  EXPECT_FALSE(is_password("correct horsf", stored));
  EXPECT_FALSE(is_password("", stored));
  EXPECT_NE(stored, hash_password("correct horse"));
  EXPECT_EQ(stored.find("correct"), std::string::npos);
}

TEST(Password, NothingFitsWhatIsNoStoredPassword) {
  for (const auto* stored : {"", "correct horse", "scrypt-15-8-1.", "scrypt-15-8-1.abc", "scrypt-15-8-1.a.b",
                             "scrypt-1-1-1.AAAA.AAAA", "scrypt-15-8-1..."}) {
    EXPECT_FALSE(is_password("correct horse", stored)) << stored;
    EXPECT_FALSE(is_password("", stored)) << stored;
  }
}

class Seal : public testing::Test {
 protected:
  const SealingKey key_{.id = "k-1", .secret = random_secret()};
};

TEST_F(Seal, OpensWhatItSealed) {
  const auto sealed = seal(key_, "session", R"({"who":"Ada"})");
  EXPECT_EQ(sealing_key_id(sealed), "k-1");
  EXPECT_EQ(unseal(key_, "session", sealed), R"({"who":"Ada"})");
  EXPECT_EQ(sealed.find("Ada"), std::string::npos);
  EXPECT_NE(sealed, seal(key_, "session", R"({"who":"Ada"})"));
  EXPECT_EQ(unseal(key_, "session", seal(key_, "session", "")), "");
}

TEST_F(Seal, IsForOnePurposeAndOneKey) {
  const auto sealed = seal(key_, "session", "text");
  EXPECT_FALSE(unseal(key_, "unlocked", sealed));
  EXPECT_FALSE(unseal({.id = "k-1", .secret = random_secret()}, "session", sealed));
  EXPECT_FALSE(unseal({.id = "k-2", .secret = key_.secret}, "session", sealed));
  const auto renamed = "k-2" + sealed.substr(3);
  EXPECT_FALSE(unseal({.id = "k-2", .secret = key_.secret}, "session", renamed));
}

TEST_F(Seal, EveryChangedCharacterIsNoticed) {
  const auto sealed = seal(key_, "session", "some text to be kept");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(unseal(key_, "session", changed)) << i;
    EXPECT_FALSE(unseal(key_, "session", sealed.substr(0, i))) << i;
  }
  EXPECT_FALSE(unseal(key_, "session", sealed + "A"));
  EXPECT_FALSE(unseal(key_, "session", sealed + "="));
  EXPECT_FALSE(unseal(key_, "session", ""));
  EXPECT_FALSE(unseal(key_, "session", "k-1."));
  EXPECT_FALSE(unseal(key_, "session", std::string(100'000, 'k')));
}

}  // namespace
}  // namespace vitrine::auth::secret_test
