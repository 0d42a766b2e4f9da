#include "cv/language/script.hpp"

#include <gtest/gtest.h>

#include "cv/intake/check.hpp"
#include "cv/language/editions.hpp"

namespace vitrine::cv::script_test {
namespace {

std::string of_name(const std::string& name) {
  return language_by_script({{"basics", {{"name", name}, {"email", "somebody.long@example.com"}}}});
}

TEST(Script, TellsTheLanguageOfPlainTexts) {
  EXPECT_EQ(of_name("سارة"), "ar");
  EXPECT_EQ(of_name("شرکت پارس چاپگر"), "fa");
  EXPECT_EQ(of_name("נעה לוי"), "he");
  EXPECT_EQ(of_name("Анна Морозова"), "ru");
  EXPECT_EQ(of_name("Її Євген"), "uk");
  EXPECT_EQ(of_name("김하늘"), "ko");
  EXPECT_EQ(of_name("山田はなこ"), "ja");
  EXPECT_EQ(of_name("王小明"), "zh");
  EXPECT_EQ(of_name("Ελένη"), "el");
  EXPECT_EQ(of_name("अनिता"), "hi");
}

TEST(Script, SaysNothingWhereNoScriptHasTheMajority) {
  EXPECT_EQ(of_name("Ada Quill"), "");
  EXPECT_EQ(of_name("Zoë Ångström"), "");
  EXPECT_EQ(of_name("Noa Levi (נעה)"), "");
  EXPECT_EQ(of_name("12 – 34"), "");
  EXPECT_EQ(language_by_script(Json::parse("[]")), "");
}

TEST(Script, TranslationsDoNotCount) {
  EXPECT_EQ(language_by_script(Json::parse(
                R"({"basics":{"label":"Dev","label@he":"מהנדסת תוכנה בכירה","name@for":["צוות"]}})")),
            "");
}

TEST(Script, AStatedLanguageWins) {
  EXPECT_EQ(base_language(Json::parse(R"({"basics":{"name":"سارة"}})")), "ar");
  EXPECT_EQ(base_language(Json::parse(R"({"basics":{"name":"سارة"},"meta":{"language":"en"}})")), "en");
  EXPECT_EQ(base_language(Json::parse(R"({"basics":{"name":"Ada"}})")), "en");
}

TEST(Script, TheGuessIsTold) {
  const auto told = intake::check(R"({"basics":{"name":"سارة"}})");
  ASSERT_EQ(told.problems.size(), 1U);
  EXPECT_EQ(told.problems[0].severity, Severity::notice);
  EXPECT_NE(told.problems[0].found.text().find("Arabic"), std::string::npos) << told.problems[0].found.text();
  EXPECT_EQ(told.problems[0].pointer, "");  // the document has no meta
  EXPECT_EQ(intake::check(R"({"basics":{"name":"سارة"},"meta":{"version":"1"}})").problems.at(0).pointer,
            "/meta");
  EXPECT_TRUE(intake::check(R"({"basics":{"name":"سارة"},"meta":{"language":"ar"}})").problems.empty());
  EXPECT_TRUE(intake::check(R"({"basics":{"name":"Ada"}})").problems.empty());
}

}  // namespace
}  // namespace vitrine::cv::script_test
