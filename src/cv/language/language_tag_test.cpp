#include "cv/language/language_tag.hpp"

#include <gtest/gtest.h>

namespace vitrine::cv::language_tag_test {
namespace {

TEST(LanguageTag, HasTheFormOfRfc5646) {
  for (const char* tag : {"de", "de-CH", "zh-Hant-TW", "es-419", "gsw"})
    EXPECT_TRUE(is_language_tag(tag)) << tag;
  for (const char* text :
       {"", "d", "german", "de-", "-de", "de--CH", "de_CH", "d1", "for", "in", "de-123456789"}) {
    EXPECT_FALSE(is_language_tag(text)) << text;
  }
}

TEST(LanguageTag, NarrowsARange) {
  EXPECT_TRUE(narrows("de-AT", "de"));
  EXPECT_TRUE(narrows("DE", "de"));
  EXPECT_FALSE(narrows("de", "de-AT"));
  EXPECT_FALSE(narrows("den", "de"));
}

}  // namespace
}  // namespace vitrine::cv::language_tag_test
