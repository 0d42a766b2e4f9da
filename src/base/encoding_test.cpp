#include "base/encoding.hpp"

#include <gtest/gtest.h>

namespace vitrine::base::encoding_test {
namespace {

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(find_invalid_utf8("plain, ümlaut, 日本語, 🎓"), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("ab\xC3("), 2U);           // cut two-byte sequence
  EXPECT_EQ(find_invalid_utf8("\xC0\xAF"), 0U);          // overlong '/'
  EXPECT_EQ(find_invalid_utf8("x\xED\xA0\x80"), 1U);     // a surrogate
  EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // over U+10FFFF
  EXPECT_EQ(find_invalid_utf8("\xE2\x82"), 0U);          // cut at the end
}

TEST(Utf8, CountsAndCutsByCodePoint) {
  EXPECT_EQ(utf8_length("a日🎓"), 3U);
  EXPECT_EQ(utf8_truncate("a日🎓", 2), "a日…");
  EXPECT_EQ(utf8_truncate("a日🎓", 3), "a日🎓");
}

TEST(Percent, DecodesOrRefuses) {
  EXPECT_EQ(percent_decode("a%20b%C3%A9+c"), "a b\xC3\xA9+c");
  EXPECT_EQ(percent_decode("100%"), std::nullopt);
  EXPECT_EQ(percent_decode("%4"), std::nullopt);
  EXPECT_EQ(percent_decode("%zz"), std::nullopt);
}

TEST(Percent, EncodesAllButTheUnreservedSet) {
  EXPECT_EQ(percent_encode("a b/é~"), "a%20b%2F%C3%A9~");
}

TEST(AppendUtf8, EveryLengthAndWhatIsNoCharacter) {
  const auto of = [](unsigned code_point) {
    std::string out;
    append_utf8(out, code_point);
    return out;
  };
  EXPECT_EQ(of('a'), "a");
  EXPECT_EQ(of(0xE9), "\xC3\xA9");
  EXPECT_EQ(of(0x20AC), "\xE2\x82\xAC");
  EXPECT_EQ(of(0x1F600), "\xF0\x9F\x98\x80");
  for (const unsigned none : {0U, 0xD800U, 0xDFFFU, 0x110000U}) EXPECT_EQ(of(none), "\xEF\xBF\xBD") << none;
}

}  // namespace
}  // namespace vitrine::base::encoding_test
