// Letters of many scripts, and emoji, in PDFs.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cv/view/outline.hpp"
#include "render/pdf/fonts.hpp"
#include "render/pdf/layout/content.hpp"
#include "render/pdf/layout/design.hpp"
#include "render/pdf/layout/layout.hpp"
#include "render/pdf/layout/type.hpp"
#include "render/pdf/stream.hpp"

namespace vitrine::render::pdf {
namespace {

struct Drawn {
  std::string streams;
  std::vector<bool> has_glyphs;  ///< of each face
  std::size_t picture_fonts = 0;
};

Drawn drawn(const std::string& name) {
  const auto view = cv::project({{"basics", {{"name", name}}}, {"meta", {{"language", "en"}}}}, {});
  const auto outline = cv::outline(view);
  const auto look = design(view.theme, "A4");
  auto parts = content(outline, look, std::nullopt);
  const Typesetter typesetter(look.font, outline.language);
  const auto layout = lay_out(parts, look, typesetter, {.pages = 9, .seconds = 9});
  Drawn out;
  if (!layout) return out;
  Fonts fonts;
  for (const auto& page : page_streams(*layout, parts, look, fonts)) out.streams += page.content;
  for (std::size_t i = 0; i < fonts.size(); ++i) out.has_glyphs.push_back(!fonts.face(i).glyphs.empty());
  out.picture_fonts = fonts.pictures.fonts();
  return out;
}

TEST(PdfScripts, APageNamesOnlyFontsThatAreInTheFile) {
  for (const auto* name : {"سارة", "נעה לוי", "Noa נעה", "\u2068\u2069", "\u200F", "a\u2067ب\u2069c",
                           "山田 Ada", "김 \u202Eabc", "अनिता", "\u00AD", "Ada 🚀", "👩‍💻", "ก ข"}) {
    const auto made = drawn(name);
    for (std::size_t i = 0; i < made.has_glyphs.size(); ++i) {
      if (made.has_glyphs[i]) continue;
      EXPECT_EQ(made.streams.find("/F" + std::to_string(i) + " "), std::string::npos) << name;
    }
  }
}

TEST(PdfScripts, EmojiArePicturesAndSequencesStayWhole) {
  EXPECT_EQ(drawn("Ada").picture_fonts, 0U);
  for (const auto* name : {"🚀", "👩‍💻", "🇩🇪", "👍🏽", "1️⃣", "👨‍👩‍👧‍👦"}) {
    const auto made = drawn(name);
    EXPECT_EQ(made.picture_fonts, 1U) << name;
    EXPECT_NE(made.streams.find("/E0 "), std::string::npos) << name;
    EXPECT_EQ(made.streams.find("<02> Tj"), std::string::npos) << name << " is in pieces";
  }
}

}  // namespace
}  // namespace vitrine::render::pdf
