#include "cv/document/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

namespace vitrine::cv::parse_test {
namespace {

using testing::HasSubstr;

Problems problems_of(std::string_view text) {
  Findings findings(text);
  parse(text, findings);
  return findings.take();
}

/// Line and column, the expected and found value, and the hint, as shown to people.
std::string first_line(std::string_view text) {
  const auto problems = problems_of(text);
  return problems.empty() ? "" : to_line(problems.front(), "f");
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

/// A generous time limit that quadratic work on 256 KiB would exceed, but linear work does not, even without
/// optimisation.
template <class Work>
void expect_quick(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Parse, KeepsOrderAndValues) {
  const std::string text =
      R"({"z": 1, "a": [true, false, null, -2, 1.5, 1e3, "é\u00e9😀\ud83d\ude00"], "m": {}})";
  Findings findings(text);
  const auto parsed = parse(text, findings);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(findings.take().empty());
  EXPECT_EQ(parsed->root.dump(), R"({"z":1,"a":[true,false,null,-2,1.5,1000.0,"éé😀😀"],"m":{}})");
  EXPECT_EQ(parsed->root, Json::parse(text));
}

TEST(Parse, KnowsThePlaceOfEveryValue) {
  const std::string text = "{\n \"a\\\"/\" : [ 10, {\"k\":\"v, ]\" } ,false],\"e\":[]\n}";
  Findings findings(text);
  const auto parsed = parse(text, findings);
  ASSERT_TRUE(parsed);
  const auto slice = [&](const char* pointer) {
    const auto* place = find_place(*parsed, pointer);
    return place == nullptr ? std::string("nowhere") : text.substr(place->begin, place->end - place->begin);
  };
  EXPECT_EQ(slice(""), text);
  EXPECT_EQ(slice("/a\"~1/0"), "10");
  EXPECT_EQ(slice("/a\"~1/1"), R"({"k":"v, ]" })");
  EXPECT_EQ(slice("/a\"~1/1/k"), R"("v, ]")");
  EXPECT_EQ(slice("/a\"~1/2"), "false");
  EXPECT_EQ(slice("/e"), "[]");
  EXPECT_EQ(text.substr(find_place(*parsed, "/a\"~1")->key, 6), R"("a\"/")");
  for (const char* nowhere : {"/x", "/e/0", "/a\"~1/3", "/a\"~1/01", "/a\"~1/-", "/a\"~1/", "x"}) {
    EXPECT_EQ(find_place(*parsed, nowhere), nullptr) << nowhere;
  }
}

struct Fault {
  std::string_view text;
  std::string_view line;
};

class SyntaxFaults : public testing::TestWithParam<Fault> {};

TEST_P(SyntaxFaults, AreToldInAPersonsWords) {
  const auto& [text, line] = GetParam();
  EXPECT_THAT(first_line(text), testing::StartsWith(std::string("f:") + std::string(line))) << text;
}

INSTANTIATE_TEST_SUITE_P(
    All, SyntaxFaults,
    testing::Values(
        Fault{"", "1:1: error: expected a JSON object, found no text at all"},
        Fault{" \n\t", "1:1: error: expected a JSON object, found no text at all"},
        Fault{"[1]", "1:1: error: expected an object: { … }, found a list of one value"},
        Fault{"\n 3", "2:2: error: expected an object: { … }, found the number 3"},
        Fault{"hello", "1:1: error: expected a JSON object, found hello; put text in double quotes"},
        Fault{"hello world",
              "1:1: error: expected a JSON object, found hello; this is plain text: a CV as JSON Resume "
              "begins with { "
              "and ends with }"},
        Fault{"{",
              "1:2: error: expected a key in double quotes, or }, found the end of the text; the object that "
              "opens in line 1 is not closed"},
        Fault{"{\n\"a\": [1,\n2",
              "3:2: error: /a/2: expected a comma or ], found the end of the text; the list that "
              "opens in line 2 is not closed"},
        Fault{R"({"a": 1} x)",
              "1:10: error: expected nothing after the end of the object, found the character x"},
        Fault{R"({"a": 1}})",
              "1:9: error: expected nothing after the end of the object, found the character }"},
        Fault{"{\"a\": 1\n\"b\": 2}", "2:1: error: expected a comma or }, found the character \""},
        Fault{R"({"a": [1 2]})", "1:10: error: /a/1: expected a comma or ], found the character 2"},
        Fault{R"({"a": 1,})", "1:8: error: expected }, found a comma before }; remove the comma"},
        Fault{R"({"a": [1,]})", "1:9: error: /a/1: expected ], found a comma before ]; remove the comma"},
        Fault{R"({"a": [1,,2]})", "1:10: error: /a/1: expected a value, found the character ,"},
        Fault{R"({"a" 1})", "1:6: error: /a: expected a colon after the key, found the character 1"},
        Fault{R"({"a": })", "1:7: error: /a: expected a value after the colon, found the character }"},
        Fault{R"({a: 1})",
              "1:2: error: expected a key in double quotes, or }, found the character a; put the key"},
        Fault{R"({'a': 1})",
              "1:2: error: expected a key in double quotes, or }, found the character '; use the str"},
        Fault{R"({"a": “b”})",
              "1:7: error: /a: expected a value after the colon, found the character “; use the"},
        Fault{"{\"a\": 1 // why\n}",
              "1:9: error: expected a comma or }, found a comment; JSON has no comments"},
        Fault{"/* hi */ {}", "1:1: error: expected a JSON object, found a comment"},
        Fault{R"({"a": True})", "1:7: error: /a: expected a value after the colon, found True; write true"},
        Fault{R"({"a": None})", "1:7: error: /a: expected a value after the colon, found None; write null"},
        Fault{R"({"a": NaN})",
              "1:7: error: /a: expected a value after the colon, found NaN; JSON has no such"},
        Fault{R"({"a": -Infinity})",
              "1:7: error: /a: expected a value after the colon, found the character -; JSON"},
        Fault{R"({"a": [Infinity]})",
              "1:8: error: /a/0: expected a value, or ], found Infinity; JSON has no such"},
        Fault{R"({"a": nul})", "1:7: error: /a: expected a value after the colon, found nul; put text in"},
        Fault{R"({"a": 1e400})",
              "1:7: error: /a: expected a number that a double holds (up to about 1.8e308), "
              "found 1e400"},
        Fault{R"({"a": [0, -1e999]})", "1:11: error: /a/1: expected a number that a double holds"},
        Fault{R"({"a": +41})", "1:7: error: /a: expected a number as JSON writes it, found +41"},
        Fault{R"({"a": .5})", "1:7: error: /a: expected a number as JSON writes it, found .5"},
        Fault{R"({"a": 1.})", "1:7: error: /a: expected a number as JSON writes it, found 1."},
        Fault{R"({"a": "\ud83d"})",
              "1:8: error: /a: expected a whole character, found half of a surrogate pair, "
              "\\ud83d"},
        Fault{R"({"a": "xy\ude00"})",
              "1:10: error: /a: expected a whole character, found half of a surrogate"},
        Fault{R"({"\ud83dx": 1})", "1:3: error: expected a whole character"},
        Fault{R"({"a": "\ud83d\u0041"})", "1:8: error: /a: expected a whole character"},
        Fault{R"({"a": "C:\dir"})", "1:10: error: /a: expected an escape that JSON has"},
        Fault{R"({"a": "\u00g0"})",
              "1:8: error: /a: expected four hexadecimal digits after \\u, found \\u00g0"},
        Fault{"{\"a\": \"b\n\"}", "1:9: error: /a: expected a closing double quote in the same line"},
        Fault{"{\"a\": \"b\tc\"}",
              "1:9: error: /a: expected text without control characters, found the control "
              "character U+0009; write \\t"},
        Fault{R"({"a": "b)",
              "1:7: error: /a: expected a closing double quote, found text that is not closed"},
        Fault{"{\"Zoë\": \"é\", x}", "1:14: error: expected a key in double quotes, found the character x"},
        Fault{"\xEF\xBB\xBF{}",
              "1:1: error: expected text that begins with {, found a byte order mark; remove it"},
        Fault{"{\"a\": \"Z\xE9\"}", "1:9: error: expected UTF-8 text, found the byte 0xE9 at offset 8"},
        Fault{std::string_view("{}\0x", 4),
              "1:3: error: expected text without control characters, found a zero "
              "byte at offset 2"}));

