// No output shows anything that an audience may not see. All other protections rely on this property; the
// test covers all formats.

#include <gtest/gtest.h>

#include <algorithm>

#include "base/effort_testing.hpp"
#include "cv/formats/pdf_attachments.hpp"
#include "cv/view/outline.hpp"
#include "cv/view/random_document_testing.hpp"
#include "render/common/output_text_testing.hpp"
#include "render/html/html.hpp"
#include "render/html/json_ld.hpp"
#include "render/html/qr.hpp"
#include "render/pdf/layout/content.hpp"
#include "render/pdf/pdf.hpp"
#include "render/text/markdown_page.hpp"
#include "render/text/text.hpp"
#include "render/text/vcard.hpp"

namespace vitrine::render::leak_test {
namespace {

#ifdef NDEBUG
const std::uint64_t kDocuments = base::cases(12'000);
#else
const std::uint64_t kDocuments = base::cases(500);  // unoptimised and sanitized builds would take minutes
#endif

TEST(Leak, NoFormatShowsWhatAnAudienceMayNotSee) {
  const std::vector<std::string> readers{"public", "recruiter", "friend", "board"};
  const std::vector<std::string> languages{"", "de", "ar"};
  const std::vector<std::string> variants{"", "one", "two"};
  std::size_t looked = 0;
  for (std::uint64_t seed = 0; seed < kDocuments; ++seed) {
    cv::RandomDocument random(seed);
    const auto document = random.make();
    const cv::Reader reader{.language = languages[seed % languages.size()],
                            .variant = variants[seed / 3 % variants.size()],
                            .audience = readers[seed / 9 % readers.size()],
                            .as_of = {.year = 2026}};
    const auto view = cv::project(document, reader);
    const auto outline = cv::outline(view);
    const std::string outputs[] = {html::html_page(view, {.canonical = "https://cv.example.org/"}).html,
                                   view.resume.dump(),
                                   text::text_page(outline),
                                   html::json_ld(outline, {}),
                                   text::markdown_page(outline),
                                   unfolded(text::vcard(outline, {})),
                                   docx_text(view),
                                   html::qr_svg("https://cv.example.org/", outline.basics.name.value),
                                   pdf_text(outline, view.theme)};
    for (const auto& secret : random.secrets()) {
      const auto& who = secret.audiences;
      if (who.empty() || std::ranges::find(who, reader.audience) != who.end()) continue;
      ++looked;
      for (const auto& output : outputs) {
        ASSERT_EQ(output.find(secret.text), std::string::npos) << "seed " << seed << " shows " << secret.text;
      }
    }
  }
  EXPECT_GT(looked, kDocuments * 5);
}

/// The file in a PDF equals the reader's .json, for every reader, language and variant.
TEST(Leak, APdfCarriesWhatItsReaderMaySee) {
  const std::vector<std::string> readers{"public", "recruiter", "friend", "board"};
  const std::vector<std::string> languages{"", "de", "ar"};
  const std::vector<std::string> variants{"", "one", "two"};
  constexpr std::uint64_t kPdfs = 40;
  std::size_t looked = 0;
  for (std::uint64_t seed = 0; seed < kPdfs; ++seed) {
    cv::RandomDocument random(seed);
    const auto document = random.make();
    const auto& audience = readers[seed / 9 % readers.size()];
    const auto view = cv::project(document, {.language = languages[seed % languages.size()],
                                             .variant = variants[seed / 3 % variants.size()],
                                             .audience = audience,
                                             .as_of = {.year = 2026}});
    const auto pdf = pdf_page(view, {});
    ASSERT_TRUE(pdf) << pdf.error().text();
    const auto files = cv::formats::pdf_attachments(*pdf);
    ASSERT_TRUE(files) << files.error().text();
    ASSERT_EQ(files->size(), 1U);
    EXPECT_EQ(files->front().bytes, cv::json_resume(view));
    for (const auto& secret : random.secrets()) {
      const auto& who = secret.audiences;
      if (who.empty() || std::ranges::find(who, audience) != who.end()) continue;
      ++looked;
      ASSERT_EQ(files->front().bytes.find(secret.text), std::string::npos)
          << "seed " << seed << " shows " << secret.text;
    }
  }
  EXPECT_GT(looked, kPdfs * 5);
}

}  // namespace
}  // namespace vitrine::render::leak_test
