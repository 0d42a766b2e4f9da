#include "cv/formats/csv.hpp"

#include <gmock/gmock.h>

namespace vitrine::cv::formats::csv_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Csv, ReadsRowsAndQuotedFields) {
  EXPECT_THAT(parse_csv("a,b\r\n1,2\r\n", ','), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
  EXPECT_THAT(parse_csv("\"x, y\",\"say \"\"hi\"\"\",\"two\nlines\"", ','),
              ElementsAre(ElementsAre("x, y", "say \"hi\"", "two\nlines")));
  EXPECT_THAT(parse_csv("a;b\n;\n", ';'), ElementsAre(ElementsAre("a", "b"), ElementsAre("", "")));
  EXPECT_THAT(parse_csv("a,,\n", ','), ElementsAre(ElementsAre("a", "", "")));
}

TEST(Csv, TakesWhatIsNotWhollyRight) {
  EXPECT_THAT(parse_csv("5\" screen,b\rc", ','),
              ElementsAre(ElementsAre("5\" screen", "b"), ElementsAre("c")));
  EXPECT_THAT(parse_csv("\"no end,\nhere", ','), ElementsAre(ElementsAre("no end,\nhere")));
  EXPECT_THAT(parse_csv("", ','), IsEmpty());
  EXPECT_THAT(parse_csv("\n\r\n  \n", ','), IsEmpty());
}

TEST(Csv, ATableIsKnownByItsFirstRows) {
  EXPECT_TRUE(looks_like_table("a,b\n1,2\n"));
  EXPECT_TRUE(looks_like_table("a;b;c\n\"1;2\";3;4\n"));
  for (const auto* other : {"", "a,b\n", "a\nb\n", "one, two\nthree\n", "cv:\n  name: A\n"}) {
    EXPECT_FALSE(looks_like_table(other)) << other;
  }
}

TEST(Csv, TextIsReadInWhicheverEncoding) {
  EXPECT_EQ(text_of("\xEF\xBB\xBFä"), "ä");
  EXPECT_EQ(text_of(std::string_view("\xFF\xFE\xE4\0b\0", 6)), "äb");
  EXPECT_EQ(text_of(std::string_view("\xFE\xFF\0\xE4", 4)), "ä");
  EXPECT_EQ(text_of(std::string_view("N\0a\0", 4)), "Na");
  EXPECT_EQ(text_of(std::string_view("\0N\0a", 4)), "Na");
  EXPECT_EQ(text_of("Z\xFCrich \x80"), "Zürich €");
  EXPECT_EQ(text_of(""), "");
}

}  // namespace
}  // namespace vitrine::cv::formats::csv_test
