#include "site/answers/address.hpp"

#include <gtest/gtest.h>

namespace vitrine::site::address_test {
namespace {

TEST(Address, TakesALeafApart) {
  EXPECT_EQ(parse_leaf("de").name, "de");
  EXPECT_EQ(parse_leaf("de").format, std::nullopt);
  EXPECT_EQ(parse_leaf("de.txt").name, "de");
  EXPECT_EQ(parse_leaf("de.txt").format, Format::text);
  EXPECT_EQ(parse_leaf("jane.json").format, Format::json);
  EXPECT_EQ(parse_leaf("jane.qr.svg").name, "jane");
  EXPECT_EQ(parse_leaf("jane.qr.svg").format, Format::qr);
  EXPECT_EQ(parse_leaf("jane.svg").format, std::nullopt);
  EXPECT_EQ(parse_leaf("jane.exe").name, "jane.exe");
  EXPECT_EQ(parse_leaf("jane.").name, "jane.");
  EXPECT_EQ(parse_leaf(".json").name, ".json");
}

TEST(Address, NamesEachPage) {
  EXPECT_EQ(page_path({.slug = "jane", .is_home = true}), "/");
  EXPECT_EQ(page_path({.slug = "jane", .is_home = true, .language = "de"}), "/de");
  EXPECT_EQ(page_path({.slug = "jane", .is_home = true, .format = Format::json}), "/resume.json");
  EXPECT_EQ(page_path({.slug = "jane", .is_home = true, .language = "de", .format = Format::text}),
            "/de.txt");
  EXPECT_EQ(page_path({.slug = "jane", .is_home = true, .variant = "web"}), "/v/web");
  EXPECT_EQ(page_path({.slug = "jane"}), "/cv/jane");
  EXPECT_EQ(page_path({.slug = "jane", .format = Format::json}), "/cv/jane.json");
  EXPECT_EQ(page_path({.slug = "jane", .language = "de", .variant = "a b", .format = Format::text}),
            "/cv/jane/v/a%20b/de.txt");
}

}  // namespace
}  // namespace vitrine::site::address_test
