#include "cv/formats/plain_text.hpp"

#include <gmock/gmock.h>

namespace vitrine::cv::formats::plain_text_test {
namespace {

TEST(PlainText, KeepsLinesParagraphsAndLists) {
  EXPECT_EQ(plain_to_markdown("One\nTwo\n\nThree"), "One  \nTwo\n\nThree");
  EXPECT_EQ(plain_to_markdown("Did:\r\n• this\r\n• that"), "Did:\n\n- this\n- that");
  EXPECT_EQ(plain_to_markdown("- this\n- that\nAll of it."), "- this\n- that\n\nAll of it.");
  EXPECT_EQ(plain_to_markdown("• Built it. • Ran it."), "- Built it.\n- Ran it.");
  EXPECT_EQ(plain_to_markdown("Led: • Built it. • Ran it."), "Led:\n\n- Built it.\n- Ran it.");
  EXPECT_EQ(plain_to_markdown("  "), "");
}

TEST(PlainText, TakesNothingForMarkup) {
  EXPECT_EQ(plain_to_markdown("a*b*c & <b> #1 &amp;"), "a\\*b\\*c & \\<b> #1 &amp;");
  EXPECT_EQ(plain_to_markdown("-5 degrees"), "\\-5 degrees");
  EXPECT_EQ(plain_to_markdown("Bern • Oslo • Rome"), "Bern • Oslo • Rome");
}

}  // namespace
}  // namespace vitrine::cv::formats::plain_text_test
