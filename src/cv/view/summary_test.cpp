#include "cv/view/summary.hpp"

#include <gtest/gtest.h>

#include "base/effort_testing.hpp"
#include "cv/language/editions.hpp"
#include "cv/view/project.hpp"
#include "cv/view/random_document_testing.hpp"

namespace vitrine::cv::summary_test {
namespace {

#ifdef NDEBUG
const std::uint64_t kDocuments = base::cases(2'000);
#else
const std::uint64_t kDocuments = base::cases(200);
#endif

Json name_for(const Json& document, const std::string& audience) {
  const auto view = project(document, {.audience = audience});
  const Json::json_pointer name("/basics/name");
  return view.resume.contains(name) ? view.resume[name] : Json("");
}

Json summary_of(std::string_view text) {
  return Json::parse(summarize(text));
}

TEST(Summary, GivesEachAudienceTheNameThatTheDocumentGives) {
  for (std::uint64_t seed = 0; seed < kDocuments; ++seed) {
    auto document = RandomDocument(seed).make();
    if (seed % 3 == 0) document["meta"]["vitrine"]["archived"] = seed % 2 == 0;
    const auto summary = summary_of(document.dump());
    auto names = audiences(document);
    names.emplace_back("nobody in particular");
    for (const auto& audience : names)
      EXPECT_EQ(name_for(summary, audience), name_for(document, audience)) << seed << " " << audience;
    EXPECT_EQ(is_archived(summary), is_archived(document)) << seed;
  }
}

TEST(Summary, HidesTheNameAsTheDocumentDoes) {
  const std::vector<const char*> documents{
      R"({"basics":{"name":"Ada"}})",
      R"({"basics":{"name":"Ada","name@for":"friends"}})",
      R"({"basics":{"name":"Ada","name@for":["friends","public"]}})",
      R"({"basics":{"name":"Ada","name@for":[]}})",
      R"({"basics":{"name":"Ada","name@for":{"a":1}}})",
      R"({"basics":{"@for":["friends"],"name":"Ada"}})",
      R"({"basics@for":["friends"],"basics":{"name":"Ada"}})",
      R"({"@for":["friends"],"basics":{"name":"Ada"}})",
      R"({"basics":{"name":"Ada","name@de":"Adele"},"meta":{"language":"de"}})",
      R"({"basics":{"name@de":"Adele","name@fr":"Adèle"},"meta":{"language":"de-AT"}})",
      R"({"basics":{"name@el":"Άντα","name@en":"Ada"},"work":[{"summary":"Ένα κείμενο στα ελληνικά"}]})",
      R"({"basics@de":{"name":"Adele"},"meta":{"language":"de"}})",
      R"({"basics":null,"basics@en":{"name":"Ada"}})",
      R"({"basics":["Ada"]})",
      R"({"basics":{"name":{"@for":["friends"]},"name@en":"Ada"}})",
      R"({"basics":{"name":7}})",
      R"({"basics":{"@in":["one"],"name":"Ada"}})",
      R"({"meta":"no object"})",
      R"({})",
  };
  for (const auto* text : documents) {
    const auto document = Json::parse(text);
    const auto summary = summary_of(text);
    for (const auto* audience : {"public", "friends", "others", ""})
      EXPECT_EQ(name_for(summary, audience), name_for(document, audience)) << text << " " << audience;
  }
}

TEST(Summary, KeepsNothingElse) {
  const auto summary = summarize(
      R"({"basics":{"name":"Ada","email":"a@example.org","summary":"s","location":{"name":"London"}},
          "work":[{"name":"Early Bread"}],"meta":{"canonical":"x","vitrine":{"archived":true,"theme":"ink"}}})");
  EXPECT_EQ(summary, R"({"basics":{"name":"Ada"},"meta":{"language":"en","vitrine":{"archived":true}}})");
}

TEST(Summary, IsEmptyForWhatIsNoDocument) {
  for (const auto* text : {"", "1", "[]", "{", "no JSON", "\xff"}) EXPECT_EQ(summarize(text), "{}") << text;
}

}  // namespace
}  // namespace vitrine::cv::summary_test