TEST(Parse, GoesOnBehindAByteOrderMark) {
  const auto problems = problems_of("\xEF\xBB\xBF{\"a\":1,\"a\":2}");
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(problems[1].found.text(), HasSubstr("the key \"a\" again"));
  EXPECT_EQ(problems[1].column, 8U);
}

TEST(Parse, ReportsEveryRepeatedKeyWithBothLines) {
  const std::string text = "{\"a\": 1,\n \"b\": {\"x/y\": 1,\n \"x\\/y\": 2},\n \"a\": 3, \"\\u0061\": 4}";
  const auto problems = problems_of(text);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(
      to_line(problems[0], "f"),
      "f:3:2: error: /b/x~1y: expected each key once in an object, found the key \"x/y\" again in line 3, "
      "first in line 2; keep one of them");
  EXPECT_EQ(problems[1].pointer, "/a");
  EXPECT_EQ(problems[1].line, 4U);
  EXPECT_EQ(problems[2].pointer, "/a");
  EXPECT_THAT(problems[2].found.text(), HasSubstr("first in line 1"));
}

TEST(Parse, ReportsRepeatedKeysInFrontOfASyntaxError) {
  const auto problems = problems_of("{\"a\":{\"b\":1,\"b\":2,\"c\":{\"d\":1,\"d\":2,,");
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].pointer, "/a/b");
  EXPECT_EQ(problems[1].pointer, "/a/c/d");
  EXPECT_THAT(problems[2].expected.text(), HasSubstr("a key in double quotes"));
}

