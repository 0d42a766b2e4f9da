#include "cv/formats/xml.hpp"

#include <gmock/gmock.h>

namespace vitrine::cv::formats::xml_test {
namespace {

using testing::HasSubstr;

std::string read(std::string_view text) {
  const auto tree = parse_xml(text);
  return tree ? tree->dump() : "error: " + tree.error().text();
}

TEST(Xml, BecomesJson) {
  EXPECT_EQ(read("<a>text</a>"), R"({"a":"text"})");
  EXPECT_EQ(read(" \n<?xml version='1.0'?><!DOCTYPE a><a><b>1</b><c/><b>2 &lt;3</b><!-- no --></a>"),
            R"({"a":{"b":["1","2 <3"],"c":""}})");
  EXPECT_EQ(
      read("<x:a xmlns:x='u' xmlns='v' lang='en'><b y='1'/><x:b z='2'>text</x:b><d>e<f>g</f></d></x:a>"),
      R"({"a":{"@lang":"en","b":[{"@y":"1"},"text"],"d":{"f":"g","#text":"e"}}})");
  EXPECT_EQ(read("<a><![CDATA[<p>x</p>]]></a>"), R"({"a":"<p>x</p>"})");
  EXPECT_EQ(read("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>"), R"({"a":"é"})");
}

TEST(Xml, IsKnownByItsFirstCharacter) {
  EXPECT_TRUE(is_xml("<a/>"));
  EXPECT_TRUE(is_xml("\xEF\xBB\xBF \n<?xml"));
  EXPECT_TRUE(is_xml(std::string_view("\xFF\xFE<\0a\0", 6)));
  for (const auto* other : {"", " ", "{", "a<b", "\xEF\xBB\xBF"}) EXPECT_FALSE(is_xml(other)) << other;
}

TEST(Xml, RefusesWithTheLine) {
  EXPECT_THAT(read("<a>\n<b></a>"), HasSubstr("line 2: "));
  EXPECT_THAT(read(""), HasSubstr("error: "));
  EXPECT_THAT(read("<a/><b/>"), HasSubstr("error: "));
}

TEST(Xml, RefusesWhatGrowsOrNestsWithoutEnd) {
  EXPECT_THAT(read("<!DOCTYPE a [<!ENTITY x 'lol'><!ENTITY y '&x;&x;'>]><a>&y;</a>"), HasSubstr("entities"));
  EXPECT_THAT(read("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"),
              HasSubstr("entities"));
  EXPECT_THAT(read("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a>&x;</a>"), Not(HasSubstr("passwd")));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_THAT(read(deep), HasSubstr("nested too deeply"));
  std::string wide = "<a>";
  for (int i = 0; i < 300; ++i) wide += "<b" + std::to_string(i) + "/>";
  EXPECT_THAT(read(wide + "</a>"), HasSubstr("too many"));
}

}  // namespace
}  // namespace vitrine::cv::formats::xml_test
