#include "archive/unzip.hpp"

#include <gmock/gmock.h>

#include "archive/zip.hpp"

namespace vitrine::archive::unzip_test {
namespace {

using testing::HasSubstr;

bool all(std::string_view) {
  return true;
}

TEST(Unzip, GivesBackWhatWasPacked) {
  const auto packed = zip({{"folder/a.csv", "one"}, {"../b.csv", ""}, {"c.txt", "three"}}).value();
  EXPECT_TRUE(is_zip(packed));
  const auto files = unzip(packed, [](std::string_view name) { return name.ends_with(".csv"); }).value();
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "folder/a.csv");
  EXPECT_EQ(files[0].content, "one");
  EXPECT_EQ(files[1].content, "");
  const auto none = "PK\x05\x06" + std::string(18, '\0');
  EXPECT_EQ(unzip(none, all).value().size(), 0U);
}

TEST(Unzip, RefusesWhatIsDamaged) {
  const auto packed = zip({{"a", std::string(5000, 'x') + "end"}}).value();
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(unzip(std::string_view(packed).substr(0, size), all)) << size;
  }
  auto changed = packed;
  changed[40] = static_cast<char>(changed[40] ^ 0x55);
  EXPECT_THAT(unzip(changed, all).error().text(), HasSubstr("damaged"));
}

TEST(Unzip, KeepsToItsLimits) {
  const auto packed = zip({{"a", std::string(3000, 'x')}, {"b", std::string(10, 'y')}}).value();
  EXPECT_EQ(unzip(packed, all, {.entries = 1}).error().code, ErrorCode::too_large);
  EXPECT_EQ(unzip(packed, all, {.total_bytes = 3009}).error().code, ErrorCode::too_large);
  EXPECT_TRUE(unzip(packed, all, {.entries = 2, .total_bytes = 3010}));
  const auto cut = unzip(packed, all, {.entry_bytes = 10}).value();
  EXPECT_TRUE(cut[0].is_cut);
  EXPECT_EQ(cut[0].content, std::string(10, 'x'));
  EXPECT_FALSE(cut[1].is_cut);
}

}  // namespace
}  // namespace vitrine::archive::unzip_test
