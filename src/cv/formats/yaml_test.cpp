#include "cv/formats/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <string>

#include "cv/document/document.hpp"
#include "cv/intake/intake.hpp"

namespace vitrine::cv::formats::yaml_test {
namespace {

using testing::HasSubstr;

/// Latin-1, cut characters, overlong forms, and escapes of half a character: in values, in keys, deep inside.
TEST(Yaml, RefusesTextThatIsNotUtf8) {
  for (const auto* text :
       {"basics:\n  name: Ren\xE9\n", "basics:\n  name: Ada\ncont\xE5nt: x\n", "basics: \"\\ud800\"\n",
        "basics:\n  - - {a: \xC3}\n", "basics: \"\xC0\xAF\"\n", "\xE9: 1\nbasics: {}\n"}) {
    const auto read = parse_yaml(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
    const auto taken = intake::take_in(text, "", true);
    EXPECT_FALSE(taken.checked.document);
    EXPECT_THAT(taken.refusal.text(), HasSubstr("line "));
  }
  EXPECT_EQ(parse_yaml("a: Ren\xC3\xA9\nb: \"\\u00e9 \\U0001F600\"\n").value(),
            Json::parse(R"({"a":"René","b":"é 😀"})"));
}

/// The shortest of several tries, so that other load on the machine has little effect.
std::chrono::duration<double> time_of(const std::string& text) {
  auto least = std::chrono::duration<double>::max();
  for (int i = 0; i < 5; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    static_cast<void>(parse_yaml(text));
    least = std::min<std::chrono::duration<double>>(least, std::chrono::steady_clock::now() - begun);
  }
  return least;
}

std::string rows(std::size_t count, const std::function<std::string(const std::string&)>& row) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += row(std::to_string(i)) + '\n';
  return out;
}

TEST(Yaml, TakesTimeInProportionToItsSize) {
  using Make = std::function<std::string(std::size_t)>;
  const std::map<std::string, Make> texts{
      {"keys", [](std::size_t n) { return rows(n, [](const auto& i) { return "k" + i + ": 1"; }); }},
      {"keys in braces",
       [](std::size_t n) { return "{" + rows(n, [](const auto& i) { return "k" + i + ": 1,"; }) + "}"; }},
      {"elements", [](std::size_t n) { return rows(n, [](const auto&) { return "- a"; }); }},
      {"anchors", [](std::size_t n) { return rows(n, [](const auto& i) { return "- &a" + i + " x"; }); }},
      {"aliases", [](std::size_t n) { return "- &a x\n" + rows(n, [](const auto&) { return "- *a"; }); }},
      {"merges",
       [](std::size_t n) {
         return "a: &a {x: 1}\n" + rows(n, [](const auto& i) { return "b" + i + ": {<<: *a}"; });
       }},
      {"lines of a text", [](std::size_t n) { return "a: |\n" + rows(n, [](const auto&) { return " x"; }); }},
  };
  for (const auto& [name, make] : texts) {
    constexpr std::size_t kCount = 6000;
    ASSERT_LE(make(2 * kCount).size(), kMaxDocumentBytes);
    const auto once = time_of(make(kCount));
    const auto twice = time_of(make(2 * kCount));
    EXPECT_LE(twice, 3 * once) << name << ": " << once.count() << " s, " << twice.count() << " s";
  }
}

TEST(Yaml, RefusesWhatIsLargeDeepOrGrows) {
  const auto refusal = [](const std::string& text) {
    const auto begun = std::chrono::steady_clock::now();
    const auto read = parse_yaml(text);
    // Two seconds with sanitizers, far less without; polynomial time would take minutes.
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
    return read ? "" : read.error().text();
  };
  const auto many = [](const std::string& text, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
  };
  constexpr std::size_t kLevels = 10'000;
  EXPECT_NE(refusal(many("[", kLevels)), "");
  EXPECT_NE(refusal(many("[", kLevels) + many("]", kLevels)), "");
  EXPECT_NE(refusal(many("{a: ", kLevels) + "1" + many("}", kLevels)), "");
  EXPECT_NE(refusal(many("- ", kLevels) + "a"), "");
  EXPECT_NE(refusal(many("? ", kLevels) + "a"), "");
  std::string indented;
  for (std::size_t i = 0; i < 600; ++i) indented += std::string(i, ' ') + "a:\n";
  EXPECT_NE(refusal(indented), "");
  EXPECT_THAT(refusal(rows(75'000, [](const auto& i) { return "key" + i + ": 1"; })), HasSubstr("256 KiB"));
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 0; i < 30; ++i) {
    const auto name = std::to_string(i);
    bomb += "a" + std::to_string(i + 1) + ": &a" + std::to_string(i + 1) + " [" + many("*a" + name + ",", 8) +
            "*a" + name + "]\n";
  }
  EXPECT_THAT(refusal(bomb), HasSubstr("too large once its aliases are written out"));
  EXPECT_THAT(refusal(rows(200,
                           [](const auto& i) {
                             const auto before =
                                 i == "0" ? std::string("x") : "*a" + std::to_string(std::stoi(i) - 1);
                             return "a" + i + ": &a" + i + " [" + before + "]";
                           })),
              HasSubstr("nested too deeply"));
}

}  // namespace
}  // namespace vitrine::cv::formats::yaml_test
