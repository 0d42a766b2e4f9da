#include "store/dynamodb/item.hpp"

#include <gtest/gtest.h>

namespace vitrine::store::dynamodb::item_test {
namespace {

TEST(DynamodbItem, WritesAttributesAsTheApiDoes) {
  EXPECT_EQ(string_attribute("ä").dump(), R"({"S":"ä"})");
  EXPECT_EQ(number_attribute(~std::uint64_t{0}).dump(), R"({"N":"18446744073709551615"})");
  EXPECT_EQ(binary_attribute("ab").dump(), R"({"B":"YWI="})");
}

TEST(DynamodbItem, ReadsWhatItWrote) {
  const Item item{{"s", string_attribute("x")}, {"n", number_attribute(42)}, {"e", binary_attribute("")}};
  EXPECT_EQ(string_of(item, "s"), "x");
  EXPECT_EQ(number_of(item, "n"), 42U);
  EXPECT_EQ(binary_of(item, "e"), "");
  for (const std::string bytes : {"a", "ab", "abc", "abcd"})
    EXPECT_EQ(binary_of(Item{{"b", binary_attribute(bytes)}}, "b"), bytes);
}

TEST(DynamodbItem, GivesNothingForWhatIsNotThere) {
  const auto item = Item::parse(
      R"({"s":{"S":5},"n":{"N":"1x"},"m":{"N":"-1"},"b":{"B":"###"},"c":{"B":"abc"},"t":"text"})");
  EXPECT_FALSE(string_of(item, "s"));
  EXPECT_FALSE(string_of(item, "none"));
  EXPECT_FALSE(string_of(item, "t"));
  EXPECT_FALSE(string_of(item, "n"));
  EXPECT_FALSE(number_of(item, "n"));
  EXPECT_FALSE(number_of(item, "m"));
  EXPECT_FALSE(binary_of(item, "b"));
  EXPECT_FALSE(binary_of(item, "c"));
  EXPECT_FALSE(string_of(Item::array(), "s"));
}

TEST(DynamodbItem, KeepsEveryText) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (const auto& text : {std::string{}, std::string("{}"), all, std::string(300'000, 'x')}) {
    Item item = Item::object();
    put_text(item, text);
    const auto read = text_of(item);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, text);
    EXPECT_LE(size_of(item), text.size() + 32);
  }
}

TEST(DynamodbItem, PacksWhatGetsSmaller) {
  Item small = Item::object();
  put_text(small, "{}");
  EXPECT_TRUE(small.contains("plain"));
  Item large = Item::object();
  put_text(large, std::string(10'000, 'x'));
  EXPECT_TRUE(large.contains("packed"));
  EXPECT_FALSE(large.contains("plain"));
  EXPECT_LT(size_of(large), 200U);
}

TEST(DynamodbItem, SaysThatATextIsDamaged) {
  Item good = Item::object();
  put_text(good, std::string(10'000, 'x'));
  auto other_size = good;
  other_size["bytes"] = number_attribute(9'999);
  auto huge = good;
  huge["bytes"] = number_attribute(std::uint64_t{1} << 50U);
  auto no_size = good;
  no_size.erase("bytes");
  auto no_zlib = good;
  no_zlib["packed"] = binary_attribute("no zlib");
  auto short_plain = Item{{"plain", binary_attribute("abc")}, {"bytes", number_attribute(4)}};
  for (const auto& item : {other_size, huge, no_size, no_zlib, short_plain, Item::object()}) {
    const auto read = text_of(item);
    ASSERT_FALSE(read) << item.dump();
    EXPECT_EQ(read.error().code, ErrorCode::internal);
  }
}

TEST(DynamodbItem, CountsNoLessThanDynamodb) {
  // Names and strings count their UTF-8 bytes, binaries theirs, a number half its digits and one byte.
  const Item item{
      {"ab", string_attribute("äö")}, {"n", number_attribute(12345)}, {"b", binary_attribute("xyz")}};
  EXPECT_GE(size_of(item), 2U + 4U + 1U + 4U + 1U + 3U);
  EXPECT_LE(size_of(item), 2U + 4U + 1U + 4U + 1U + 3U + 2U);
}

}  // namespace
}  // namespace vitrine::store::dynamodb::item_test
