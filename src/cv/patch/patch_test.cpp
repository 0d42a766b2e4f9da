#include "cv/patch/patch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <vector>

namespace vitrine::cv::patch::patch_test {
namespace {

using testing::HasSubstr;

std::string patched(std::string_view document, std::string_view patch) {
  const auto read = read_patch(patch, 1 << 20);
  if (!read.value) return "patch: " + to_line(read.fault);
  const auto done = apply_any_patch(Json::parse(document), *read.value);
  return done.value ? done.value->dump() : to_line(done.fault);
}

Fault fault_of(std::string_view document, std::string_view patch) {
  const auto read = read_patch(patch, 1 << 20);
  return read.value ? apply_any_patch(Json::parse(document), *read.value).fault : read.fault;
}

TEST(JsonPatch, EachOperationDoesWhatTheStandardSays) {
  struct Row {
    const char* document;
    const char* patch;
    const char* result;
  };
  constexpr std::array kRows{
      Row{R"({"b":1})", R"([{"op":"add","path":"/a","value":2}])", R"({"b":1,"a":2})"},
      Row{R"({"b":1,"a":2})", R"([{"op":"add","path":"/b","value":3}])", R"({"b":3,"a":2})"},
      Row{R"({"l":[1,3]})", R"([{"op":"add","path":"/l/1","value":2}])", R"({"l":[1,2,3]})"},
      Row{R"({"l":[1]})", R"([{"op":"add","path":"/l/-","value":[2]}])", R"({"l":[1,[2]]})"},
      Row{R"({"l":[1,2]})", R"([{"op":"remove","path":"/l/0"}])", R"({"l":[2]})"},
      Row{R"({"a":1,"b":2})", R"([{"op":"remove","path":"/a"}])", R"({"b":2})"},
      Row{R"({"a":1})", R"([{"op":"replace","path":"/a","value":null}])", R"({"a":null})"},
      Row{R"({"a":1})", R"([{"op":"replace","path":"","value":{"c":1}}])", R"({"c":1})"},
      Row{R"({"a":{"x":1},"b":{}})", R"([{"op":"move","from":"/a/x","path":"/b/y"}])",
          R"({"a":{},"b":{"y":1}})"},
      Row{R"({"l":[1,2,3]})", R"([{"op":"move","from":"/l/0","path":"/l/2"}])", R"({"l":[2,3,1]})"},
      Row{R"({"a":[1]})", R"([{"op":"copy","from":"/a","path":"/b"}])", R"({"a":[1],"b":[1]})"},
      Row{R"({"a":{"x":1,"y":[2.0]}})", R"([{"op":"test","path":"/a","value":{"y":[2],"x":1}}])",
          R"({"a":{"x":1,"y":[2.0]}})"},
      Row{R"({"a/b":1,"c~d":2})", R"([{"op":"remove","path":"/a~1b"},{"op":"remove","path":"/c~0d"}])", "{}"},
      Row{R"({"":1})", R"([{"op":"replace","path":"/","value":2,"more":"ignored"}])", R"({"":2})"},
      Row{R"({"a":1})", "[]", R"({"a":1})"},
  };
  for (const auto& row : kRows) EXPECT_EQ(patched(row.document, row.patch), row.result) << row.patch;
}

TEST(JsonPatch, AFaultNamesItsOperation) {
  struct Row {
    const char* patch;
    Fault::Kind kind;
    const char* pointer;
    const char* line;
  };
  using Kind = Fault::Kind;
  constexpr std::array kRows{
      Row{R"([{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}])", Kind::conflict, "/1/path",
          "operation 1 (remove /a): nothing is at '/a'"},
      Row{R"([{"op":"replace","path":"/x/y","value":1}])", Kind::conflict, "/0/path",
          "operation 0 (replace /x/y): nothing is at '/x'"},
      Row{R"([{"op":"add","path":"/l/3","value":1}])", Kind::conflict, "/0/path", "which has 2 entries"},
      Row{R"([{"op":"add","path":"/l/01","value":1}])", Kind::conflict, "/0/path", "is no place in the list"},
      Row{R"([{"op":"add","path":"/a/b","value":1}])", Kind::conflict, "/0/path",
          "neither an object nor a list"},
      Row{R"([{"op":"test","path":"/a","value":2}])", Kind::conflict, "/0/value", "another value is at '/a'"},
      Row{R"([{"op":"move","from":"/o","path":"/o/p"}])", Kind::conflict, "/0/path", "into itself"},
      Row{R"([{"op":"remove","path":""}])", Kind::conflict, "/0/path", "the whole document"},
      Row{R"([{"op":"remove","path":"/l/-"}])", Kind::conflict, "/0/path", "nothing is at '/l/-'"},
      Row{R"([{"op":"spam","path":"/a"}])", Kind::malformed, "/0/op", "'op' must be"},
      Row{R"([{"op":"add","path":"/a"}])", Kind::malformed, "/0", "'value' is missing"},
      Row{R"([{"op":"move","path":"/a"}])", Kind::malformed, "/0", "'from' is missing"},
      Row{R"([{"op":"add","path":"a","value":1}])", Kind::malformed, "/0/path", "no JSON Pointer"},
      Row{R"([{"op":"add","path":"/~2","value":1}])", Kind::malformed, "/0/path", "no JSON Pointer"},
      Row{R"([{"op":"add","path":7,"value":1}])", Kind::malformed, "/0/path", "must be a text"},
      Row{R"([7])", Kind::malformed, "/0", "an operation is an object"},
      Row{R"([{"op":"add","op":"add","path":"/a","value":1}])", Kind::malformed, "", "each key once"},
      Row{R"([)", Kind::malformed, "", "line "},
      Row{R"([],"x":1)", Kind::malformed, "", "more than one JSON value"},
      Row{"", Kind::malformed, "", "line "},
  };
  for (const auto& row : kRows) {
    const auto fault = fault_of(R"({"a":1,"l":[1,2],"o":{}})", row.patch);
    EXPECT_EQ(fault.kind, row.kind) << row.patch;
    EXPECT_EQ(fault.pointer, row.pointer) << row.patch;
    EXPECT_THAT(to_line(fault), HasSubstr(row.line)) << row.patch;
  }
}

TEST(JsonPatch, AMalformedOperationCountsBeforeEveryConflict) {
  const auto patch = Json::parse(R"([{"op":"remove","path":"/x"},{"op":"add","path":"/a"}])");
  EXPECT_EQ(apply_json_patch(Json::object(), patch).fault.index, 1U);
  EXPECT_EQ(fault_of_json_patch(patch)->index, 1U);
  EXPECT_FALSE(fault_of_json_patch(Json::parse(R"([{"op":"remove","path":"/x"}])")));
}

TEST(JsonPatch, EveryGrowthIsLimited) {
  const auto begun = std::chrono::steady_clock::now();
  auto doubling = Json::array();
  for (int i = 0; i < 100; ++i)
    doubling.push_back({{"op", "copy"}, {"from", ""}, {"path", "/x" + std::to_string(i)}});
  const auto grown = apply_json_patch(Json{{"a", std::string(1000, 'x')}}, doubling);
  ASSERT_FALSE(grown.value);
  EXPECT_EQ(grown.fault.kind, Fault::Kind::too_large);
  auto deeper = Json::array();
  std::string path;
  for (int i = 0; i < 100; ++i) {
    path += "/a";
    deeper.push_back({{"op", "add"}, {"path", path}, {"value", Json::object()}});
  }
  EXPECT_THAT(apply_json_patch(Json::object(), deeper).fault.reason.text(), HasSubstr("nested too deeply"));
  std::string wide = "{";
  for (int i = 0; i < 20'000; ++i) wide += (i == 0 ? "\"n" : ",\"n") + std::to_string(i) + "\":1";
  const auto many = *read_patch(wide + '}', 1 << 20).value;
  EXPECT_THAT(apply_merge_patch(many, many).fault.reason.text(), HasSubstr("too much work"));
  EXPECT_EQ(apply_json_patch(Json::object(), Json(std::vector<Json>(1001, Json::object()))).fault.kind,
            Fault::Kind::too_large);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(MergePatch, ChangesRemovesAndReplaces) {
  EXPECT_EQ(patched(R"({"a":"b","c":{"d":"e","f":"g"}})", R"({"a":"z","c":{"f":null}})"),
            R"({"a":"z","c":{"d":"e"}})");
  EXPECT_EQ(patched(R"({"a":[1,2]})", R"({"a":[3],"b":{"x":null,"y":1}})"), R"({"a":[3],"b":{"y":1}})");
  EXPECT_EQ(patched(R"({"a":1})", R"("text")"), R"("text")");
}

TEST(Patch, TheTextKeepsItsIndentation) {
  const Json value{{"a", Json::array({1})}};
  EXPECT_EQ(written_like(value, R"({"a":0})"), R"({"a":[1]})");
  EXPECT_EQ(written_like(value, "{\n  \"a\": 0\n}\n"), "{\n  \"a\": [\n    1\n  ]\n}\n");
  EXPECT_EQ(written_like(value, "{\n\t\"a\": 0\n}"), "{\n\t\"a\": [\n\t\t1\n\t]\n}");
  EXPECT_EQ(written_like(value, "{\n"), R"({"a":[1]})");
}

}  // namespace
}  // namespace vitrine::cv::patch::patch_test
