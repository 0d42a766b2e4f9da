#include "cv/document/date.hpp"

#include <gtest/gtest.h>

namespace vitrine::cv::date_test {
namespace {

TEST(Date, KeepsThePrecisionGiven) {
  EXPECT_EQ(parse_date("2021"), (Date{2021, 0, 0}));
  EXPECT_EQ(parse_date("2021-09"), (Date{2021, 9, 0}));
  EXPECT_EQ(parse_date("2021-09-30"), (Date{2021, 9, 30}));
  EXPECT_EQ(parse_date("2024-02-29"), (Date{2024, 2, 29}));
}

TEST(Date, DropsWhatIsOutsideTheCalendar) {
  EXPECT_EQ(parse_date("2021-00"), (Date{2021, 0, 0}));
  EXPECT_EQ(parse_date("2021-13-05"), (Date{2021, 0, 0}));
  EXPECT_EQ(parse_date("2023-02-29"), (Date{2023, 2, 0}));
  EXPECT_EQ(parse_date("2021-04-31"), (Date{2021, 4, 0}));
  EXPECT_EQ(parse_date("2021-04-00"), (Date{2021, 4, 0}));
}

TEST(Date, TakesJsonResumesFormOnly) {
  for (const char* text : {"1000", "2999", "2021-00", "2021-19", "2021-12-39", "2021-12-00"}) {
    EXPECT_TRUE(is_date_form(text)) << text;
  }
  for (const char* text :
       {"", "0999", "3000", "21", "2021-", "2021-1", "2021-20", "2021/01", "2021-01-40", "2021-01-1",
        "2021-01-01T00:00", "May 2021", " 2021", "2021 ", "20a1", "2021-0x", "２０２１"}) {
    EXPECT_FALSE(is_date_form(text)) << text;
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, IsOrdered) {
  EXPECT_LT(*parse_date("2020-12"), *parse_date("2021"));
  EXPECT_LT(*parse_date("2021-01-31"), *parse_date("2021-02-01"));
}

}  // namespace
}  // namespace vitrine::cv::date_test
