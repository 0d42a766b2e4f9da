#include "cv/patch/changes.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace vitrine::cv::patch::changes_test {
namespace {

std::vector<std::string> lines(const char* before, const char* after) {
  std::vector<std::string> out;
  for (const auto& one : changes_between(Json::parse(before), Json::parse(after)))
    out.push_back(std::string(1, "+-="[static_cast<int>(one.kind)]) + one.pointer + ' ' + one.before.dump() +
                  ' ' + one.after.dump());
  return out;
}

using Lines = std::vector<std::string>;

TEST(Changes, NameEachField) {
  EXPECT_EQ(lines(R"({"a":1,"b":{"c":"x"}})", R"({"b":{"c":"y","d/e":2}})"),
            (Lines{"-/a 1 null", R"(=/b/c "x" "y")", "+/b/d~1e null 2"}));
  EXPECT_EQ(lines(R"({"l":[1,2,3]})", R"({"l":[1,9,3]})"), Lines{"=/l/1 2 9"});
  EXPECT_EQ(lines(R"({"l":[1,2,3]})", R"({"l":[0,1,2,3]})"), Lines{"+/l/0 null 0"});
  EXPECT_EQ(lines(R"({"l":[1,2,3]})", R"({"l":[3]})"), (Lines{"-/l/0 1 null", "-/l/1 2 null"}));
  EXPECT_EQ(lines(R"({"l":[1]})", R"({"l":{"a":1}})"), Lines{R"(=/l [1] {"a":1})"});
  EXPECT_TRUE(lines(R"({"a":1,"b":2})", R"({"b":2,"a":1})").empty());
}

TEST(Changes, CanBeTakenOneByOne) {
  const auto before = Json::parse(R"({"n":"A","w":[{"p":"x","h":["1","2"]},{"p":"y"}],"k":[1,2,3]})");
  const auto after = Json::parse(
      R"({"n":"B","w":[{"p":"z","h":["1","1b","1c","2"],"s":1,"t":2},{"p":"y"}],"k":[3],"m":true})");
  const auto changes = changes_between(before, after);
  ASSERT_EQ(changes.size(), 9U);
  std::vector<std::size_t> all(changes.size());
  std::iota(all.begin(), all.end(), 0U);
  EXPECT_EQ(with_changes(before, changes, all).value->dump(), after.dump());
  EXPECT_EQ(with_changes(before, changes, {}).value->dump(), before.dump());
  // Whatever is taken, taking the rest afterwards is the whole.
  for (std::size_t mask = 0; mask < (std::size_t{1} << changes.size()); ++mask) {
    std::vector<std::size_t> some;
    for (const auto i : all) {
      if ((mask >> i & 1U) != 0) some.push_back(i);
    }
    const auto part = with_changes(before, changes, some);
    ASSERT_TRUE(part.value) << part.fault.reason.text();
    const auto rest = changes_between(*part.value, after);
    std::vector<std::size_t> others(rest.size());
    std::iota(others.begin(), others.end(), 0U);
    EXPECT_TRUE(changes_between(*with_changes(*part.value, rest, others).value, after).empty());
  }
}

TEST(Changes, FitAnotherVersionWhoseValueIsTheSame) {
  const auto before = Json::parse(R"({"a":1,"l":[1,2],"o":{"x":"old"}})");
  const auto after = Json::parse(R"({"a":2,"l":[1,2,3],"o":{"x":"new","y":1}})");
  const auto which = [&](const char* current) {
    std::string out;
    for (const auto& one : changes_between(before, after))
      out += fits(one, before, Json::parse(current)) ? 'y' : 'n';
    return out;
  };
  EXPECT_EQ(which(R"({"a":1,"l":[1,2],"o":{"x":"old"}})"), "yyyy");
  EXPECT_EQ(which(R"({"a":1,"l":[1,2],"o":{"x":"old"},"more":1})"), "yyyy");
  EXPECT_EQ(which(R"({"a":5,"l":[0,1,2],"o":{"x":"old","y":2}})"), "nnyn");
  EXPECT_EQ(which(R"({"l":7})"), "nnnn");
}

TEST(Changes, AreBounded) {
  auto before = Json::array();
  auto after = Json::array();
  for (int i = 0; i < 5000; ++i) {
    before.push_back({{"a", i}});
    after.push_back({{"a", i + 1}});
  }
  const Json old{{"work", before}};
  const Json now{{"work", after}};
  const auto changes = changes_between(old, now);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.front().pointer, "/work");
}

}  // namespace
}  // namespace vitrine::cv::patch::changes_test
