// A Word file written by Vitrine imports as the document that it was made from.

#include <gmock/gmock.h>

#include "cv/intake/intake.hpp"
#include "cv/view/project.hpp"
#include "render/docx/docx.hpp"

namespace vitrine::render::docx::docx_import_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

cv::Json round_trip(const cv::Json& resume) {
  cv::View view;
  view.resume = resume;
  view.language = resume.contains("meta") ? resume["meta"].value("language", "en") : "en";
  const auto file = docx_file(view);
  EXPECT_TRUE(file.has_value());
  const auto taken = cv::intake::take_in(*file, "", false);
  EXPECT_EQ(taken.refusal.text(), "");
  EXPECT_THAT(taken.lost, IsEmpty());
  return taken.checked.document ? taken.checked.document->root : cv::Json();
}

cv::Json full(const char* language) {
  auto resume = cv::Json::parse(R"({
    "basics": {"name": "Ada Björk", "label": "Bridge engineer", "email": "ada@example.com",
      "phone": "+46 8 555 0100", "url": "https://ada.example.com", "summary": "Builds **bridges** & [models](https://m.example.com).\n\n- one\n- two",
      "location": {"city": "Uppsala", "countryCode": "SE"},
      "profiles": [{"network": "GitHub", "username": "adab", "url": "https://github.com/adab"}]},
    "work": [
      {"name": "Bro & Co", "position": "Lead, spans", "location": "Oslo", "description": "Makers of very long bridges and of tunnels",
       "url": "https://bro.example.com", "startDate": "2019-05", "summary": "Leads *seven*.", "highlights": ["A `b`", "C\n\n- deep\n- deeper"]},
      {"name": "Bro & Co", "position": "Engineer", "startDate": "2015", "endDate": "2019-04"}],
    "volunteer": [{"organization": "Code Club", "position": "Mentor", "startDate": "2018-01", "endDate": "2018-12", "summary": "Taught."}],
    "education": [{"institution": "Uppsala universitet", "area": "Civil engineering", "studyType": "MSc", "startDate": "2010-09",
      "endDate": "2015-06", "score": "4.6", "courses": ["Statics", "Soil"]}],
    "awards": [{"title": "Span of the year", "awarder": "Bridge Society", "date": "2021-05-12", "summary": "For one."}],
    "certificates": [{"name": "Welder, level 2", "issuer": "Weld Institute", "date": "2016-02", "url": "https://w.example.com"}],
    "publications": [{"name": "On arches", "publisher": "Arch Journal", "releaseDate": "2020-03", "summary": "Why."}],
    "skills": [{"name": "Statics", "level": "Expert", "keywords": ["FEM", "CAD"]}, {"name": "Python", "keywords": ["numpy", "pandas"]}],
    "languages": [{"language": "Svenska", "fluency": "C2"}, {"language": "English", "fluency": "C1"}],
    "interests": [{"name": "Sailing", "keywords": ["sea", "lake"]}],
    "references": [{"name": "Dr. Berg, head of spans", "reference": "She finds it."}],
    "projects": [{"name": "arch", "type": "library", "entity": "Open Arch", "startDate": "2017", "description": "A library.",
      "highlights": ["Used."], "roles": ["Author"], "keywords": ["C++", "maths"]}]
  })");
  resume["meta"]["language"] = language;
  return resume;
}

TEST(DocxRoundTrip, KeepsEachSectionInEachLanguage) {
  for (const auto* language : {"en", "de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk",
                               "el", "tr", "ja", "zh", "ko", "ar", "fa", "he", "hi", "th"}) {
    const auto before = full(language);
    const auto after = round_trip(before);
    for (const auto& [section, content] : before.items()) {
      const auto text = after.value(section, cv::Json()).dump();
      EXPECT_EQ(nlohmann::json::parse(text), nlohmann::json::parse(content.dump()))
          << language << ' ' << section;
    }
  }
}

TEST(DocxRoundTrip, TakesAPersonWithNothingBesides) {
  EXPECT_EQ(round_trip({{"basics", {{"name", "Ada"}}}})["basics"].dump(), R"({"name":"Ada"})");
}

}  // namespace
}  // namespace vitrine::render::docx::docx_import_test
