#include "cv/check/date_hint.hpp"

#include <gmock/gmock.h>

namespace vitrine::cv::check::date_hint_test {
namespace {

TEST(DateHint, SaysWhatToWrite) {
  const std::pair<const char*, const char*> cases[] = {{"03/2020", "2020-03"},
                                                       {"3.2020", "2020-03"},
                                                       {"2020/03", "2020-03"},
                                                       {"2020-3", "2020-03"},
                                                       {"2020.3.7", "2020-03-07"},
                                                       {"March 2020", "2020-03"},
                                                       {"Mar 7, 2020", "2020-03-07"},
                                                       {"7. März 2020", "2020-03-07"},
                                                       {"févr. 2020", "2020-02"},
                                                       {"marzo 2020", "2020-03"},
                                                       {"20200307", "2020-03-07"},
                                                       {"202003", "2020-03"},
                                                       {"2020-03-07T10:00:00Z", "2020-03-07"},
                                                       {"2020年3月", "2020-03"},
                                                       {"Summer 2020", "2020"},
                                                       {"ca. 2020", "2020"},
                                                       {"31.12.2020", "2020-12-31"},
                                                       {"12/31/2020", "2020-12-31"},
                                                       {"03/03/2020", "2020-03-03"},
                                                       {"Sept. 2020", "2020-09"},
                                                       {" 2020 ", "2020"}};
  for (const auto& [text, right] : cases)
    EXPECT_EQ(date_hint(text).text(), "write \"" + std::string(right) + "\"") << text;
}

TEST(DateHint, SaysWhereDayAndMonthCouldBeSwapped) {
  EXPECT_EQ(date_hint("01.03.2020").text(),
            "write \"2020-03-01\" if the day comes first in it, \"2020-01-03\" if the month does");
}

TEST(DateHint, LeavesOutWhatGoesOn) {
  for (const auto* text : {"present", "heute", "En cours", " now "})
    EXPECT_THAT(date_hint(text).text(), testing::HasSubstr("leave the date out")) << text;
}

TEST(DateHint, GivesAnExampleWhereItCannotTell) {
  for (const auto* text :
       {"soon", "13/2020", "03/20", "31.02.2020", "1-2-3-4-5-6", "\xC3\xBC", "99999999999999999999"})
    EXPECT_THAT(date_hint(text).text(), testing::HasSubstr("for example")) << text;
  EXPECT_THAT(date_hint("2019 – 2021").text(), testing::HasSubstr("startDate"));
}

}  // namespace
}  // namespace vitrine::cv::check::date_hint_test
