#include "render/common/locale.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/resources.hpp"
#include "cv/document/rules.hpp"
#include "render/common/wording.hpp"

namespace vitrine::render::locale_test {
namespace {

cv::Period period(const char* start, const char* end) {
  return {.start = cv::parse_date(start), .end = cv::parse_date(end)};
}

TEST(Locale, WritesDatesAsPreciseAsTheyAre) {
  const Locale en("en");
  EXPECT_EQ(en.date({.year = 2021}), "2021");
  EXPECT_EQ(en.date({.year = 2021, .month = 3}), "Mar 2021");
  EXPECT_EQ(en.date({.year = 2021, .month = 3, .day = 4}), "Mar 4, 2021");
  EXPECT_EQ(Locale("de").date({.year = 2021, .month = 3}), "März 2021");
  EXPECT_EQ(Locale("ja").date({.year = 2021, .month = 3}), "2021年3月");
  EXPECT_EQ(Locale("fr").date({.year = 1998, .month = 2}), "févr. 1998");
}

TEST(Locale, WritesPeriods) {
  const Locale en("en");
  EXPECT_EQ(period_text(period("2020-01", "2021-02"), en), "Jan 2020 – Feb 2021");
  EXPECT_EQ(period_text(period("2020-01", ""), en), "Jan 2020 – present");
  EXPECT_EQ(period_text(period("", "2021"), en), "until 2021");
  EXPECT_EQ(period_text(period("", "2021-03"), Locale("fr")), "jusqu’en mars 2021");
  EXPECT_EQ(period_text(period("", "2021-03-04"), Locale("fr")), "jusqu’au 4 mars 2021");
  EXPECT_EQ(period_text(period("", "2015"), Locale("de")), "bis 2015");
  EXPECT_EQ(period_text(period("2020", "2020"), en), "2020");
  EXPECT_EQ(period_text({}, en), "");
  EXPECT_EQ(period_text(period("2020", ""), Locale("de")), "2020 – heute");
}

TEST(Locale, CountsYearsAndMonths) {
  EXPECT_EQ(Locale("en").duration(7), "7 months");
  EXPECT_EQ(Locale("en").duration(17), "1 year");
  EXPECT_EQ(Locale("en").duration(18), "2 years");
  EXPECT_EQ(Locale("de").duration(36), "3 Jahre");
  EXPECT_EQ(Locale("pl").duration(60), "5 lat");
}

std::vector<std::string> keys_of(std::string_view tag) {
  const auto file = base::find_resource("src/render/assets/words/" + std::string(tag) + ".json");
  std::vector<std::string> keys;
  if (!file) return keys;
  const auto words = nlohmann::json::parse(*file);
  for (const auto& item : words.items()) {
    EXPECT_FALSE(item.value().get<std::string>().empty()) << tag << " " << item.key();
    keys.push_back(item.key());
  }
  return keys;
}

TEST(Locale, HasEveryWordInEveryLanguage) {
  const auto expected = keys_of("en");
  for (const auto id : cv::kSectionIds) EXPECT_NE(Locale("en").word(id), id);
  for (const char* tag : {"de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk", "el", "ar", "fa", "he",
                          "hi", "th", "zh", "ja", "ko"}) {
    EXPECT_EQ(keys_of(tag), expected) << tag;
    EXPECT_NE(Locale(tag).word("work"), Locale("en").word("work")) << tag;
  }
}

TEST(Locale, FallsBackToTheWiderLanguage) {
  EXPECT_EQ(Locale("de-AT").word("skills"), "Kenntnisse");
  EXPECT_EQ(Locale("tlh").word("skills"), "Skills");
  EXPECT_EQ(Locale("en").word("no such word"), "no such word");
}

TEST(Locale, KnowsDirectionsNamesAndCountries) {
  EXPECT_EQ(Locale("ar").direction(), "rtl");
  EXPECT_EQ(Locale("he").direction(), "rtl");
  EXPECT_EQ(Locale("en").direction(), "ltr");
  EXPECT_EQ(Locale::own_name("de"), "Deutsch");
  EXPECT_EQ(Locale::own_name("fr"), "Français");
  EXPECT_EQ(Locale("de").country("NO"), "Norwegen");
  EXPECT_EQ(Locale("en").country("not a code"), "not a code");
}

TEST(Text, IsMeasuredInColumns) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("日本"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_TRUE(needs_isolation("שלום", false));
  EXPECT_TRUE(needs_isolation("hello", true));
  EXPECT_FALSE(needs_isolation("hello 日本", false));
}

TEST(Text, RunsAsThePageUnlessItIsInAnotherScript) {
  EXPECT_TRUE(runs_right_to_left("בניתי מערכת C++ לרציפים.", false));
  EXPECT_FALSE(runs_right_to_left("נעה built the quay system.", false)) << "a name at the beginning";
  EXPECT_FALSE(runs_right_to_left("Learned עברית", false));
  EXPECT_TRUE(runs_right_to_left("C++ وأنظمة الموانئ", true)) << "a foreign word at the beginning";
  EXPECT_FALSE(runs_right_to_left("Built the quay system.", true));
  EXPECT_FALSE(runs_right_to_left("\u2067נעה\u2069 wrote", false))
      << "what is set apart does not count first";
  for (const bool is_rtl : {false, true}) EXPECT_EQ(runs_right_to_left("12 – 34", is_rtl), is_rtl);
}

}  // namespace
}  // namespace vitrine::render::locale_test
