#include "cv/language/editions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::cv::editions_test {
namespace {

using testing::ElementsAre;

TEST(Languages, ListsTheDocumentsOwnFirst) {
  EXPECT_THAT(languages(Json::parse(R"({"a@fr":1,"basics":{"b@de":1,"b@for":[],"c@fr":2}})")),
              ElementsAre("en", "fr", "de"));
  EXPECT_THAT(
      languages(Json::parse(R"({"meta":{"language":"de","vitrine":{"languages":["en","de","ja"]}}})")),
      ElementsAre("de", "en", "ja"));
  EXPECT_THAT(languages(Json::parse("[]")), ElementsAre("en"));
}

TEST(Audiences, ListsPublicFirst) {
  EXPECT_THAT(audiences(Json::parse(R"({"a@for":["x","public"],"meta":{"vitrine":{"audiences":["z"]}},
                                        "b":[{"@for":"y"}]})")),
              ElementsAre("public", "z", "x", "y"));
}

TEST(Archived, IsWhatSaysSo) {
  EXPECT_TRUE(is_archived(Json::parse(R"({"meta":{"vitrine":{"archived":true}}})")));
  for (const auto* document : {"{}", "[]", R"({"meta":{"vitrine":{"archived":false}}})",
                               R"({"meta":{"vitrine":{"archived":"true"}}})", R"({"archived":true})"})
    EXPECT_FALSE(is_archived(Json::parse(document))) << document;
}

}  // namespace
}  // namespace vitrine::cv::editions_test
