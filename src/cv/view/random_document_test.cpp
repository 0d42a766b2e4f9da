#include "base/effort_testing.hpp"
#include "cv/view/random_document_testing.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "cv/intake/check.hpp"
#include "cv/view/project.hpp"

namespace vitrine::cv::random_document_test {
namespace {

#ifdef NDEBUG
const std::uint64_t kDocuments = base::cases(2'000);
#else
const std::uint64_t kDocuments = base::cases(200);
#endif

bool has_at_key(const Json& value) {
  if (value.is_object()) {
    for (const auto& item : value.items()) {
      if (item.key().find('@') != std::string::npos || has_at_key(item.value())) return true;
    }
  } else if (value.is_array()) {
    return std::ranges::any_of(value, has_at_key);
  }
  return false;
}

TEST(ProjectProperty, GivesAValidPlainResumeToEveryReader) {
  for (std::uint64_t seed = 0; seed < kDocuments; ++seed) {
    const auto document = RandomDocument(seed).make();
    for (const auto* language : {"", "de", "ar", "fr"}) {
      for (const auto* variant : {"", "one", "none such"}) {
        const auto view = project(document, {.language = language, .variant = variant});
        EXPECT_FALSE(has_at_key(view.resume)) << seed;
        const auto checked = intake::check(view.resume.dump());
        EXPECT_TRUE(checked.document) << seed << to_line(checked.problems.front(), "document");
      }
    }
  }
}

TEST(ProjectProperty, IsTheIdentityOnWhatIsPlain) {
  for (std::uint64_t seed = 0; seed < kDocuments; ++seed) {
    const auto plain = project(RandomDocument(seed).make(), {}).resume;
    EXPECT_EQ(project(plain, {}).resume.dump(), plain.dump()) << seed;
  }
}

TEST(ProjectProperty, ShowsEachTextToThoseWhoMaySeeIt) {
  std::size_t hidden = 0;
  for (std::uint64_t seed = 0; seed < kDocuments; ++seed) {
    RandomDocument random(seed);
    const auto document = random.make();
    auto readers = RandomDocument::audiences();
    readers.emplace_back("public");
    for (const auto& audience : readers) {
      const auto seen = project(document, {.audience = audience}).resume.dump();
      for (const auto& secret : random.secrets()) {
        const bool may_see = secret.audiences.empty() ||
                             std::ranges::find(secret.audiences, audience) != secret.audiences.end();
        if (may_see) continue;
        ++hidden;
        EXPECT_EQ(seen.find(secret.text), std::string::npos) << seed << " " << audience << " " << secret.text;
      }
    }
  }
  EXPECT_GT(hidden, kDocuments * 10);  // the test has hidden enough texts to mean something
}

}  // namespace
}  // namespace vitrine::cv::random_document_test
