#include "cv/document/variant_name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cv/intake/check.hpp"
#include "cv/view/project.hpp"

namespace vitrine::cv::variant_name_test {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// Names that would lead out of their folder, to no address, or to the file of something else.
const std::vector<std::string>& bad_names() {
  static const std::vector<std::string> names{
      "",
      ".",
      "..",
      "...",
      "a/b",
      "/",
      "../..",
      "a\\b",
      "..\\..",
      "%2e%2e",
      "100%",
      "con",
      "CON",
      "nul.txt",
      "Com1",
      "lpt9.a.b",
      "a\0b"s,
      "\n",
      "a\x1B[0m",
      "a\x7F",
      "a\u009B",
      ".hidden",
      "name.",
      " a",
      "a ",
      std::string(81, 'a'),
      std::string(5000, 'a'),
      "../index.html",
  };
  return names;
}

Json with_variants(const std::vector<std::string>& names) {
  Json document{{"basics", {{"name", "Ada"}, {"label", "plain"}}}};
  for (const auto& name : names) document["meta"]["vitrine"]["variants"][name] = {{"title", "a variant"}};
  return document;
}

TEST(VariantName, IsWhatCanBeAnAddress) {
  for (const auto& name : bad_names()) EXPECT_FALSE(is_variant_name(name)) << name;
  for (const auto* name : {"a", "backend", "short one", "v2.0", "de", "index.html", "résumé", "簡歴",
                           "console", "com", "com10", "a..b", "-", "~", "O'Brien & Co", "\u202Eabc"})
    EXPECT_TRUE(is_variant_name(name)) << name;
  EXPECT_TRUE(is_variant_name(std::string(kMaxVariantName, 'a')));
}

TEST(VariantName, ABadOneIsNotOfferedToAnybody) {
  auto names = bad_names();
  names.emplace_back("good");
  const auto document = with_variants(names);
  EXPECT_THAT(variants(document, "public"), ElementsAre("good"));
  for (const auto& name : bad_names()) {
    const auto view = project(document, {.language = "en", .variant = name});
    EXPECT_EQ(view.variant, "") << name;
    EXPECT_EQ(view.resume["basics"]["label"], "plain") << name;
  }
  EXPECT_EQ(project(document, {.language = "en", .variant = "good"}).resume["basics"]["label"], "a variant");
}

TEST(VariantName, ABadOneIsToldAndTaken) {
  for (const auto& name : bad_names()) {
    const auto checked = intake::check(with_variants({"good", name}).dump());
    ASSERT_TRUE(checked.document) << name;
    ASSERT_EQ(checked.problems.size(), 1U) << name;
    EXPECT_EQ(checked.problems[0].severity, Severity::notice);
    EXPECT_EQ(checked.problems[0].pointer, "/meta/vitrine/variants/" + pointer_token(name));
    EXPECT_FALSE(checked.problems[0].hint.empty());
  }
  EXPECT_THAT(intake::check(with_variants({"good", "better"}).dump()).problems, IsEmpty());
  EXPECT_THAT(
      intake::check(R"({"meta":{"vitrine":{"variants":{"a":{"title":"A"},"a@for":["x"],"@for":["x"]}}}})")
          .problems,
      IsEmpty());
}

TEST(VariantName, OneThatDiffersInCaseAloneIsTold) {
  const auto checked = intake::check(with_variants({"Backend", "other", "backend"}).dump());
  ASSERT_TRUE(checked.document);
  ASSERT_EQ(checked.problems.size(), 1U);
  EXPECT_EQ(checked.problems[0].pointer, "/meta/vitrine/variants/backend");
}

}  // namespace
}  // namespace vitrine::cv::variant_name_test
