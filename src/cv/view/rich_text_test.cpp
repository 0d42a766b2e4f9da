#include "cv/view/rich_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::cv::rich_text_test {
namespace {

using testing::ElementsAre;

TEST(RichText, LinesWithBulletsAreAList) {
  EXPECT_EQ(rich_text("• one\n• two\n\nLine\nnext line"), "- one\n- two\n\nLine\nnext line");
  EXPECT_EQ(rich_text("Did:\n▪\tone\n  ◦ two\n●three"), "Did:\n- one\n  - two\n- three");
  EXPECT_EQ(rich_text("– one\n– two"), "- one\n- two");
  EXPECT_EQ(rich_text("• one • two • three"), "- one\n- two\n- three");
  EXPECT_EQ(rich_text("· one · two"), "- one · two");
}

TEST(RichText, LeavesTheRest) {
  for (const auto* text : {"– she said",
                           "1) one\n2) two",
                           "- a\n- b",
                           "* a",
                           "a • b",
                           "•",
                           "```\n• code\n```",
                           "–5 °C\n–7 °C",
                           "",
                           "a < b > c",
                           "vector<T> and <T>x</T>",
                           "List<String>",
                           "`<b>x</b>` and ``<i>`</i>``",
                           "the <b> tag",
                           "</p>",
                           "<p",
                           "<bx>y</bx>",
                           "<script>x</script>",
                           "\\<b>x</b>",
                           "R&amp;D"})
    EXPECT_EQ(rich_text(text), text);
}

TEST(RichText, HtmlReadsAsItsMarkdown) {
  EXPECT_EQ(rich_text("<p>One <b>two</b></p><UL class=\"x\"><LI>a</LI><li>b<li>c</UL>"),
            "One **two**\n\n- a\n- b\n- c");
  EXPECT_EQ(rich_text("<div>if a < b &amp; vector<T></div>"), "if a \\< b & vector\\<T>");
  EXPECT_EQ(rich_text("**bold** and <b>strong </b>and <a href=\"https://x.example\">link</a>"),
            "**bold** and **strong** and [link](https://x.example)");
  EXPECT_EQ(rich_text("one<br>two<br/><br />three<br>"), "one  \ntwo\n\nthree");
  EXPECT_EQ(rich_text("<p>• one<br>• two</p>"), "- one\n- two");
  EXPECT_EQ(rich_text("<p>- one<br>- two</p>"), "- one\n- two");
  EXPECT_EQ(rich_text("Uses <i>x</i> in `<b>y</b>` <T>"), "Uses *x* in `<b>y</b>` <T>");
}

TEST(RichText, ItemsLoseTheirOwnBullet) {
  EXPECT_THAT(rich_items("• one"), ElementsAre("one"));
  EXPECT_THAT(rich_items("- one"), ElementsAre("one"));
  EXPECT_THAT(rich_items("• one\n• two"), ElementsAre("one", "two"));
  EXPECT_THAT(rich_items("<ul><li>one</li><li>two</li></ul>"), ElementsAre("one", "two"));
  EXPECT_THAT(rich_items("<p>one</p>"), ElementsAre("one"));
  EXPECT_THAT(rich_items("one\n- two"), ElementsAre("one\n- two"));
  EXPECT_THAT(rich_items("-5 %"), ElementsAre("-5 %"));
  EXPECT_THAT(rich_items("* * *"), ElementsAre("* * *"));
}

}  // namespace
}  // namespace vitrine::cv::rich_text_test
