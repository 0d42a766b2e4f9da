#include "render/pdf/file/objects.hpp"

#include <gtest/gtest.h>

namespace vitrine::render::pdf {
namespace {

std::string number(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

TEST(PdfObjects, NumbersAreShort) {
  EXPECT_EQ(number(12), "12 ");
  EXPECT_EQ(number(0.5), "0.5 ");
  EXPECT_EQ(number(-0.001), "0 ");
  EXPECT_EQ(number(841.8898), "841.89 ");
  EXPECT_EQ(number(-3.10), "-3.1 ");
}

TEST(PdfObjects, NamesHoldAnyByte) {
  EXPECT_EQ(name("ABCDEF+Noto-Sans"), "/ABCDEF+Noto-Sans");
  EXPECT_EQ(name("a b/c#(\xC3\xA4)"), "/a#20b#2Fc#23#28#C3#A4#29");
}

TEST(PdfObjects, LiteralsHoldAnyByte) {
  EXPECT_EQ(literal("a(b)\\"), "(a\\(b\\)\\\\)");
  EXPECT_EQ(literal(std::string_view("\0\n\x7F\xFF", 4)), "(\\000\\012\\177\\377)");
}

TEST(PdfObjects, TextIsAsciiOrUtf16) {
  EXPECT_EQ(text_string("Ada (Quill)"), "(Ada \\(Quill\\))");
  EXPECT_EQ(text_string("\xC3\xA4\xF0\x9F\x8D\x89"), "<FEFF00E4D83CDF49>");
  EXPECT_EQ(text_string("a\nb"), "<FEFF0061000A0062>");  // the two encodings differ in control characters
}

std::string small_file(std::string_view title) {
  ObjectFile file;
  const auto catalog = file.reserve();
  ObjectText information;
  information << "<</Title " << text_string(title) << ">>";
  const auto info = file.add(information);
  const auto stream = file.add_stream("", "readable bytes", true);
  ObjectText root;
  root << "<</Type /Catalog /Metadata " << stream << ">>";
  file.put(catalog, root);
  return file.write(catalog, info);
}

TEST(PdfObjects, TheSameObjectsAreTheSameFile) {
  EXPECT_EQ(small_file("a"), small_file("a"));
  EXPECT_NE(small_file("a"), small_file("b"));
}

TEST(PdfObjects, StreamsStandWhereTheTableSays) {
  const auto file = small_file("a");
  EXPECT_TRUE(file.starts_with("%PDF-1.7\n%"));
  EXPECT_NE(file.find("3 0 obj\n<</Length 14>>\nstream\nreadable bytes\nendstream\nendobj\n"),
            std::string::npos);
  const auto mark = file.rfind("startxref\n");
  ASSERT_NE(mark, std::string::npos);
  const auto begin = std::stoul(file.substr(mark + 10));
  EXPECT_TRUE(
      file.substr(begin).starts_with("5 0 obj\n<</Type /XRef /W [1 4 2] /Size 6 /Root 1 0 R /Info 2 0 R "));
  EXPECT_TRUE(file.ends_with("%%EOF\n"));
}

}  // namespace
}  // namespace vitrine::render::pdf
