#include "render/pdf/pdf.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "cv/document/document.hpp"
#include "cv/formats/pdf_attachments.hpp"
#include "render/common/theme.hpp"

namespace vitrine::render::pdf_test {
namespace {

using namespace std::chrono_literals;

const base::TimePoint kDay{std::chrono::sys_days{2026y / 3 / 14}};

cv::View view_of(const char* text, const std::string& language = "") {
  return cv::project(cv::Json::parse(text), {.language = language});
}

constexpr const char* kSmall = R"({
  "basics": {"name": "Ada Quill", "email": "ada@example.com", "phone": "+49 40 555 0142",
             "summary": "Writes **programs** and [letters](https://example.com/letters)."},
  "work": [{"name": "Nordlicht", "position": "Engineer", "startDate": "2020-01", "highlights": ["Built it"]}],
  "skills": [{"name": "C++", "keywords": ["coroutines"]}]
})";

TEST(Pdf, TheSameCvGivesTheSameBytes) {
  const auto first = pdf_page(view_of(kSmall), {.saved_at = kDay});
  const auto second = pdf_page(view_of(kSmall), {.saved_at = kDay});
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_EQ(*first, *second);
  EXPECT_TRUE(first->starts_with("%PDF-1.7"));
  std::string elsewhere;
  std::thread([&] { elsewhere = *pdf_page(view_of(kSmall), {.saved_at = kDay}); }).join();
  EXPECT_EQ(*first, elsewhere);
}

TEST(Pdf, SaysWhatItIs) {
  const auto pdf = pdf_page(view_of(kSmall), {.saved_at = kDay});
  ASSERT_TRUE(pdf);
  // The metadata is plain text in the file, for programs that cannot parse PDF (ISO 19005-2 section 6.6.2.1).
  for (const auto* part : {"Ada Quill", "<pdfaid:part>3<", "<pdfuaid:part>1<", "2026-03-14T00:00:00Z"}) {
    EXPECT_NE(pdf->find(part), std::string::npos) << part;
  }
}

TEST(Pdf, CarriesItsSource) {
  const auto view = view_of(kSmall);
  const auto pdf = pdf_page(view, {.saved_at = kDay});
  ASSERT_TRUE(pdf);
  const auto files = cv::formats::pdf_attachments(*pdf);
  ASSERT_TRUE(files) << files.error().text();
  ASSERT_EQ(files->size(), 1U);
  const auto& file = files->front();
  EXPECT_EQ(file.name, "resume.json");
  EXPECT_EQ(file.media_type, "application/json");
  EXPECT_EQ(file.relationship, "Source");
  EXPECT_EQ(file.bytes, cv::json_resume(view));
}

TEST(Pdf, AnotherVersionSaysAnotherDay) {
  const auto pdf = pdf_page(view_of(kSmall), {.saved_at = kDay + 24h});
  ASSERT_TRUE(pdf);
  EXPECT_NE(pdf->find("2026-03-15T00:00:00Z"), std::string::npos);
}

TEST(Pdf, EveryThemeHasAForm) {
  std::vector<std::string> seen;
  for (const auto& theme : themes()) {
    auto view = view_of(kSmall);
    view.theme.name = theme.name;
    for (const auto* page : {"A4", "Letter"}) {
      const auto pdf = pdf_page(view, {.saved_at = kDay, .page = page});
      ASSERT_TRUE(pdf) << theme.name;
      EXPECT_EQ(std::ranges::find(seen, *pdf), seen.end()) << theme.name << " looks like another";
      seen.push_back(*pdf);
    }
  }
}

TEST(Pdf, AnEmptyCvIsAPage) {
  EXPECT_TRUE(pdf_page(view_of("{}"), {.saved_at = kDay}));
  EXPECT_TRUE(pdf_page(view_of(R"({"work":[{}],"skills":[{}]})"), {.saved_at = kDay}));
}

TEST(Pdf, LettersThatNoFontHasAreNoFault) {
  const auto pdf =
      pdf_page(view_of(R"({"basics":{"name":"A 😀 \uE000 \u0001 B \uFFFF"}})"), {.saved_at = kDay});
  EXPECT_TRUE(pdf) << pdf.error().text();
}

TEST(Pdf, TooManyPagesNameTheSection) {
  auto json = cv::Json::parse(kSmall);
  for (int i = 0; i < 400; ++i) json["work"].push_back(json["work"][0]);
  const auto pdf = pdf_page(cv::project(json, {}), {.saved_at = kDay, .max_pages = 3});
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, ErrorCode::too_large);
  EXPECT_TRUE(pdf.error().text().starts_with("section 'Experience', /work/")) << pdf.error().text();
  EXPECT_NE(pdf.error().text().find("3 pages"), std::string::npos) << pdf.error().text();
}

TEST(Pdf, AParagraphLongerThanAnyoneReadsIsRefused) {
  auto json = cv::Json::parse(kSmall);
  json["work"][0]["summary"] = std::string(100'000, 'x');
  const auto pdf = pdf_page(cv::project(json, {}), {.saved_at = kDay});
  ASSERT_FALSE(pdf);
  EXPECT_NE(pdf.error().text().find("section 'Experience'"), std::string::npos) << pdf.error().text();
}

TEST(Pdf, ATooLongFieldIsNamed) {
  const std::string endless(20'000, 'x');
  for (const std::string field : {"/basics/summary", "/basics/name", "/basics/email", "/work/0/highlights/0",
                                  "/work/0/position", "/work/0/name", "/skills/0/keywords/0"}) {
    auto json = cv::Json::parse(kSmall);
    json[cv::Json::json_pointer(field)] = endless;
    const auto pdf = pdf_page(cv::project(json, {}), {.saved_at = kDay});
    ASSERT_FALSE(pdf) << field;
    EXPECT_NE(pdf.error().text().find(", " + field + ": a paragraph"), std::string::npos)
        << field << " in " << pdf.error().text();
  }
}

TEST(Pdf, AFieldIsNamedAsTheReaderCountsIt) {
  auto json = cv::Json::parse(kSmall);
  auto hidden = json["work"][0];
  hidden["@for"] = {"friends"};
  json["work"][0]["summary"] = std::string(20'000, 'x');
  json["work"].insert(json["work"].begin(), hidden);
  const auto pdf = pdf_page(cv::project(json, {}), {.saved_at = kDay});
  ASSERT_FALSE(pdf);
  EXPECT_NE(pdf.error().text().find(", /work/0/summary: "), std::string::npos) << pdf.error().text();
}

TEST(Pdf, TimeIsLimited) {
  const auto pdf = pdf_page(view_of(kSmall), {.saved_at = kDay, .max_seconds = 0});
  ASSERT_FALSE(pdf);
  EXPECT_NE(pdf.error().text().find("takes too long"), std::string::npos) << pdf.error().text();
}

TEST(Pdf, HostileTextEndsInTime) {
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& part :
       {std::string("x"), std::string("\u0301"), std::string("\u202E"), std::string("\u2068"),
        std::string("ا"), std::string("字 "), std::string("a\n\n")}) {
    auto json = cv::Json::parse(kSmall);
    std::string text;
    while (text.size() < 16'000) text += part;
    json["work"][0]["summary"] = text;
    json["basics"]["name"] = text.substr(0, 3000 / part.size() * part.size());
    const auto one = std::chrono::steady_clock::now();
    static_cast<void>(pdf_page(cv::project(json, {}), {.saved_at = kDay}));
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - one;
    RecordProperty("seconds of " + part, std::to_string(spent.count()));
    EXPECT_LT(spent, 10s) << part;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
}

}  // namespace
}  // namespace vitrine::render::pdf_test
