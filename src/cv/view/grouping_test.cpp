#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cv/view/outline.hpp"

namespace vitrine::cv::grouping_test {
namespace {

std::vector<Group> groups_of(const char* document) {
  return grouped(outline(project(Json::parse(document), {})).sections.front());
}

Period heading_period(const std::string& first, const std::string& second) {
  const auto groups = groups_of((R"({"work":[{"name":"Mill","position":"A",)" + first +
                                 R"(},{"name":"Mill","position":"B",)" + second + "}]}")
                                    .c_str());
  return groups.front().shared.period;
}

TEST(Grouping, IsForRolesAlone) {
  for (const auto* document :
       {R"({"education":[{"institution":"U","area":"A"},{"institution":"U","area":"B"}]})",
        R"({"publications":[{"name":"A","publisher":"U"},{"name":"B","publisher":"U"}]})",
        R"({"projects":[{"name":"A","entity":"U"},{"name":"B","entity":"U"}]})",
        R"({"awards":[{"title":"A","awarder":"U"},{"title":"B","awarder":"U"}]})",
        R"({"certificates":[{"name":"A","issuer":"U"},{"name":"B","issuer":"U"}]})",
        R"({"work":[{"name":"U","position":"A"},{"name":"U"}]})",
        R"({"work":[{"position":"A"},{"position":"B"}]})"}) {
    EXPECT_EQ(groups_of(document).size(), 2U) << document;
  }
  EXPECT_EQ(
      groups_of(R"({"volunteer":[{"organization":"U","position":"A"},{"organization":"U","position":"B"}]})")
          .size(),
      1U);
  EXPECT_EQ(groups_of(R"({"work":[{"name":"U","position":"A"},{"name":"V","position":"B"},
                                  {"name":"U","position":"C"}]})")
                .size(),
            3U);
}

TEST(Grouping, TheHeadingSpansAllRolesInAnyOrder) {
  const std::string early = R"("startDate":"2010-01","endDate":"2014-06")";
  const std::string late = R"("startDate":"2014-07","endDate":"2016")";
  const Period whole{.start = Date{2010, 1}, .end = Date{2016}};
  for (const auto& period : {heading_period(early, late), heading_period(late, early)}) {
    EXPECT_EQ(period.start, whole.start);
    EXPECT_EQ(period.end, whole.end);
  }
  for (const auto& period :
       {heading_period(early, R"("startDate":"2012")"), heading_period(R"("startDate":"2012")", early)}) {
    EXPECT_EQ(period.start, whole.start);
    EXPECT_TRUE(period.ongoing());
  }
}

TEST(Grouping, TheHeadingBearsMissingHalves) {
  const auto ends = heading_period(R"("endDate":"2012")", R"("endDate":"2015")");
  EXPECT_FALSE(ends.start);
  EXPECT_EQ(ends.end, Date{2015});
  const auto mixed = heading_period(R"("endDate":"2012")", R"("startDate":"2012","endDate":"2015-03")");
  EXPECT_EQ(mixed.start, Date{2012});
  EXPECT_EQ(mixed.end, (Date{2015, 3}));
  const auto undated = heading_period(R"("summary":"x")", R"("startDate":"2012","endDate":"2013")");
  EXPECT_EQ(undated.end, Date{2013});
  // A year alone may end in December.
  EXPECT_EQ(heading_period(R"("endDate":"2014-06")", R"("endDate":"2014")").end, Date{2014});
}

TEST(Grouping, SaysOnceWhatIsTheSameAndWithEachRoleWhatDiffers) {
  const auto groups = groups_of(R"({"work":[
    {"name":"Mill","position":"A","url":"https://mill.example","location":"Oslo","description":"Weavers"},
    {"name":"Mill","position":"B","url":"https://mill.example/b","location":"Oslo"}]})");
  ASSERT_EQ(groups.size(), 1U);
  const auto& [shared, roles] = groups.front();
  EXPECT_EQ(shared.organization.value, "Mill");
  EXPECT_EQ(shared.location.value, "Oslo");
  EXPECT_EQ(shared.description.value, "Weavers");
  EXPECT_TRUE(shared.organization_url.empty());
  EXPECT_TRUE(roles[0].description.empty());
  EXPECT_TRUE(roles[0].location.empty());
  EXPECT_EQ(roles[0].organization_url, "https://mill.example");
  EXPECT_EQ(roles[1].organization_url, "https://mill.example/b");
}

}  // namespace
}  // namespace vitrine::cv::grouping_test
