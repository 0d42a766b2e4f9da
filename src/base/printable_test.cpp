#include "base/printable.hpp"

#include <gtest/gtest.h>

namespace vitrine::base::printable_test {
namespace {

using namespace std::string_literals;

TEST(Printable, HasNoControlCharacters) {
  for (int c = 0; c < 0x20; ++c) {
    const auto text = "a"s + static_cast<char>(c) + "b";
    const auto wanted = c == '\t' || c == '\n' ? text : c == '\r' ? "a\nb"s : "a\uFFFDb"s;
    EXPECT_EQ(printable(text), wanted) << c;
  }
  EXPECT_EQ(printable("\x7F"), "\uFFFD");
  EXPECT_EQ(printable("\x1B[31mred\x1B]0;title\x07"), "\uFFFD[31mred\uFFFD]0;title\uFFFD");
  for (int c = 0x80; c < 0xA0; ++c)
    EXPECT_EQ(printable("\xC2"s + static_cast<char>(c) + "x"), "\uFFFDx") << c;
  EXPECT_EQ(printable("a\r\nb\rc\r"), "a\nb\nc\n");
}

TEST(Printable, KeepsAllElse) {
  for (const auto* text :
       {"", "plain", "\u00A0\u00A9é", "\u202Eevil\u202C", "\u2066x\u2069", "簡歴", "👩‍💻", "a\tb\nc"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, OneLineIsOne) {
  EXPECT_EQ(printable_line("a\tb\nc\r\nd"), "a b c d");
}

}  // namespace
}  // namespace vitrine::base::printable_test
