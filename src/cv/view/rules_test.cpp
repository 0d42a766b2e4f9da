// Checks the expected results of the shared documents in tests/vectors/; the Studio runs the same check
// (web/src/app/document/rules/rules.test.ts).

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "cv/language/editions.hpp"
#include "cv/view/coverage.hpp"
#include "cv/view/project.hpp"

namespace vitrine::cv::rules_test {
namespace {

using Texts = std::vector<std::string>;
using Set = std::set<std::string>;

Json vectors() {
  std::ifstream file(std::filesystem::path(VITRINE_SOURCE) / "tests" / "vectors" / "documents.json");
  return Json::parse(file);
}

/// Runs `check` with the document and the expected result of each vector that has one for this question;
/// returns their number.
template <class Check>
int each_wanted(const char* question, Check check) {
  int count = 0;
  for (const auto& vector : vectors()) {
    const auto wanted = vector["want"].find(question);
    if (wanted == vector["want"].end()) continue;
    SCOPED_TRACE(vector["name"]);
    check(vector["document"], *wanted);
    ++count;
  }
  return count;
}

void add_texts(const Json& value, Set& texts) {
  if (value.is_string()) texts.insert(value.get<std::string>());
  if (value.is_structured()) {
    for (const auto& inner : value) add_texts(inner, texts);
  }
}

TEST(SharedRules, Languages) {
  EXPECT_GE(each_wanted("languages",
                        [](const Json& document, const Json& wanted) {
                          EXPECT_EQ(languages(document), wanted.get<Texts>());
                        }),
            10);
}

TEST(SharedRules, Audiences) {
  EXPECT_GE(each_wanted("audiences",
                        [](const Json& document, const Json& wanted) {
                          auto all = wanted.get<Texts>();
                          all.insert(all.begin(), "public");
                          EXPECT_EQ(audiences(document), all);
                        }),
            10);
}

TEST(SharedRules, Variants) {
  EXPECT_GE(each_wanted("variants",
                        [](const Json& document, const Json& wanted) {
                          EXPECT_EQ(variants(document, "public"), wanted.get<Texts>());
                        }),
            5);
}

TEST(SharedRules, WhatAReaderSees) {
  EXPECT_GE(each_wanted("sees",
                        [](const Json& document, const Json& wanted) {
                          for (const auto& reader : wanted) {
                            SCOPED_TRACE(reader.dump());
                            Set texts;
                            auto resume =
                                project(document, {.variant = reader.value("variant", ""),
                                                   .audience = reader["audience"].get<std::string>()})
                                    .resume;
                            resume.erase("meta");
                            add_texts(resume, texts);
                            EXPECT_EQ(texts, reader["texts"].get<Set>());
                          }
                        }),
            15);
}

TEST(SharedRules, NamesOfEntries) {
  EXPECT_GE(each_wanted("names",
                        [](const Json& document, const Json& wanted) {
                          for (const auto& item : wanted.items()) {
                            EXPECT_EQ(entry_name(document.at(Json::json_pointer(item.key()))), item.value())
                                << item.key();
                          }
                        }),
            3);
}

TEST(SharedRules, MissingTranslations) {
  EXPECT_GE(each_wanted("missing",
                        [](const Json& document, const Json& wanted) {
                          const auto rows = coverage(document);
                          for (const auto& item : wanted.items()) {
                            const auto row = std::ranges::find(rows, item.key(), &Coverage::language);
                            const auto missing = row == rows.end() ? Texts() : row->missing;
                            EXPECT_EQ(Set(missing.begin(), missing.end()), item.value().get<Set>())
                                << item.key();
                          }
                        }),
            8);
}

}  // namespace
}  // namespace vitrine::cv::rules_test
