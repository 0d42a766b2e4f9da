#include "render/pdf/render_notices.hpp"

#include <gmock/gmock.h>

namespace vitrine::render::render_notices_test {
namespace {

MATCHER_P(Says, part, "") {
  return arg.text().find(part) != std::string::npos;
}

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

cv::Problems notices_of(const char* text) {
  auto checked = cv::intake::check(text);
  EXPECT_TRUE(checked.document);
  checked.problems.clear();
  add_render_notices(checked);
  return checked.problems;
}

auto told(const char* pointer, const char* found) {
  return AllOf(Field(&cv::Problem::severity, cv::Severity::notice), Field(&cv::Problem::pointer, pointer),
               Field(&cv::Problem::found, Says(found)));
}

TEST(RenderNotices, NameEachCharacterThatNoFontHasOnce) {
  EXPECT_THAT(
      notices_of(R"({"basics":{"name":"A \uE000","label":"\uE000 \uE001","label@de":"\uE002"},
                             "work":[{"highlights":["ok","\uE003"]}]})"),
      ElementsAre(told("/basics/name", "U+E000 (<private use area-E000>)"), told("/basics/label", "U+E001"),
                  told("/basics/label@de", "U+E002"), told("/work/0/highlights/1", "U+E003")));
}

TEST(RenderNotices, SayNothingOfWhatIsDrawnOrHasNoShape) {
  EXPECT_THAT(
      notices_of(
          R"({"basics":{"name":"Ada Zoë 港 نعم ✓ № ★ 👩\u200D💻 🇩🇪 1️⃣ \u2067x\u2069 \u00AD\u200B\u00A0."}})"),
      IsEmpty());
}

TEST(RenderNotices, ManyCharactersAreNotAllTold) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "\xEE\x80" + std::string(1, static_cast<char>(0x80 + i));
  EXPECT_EQ(notices_of((R"({"basics":{"name":")" + text + "\"}}").c_str()).size(), 20U);
}

TEST(RenderNotices, TellLanguagesWithoutTitles) {
  EXPECT_THAT(notices_of(R"({"work":[{"name":"A","position@fi":"B"}],"meta":{"language":"sv"}})"),
              ElementsAre(told("/meta", "\"sv\""), told("/meta", "\"fi\"")));
  EXPECT_THAT(notices_of(R"({"basics":{"name":"A"},"meta":{"language":"sv"}})"), IsEmpty()) << "no section";
  EXPECT_THAT(notices_of(R"({"work":[{"name":"A"}],"meta":{"language":"pt-BR"}})"), IsEmpty());
  EXPECT_THAT(
      notices_of(
          R"({"work":[{"name":"A"}],"meta":{"language":"sv","vitrine":{"titles":{"work":"Arbete"}}}})"),
      IsEmpty());
}

TEST(RenderNotices, NeedADocument) {
  cv::intake::Checked none = cv::intake::check("[");
  const auto before = none.problems.size();
  add_render_notices(none);
  EXPECT_EQ(none.problems.size(), before);
}

}  // namespace
}  // namespace vitrine::render::render_notices_test