TEST(Parse, TakesDepthUpToTheLimit) {
  const auto nested = [](std::size_t lists) {
    return "{\"a\":" + std::string(lists, '[') + std::string(lists, ']') + "}";
  };
  EXPECT_TRUE(problems_of(nested(kMaxDepth - 1)).empty());
  const auto problems = problems_of(nested(kMaxDepth));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].expected.text(), "at most 64 lists and objects in each other");
  EXPECT_EQ(problems[0].column, 6 + kMaxDepth - 1);
}

TEST(Parse, TakesSizeUpToTheLimit) {
  const auto sized = [](std::size_t size) {
    const std::string_view frame = R"({"a":""})";
    return R"({"a":")" + std::string(size - frame.size(), 'x') + R"("})";
  };
  EXPECT_TRUE(problems_of(sized(kMaxDocumentBytes)).empty());
  EXPECT_EQ(first_line(sized(kMaxDocumentBytes + 1)).substr(0, 71),
            "f: error: expected at most 262144 bytes (256 KiB), found 262145 bytes; ");
}

TEST(Parse, IsQuickOnHostileText) {
  const auto full = [](std::string text) {
    text.resize(std::min(text.size(), kMaxDocumentBytes));
    return text;
  };
  std::string many_keys = "{";
  for (int i = 0; i < 22000; ++i) many_keys += "\"" + std::to_string(i) + "\":1,";
  many_keys.back() = '}';
  ASSERT_LE(many_keys.size(), kMaxDocumentBytes);
  expect_quick([&] { EXPECT_TRUE(problems_of(many_keys).empty()); });
  expect_quick([&] {
    const auto problems = problems_of(full("{" + repeated("\"a\":1,", 43000) + "\"a\":1}"));
    EXPECT_EQ(problems.size(), Findings::kMaxKept + 1);
    EXPECT_THAT(problems.back().found.text(), HasSubstr("more of the kind"));
  });
  expect_quick([&] { EXPECT_EQ(problems_of(std::string(kMaxDocumentBytes, '[')).size(), 1U); });
  expect_quick([&] { EXPECT_EQ(problems_of(full(repeated("{\"a\":", 60000))).size(), 1U); });
  expect_quick([&] { EXPECT_TRUE(problems_of("{\"a\":\"" + repeated("\\u0041", 40000) + "\"}").empty()); });
  expect_quick([&] { EXPECT_TRUE(problems_of("{\"a\":" + std::string(200000, '9') + "}").size() == 1U); });
  expect_quick([&] { EXPECT_TRUE(problems_of("{\"a\":0." + std::string(200000, '9') + "}").empty()); });
  expect_quick([&] {
    const auto rows = repeated("{\"k\":1,\"k\":2},", 15000) + "1";
    EXPECT_EQ(problems_of(R"({"a":[)" + rows + "]}").size(), Findings::kMaxKept + 1);
  });
  const std::string long_key(120000, '/');
  expect_quick([&] {
    const auto problems = problems_of("{\"" + long_key + "\":{" + repeated("\"a\":1,", 20000) + "\"a\":1}}");
    std::size_t bytes = 0;
    for (const auto& problem : problems) bytes += problem.pointer.size();
    EXPECT_LT(bytes, 1024U * 1024U);
  });
}

}  // namespace
}  // namespace vitrine::cv::parse_test
