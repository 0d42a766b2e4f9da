#include "cv/document/slug.hpp"

#include <gtest/gtest.h>

namespace vitrine::cv::slug_test {
namespace {

TEST(Slug, TransliteratesNames) {
  EXPECT_EQ(slug_of("Zoë Müller-Łuk"), "zoe-muller-luk");
  EXPECT_EQ(slug_of("  Siobhán O'Brien, PhD. "), "siobhan-obrien-phd");
  EXPECT_EQ(slug_of("Анна Каренина"), "anna-karenina");
  EXPECT_FALSE(slug_of("山田太郎").empty());
}

TEST(Slug, StaysWithinItsGrammar) {
  EXPECT_EQ(slug_of("--- !!"), "");
  EXPECT_EQ(slug_of(std::string(63, 'a') + " bcd"), std::string(63, 'a'));
  EXPECT_EQ(slug_of(std::string(100, 'x')).size(), 64U);
}

}  // namespace
}  // namespace vitrine::cv::slug_test
