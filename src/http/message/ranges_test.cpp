#include "http/message/ranges.hpp"

#include <gtest/gtest.h>

#include <tuple>

namespace vitrine::http::ranges_test {
namespace {

using Kind = RangeChoice::Kind;

TEST(Ranges, APartOfTheBytes) {
  for (const auto& [value, first, last] :
       {std::tuple("bytes=0-0", 0U, 0U), std::tuple("bytes=2-4", 2U, 4U), std::tuple("bytes=7-", 7U, 9U),
        std::tuple("bytes=5-99", 5U, 9U), std::tuple("bytes=-3", 7U, 9U), std::tuple("bytes=-99", 0U, 9U)}) {
    const auto choice = choose_range(value, 10);
    EXPECT_EQ(choice.kind, Kind::part) << value;
    EXPECT_EQ(choice.range.first, first) << value;
    EXPECT_EQ(choice.range.last, last) << value;
  }
  EXPECT_EQ((ByteRange{2, 4}.content_range(10)), "bytes 2-4/10");
}

TEST(Ranges, WhatIsNotThere) {
  for (const auto* value : {"bytes=10-", "bytes=10-20", "bytes=-0"}) {
    EXPECT_EQ(choose_range(value, 10).kind, Kind::unsatisfiable) << value;
  }
  EXPECT_EQ(choose_range("bytes=-1", 0).kind, Kind::unsatisfiable);
}

TEST(Ranges, WhatIsMalformedOrManyIsAll) {
  for (const auto* value :
       {"", "bytes=", "bytes=-", "bytes=4-2", "bytes=a-", "bytes=1-b", "bytes=+1-2", "items=0-1",
        "bytes=0-1,3-4", "bytes=1", "bytes=99999999999999999999999-", "bytes= 1-2"}) {
    EXPECT_EQ(choose_range(value, 10).kind, Kind::whole) << value;
  }
}

}  // namespace
}  // namespace vitrine::http::ranges_test
