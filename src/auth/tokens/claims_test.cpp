#include "auth/tokens/claims.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::auth::tokens::claims_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Claims of(const Json& more, const char* groups_claim = "cognito:groups") {
  Json payload{{"sub", "user-1"}};
  payload.update(more);
  const auto claims = read_claims(payload, groups_claim);
  EXPECT_TRUE(claims);
  return claims ? *claims : Claims{};
}

TEST(Claims, SayWhoItIs) {
  const auto claims = of({{"email", "ada@example.org"},
                          {"email_verified", true},
                          {"name", "Ada Lovelace"},
                          {"cognito:groups", {"editors", "owners"}}});
  EXPECT_EQ(claims.subject, "user-1");
  EXPECT_EQ(claims.email, "ada@example.org");
  EXPECT_TRUE(claims.email_verified);
  EXPECT_EQ(claims.name, "Ada Lovelace");
  EXPECT_THAT(claims.groups, ElementsAre("editors", "owners"));
}

TEST(Claims, NeedASubject) {
  EXPECT_FALSE(read_claims(Json::object(), "groups"));
  for (const auto& subject :
       {Json(1), Json(nullptr), Json(""), Json("a\n"), Json("ä"), Json(std::string(256, 'a')), Json({"a"})}) {
    const auto claims = read_claims({{"sub", subject}}, "groups");
    ASSERT_FALSE(claims) << subject;
    EXPECT_EQ(claims.error().code, ErrorCode::invalid);
  }
  EXPECT_TRUE(read_claims({{"sub", std::string(255, 'a')}}, "groups"));
}

TEST(Claims, VerifiedIsTrueOnlyForTrue) {
  const auto verified = [](const Json& value) {
    return of({{"email", "a@example.org"}, {"email_verified", value}}).email_verified;
  };
  EXPECT_TRUE(verified(true));
  EXPECT_TRUE(verified("true"));
  for (const auto& value : {Json(false), Json("false"), Json("True"), Json("TRUE"), Json(" true"), Json("1"),
                            Json(1), Json("yes"), Json(nullptr), Json({true}), Json("")}) {
    EXPECT_FALSE(verified(value)) << value;
  }
  EXPECT_FALSE(of({{"email", "a@example.org"}}).email_verified);
  EXPECT_FALSE(of({{"email_verified", true}}).email_verified) << "of nothing";
}

TEST(Claims, ThatCannotBeUsedAreMissing) {
  EXPECT_EQ(of({{"email", 1}}).email, "");
  EXPECT_EQ(of({{"email", "a@example.org\r\nX: y"}}).email, "");
  EXPECT_EQ(of({{"email", std::string(321, 'a')}}).email, "");
  EXPECT_EQ(of({{"name", "A\x7F"}}).name, "");
  EXPECT_EQ(of({{"name", Json::array()}}).name, "");
  EXPECT_EQ(of({{"name", std::string(300, 'a')}}).name, std::string(255, 'a') + "…");
}

TEST(Claims, GroupsAreInTheClaimThatIsConfigured) {
  const Json both{{"groups", {"a"}}, {"cognito:groups", {"b"}}};
  EXPECT_THAT(of(both, "groups").groups, ElementsAre("a"));
  EXPECT_THAT(of(both).groups, ElementsAre("b"));
  EXPECT_THAT(of(both, "roles").groups, IsEmpty());
  EXPECT_THAT(of({{"groups", "editors"}}, "groups").groups, ElementsAre("editors"));
  EXPECT_THAT(of({{"groups", {1, nullptr, "", "a\tb", {"c"}, std::string(257, 'a'), "d"}}}, "groups").groups,
              ElementsAre("d"));
  EXPECT_THAT(of({{"groups", {{"owners", true}}}}, "groups").groups, IsEmpty());
  EXPECT_EQ(of({{"groups", std::vector<std::string>(1000, "g")}}, "groups").groups.size(), 256U);
}

}  // namespace
}  // namespace vitrine::auth::tokens::claims_test
