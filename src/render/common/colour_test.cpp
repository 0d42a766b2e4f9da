#include "render/common/colour.hpp"

#include <gtest/gtest.h>

namespace vitrine::render::colour_test {
namespace {

TEST(Colour, ReadsAndWrites) {
  EXPECT_EQ(to_hex(*parse_colour("#0a7f3c")), "#0a7f3c");
  for (const char* text : {"", "#fff", "0a7f3c0", "#0a7f3g", "#0a7f3c0", "#-1-1-1"})
    EXPECT_FALSE(parse_colour(text)) << text;
}

TEST(Colour, HasTheContrastOfWcag) {
  EXPECT_NEAR(contrast(*parse_colour("#ffffff"), *parse_colour("#000000")), 21.0, 1e-9);
  EXPECT_NEAR(contrast(*parse_colour("#777777"), *parse_colour("#ffffff")), 4.48, 0.01);
}

TEST(Colour, IsMadeReadableOnAnyPaper) {
  for (const char* paper : {"#ffffff", "#faf7f2", "#14161a", "#777777", "#000000"}) {
    for (const char* accent : {"#ffff00", "#0000ff", "#808080", "#ff0000", "#ffffff", "#000000", "#00ff88"}) {
      const auto made = readable_on(*parse_colour(paper), *parse_colour(accent), 4.5);
      EXPECT_GE(contrast(made, *parse_colour(paper)), 4.5) << accent << " on " << paper;
    }
  }
  EXPECT_EQ(to_hex(readable_on(*parse_colour("#ffffff"), *parse_colour("#003366"), 4.5)), "#003366");
}

}  // namespace
}  // namespace vitrine::render::colour_test
