#include "http/server/memory_budget.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace vitrine::http::memory_budget_test {
namespace {

TEST(MemoryBudget, IsOneForAllShares) {
  MemoryBudget budget(100);
  MemoryBudget::Share one(budget);
  std::optional<MemoryBudget::Share> other(std::in_place, budget);
  EXPECT_TRUE(one.hold(60));
  EXPECT_TRUE(other->hold(40));
  EXPECT_FALSE(budget.is_exceeded());
  EXPECT_FALSE(one.hold(61));
  EXPECT_TRUE(budget.is_exceeded());
  EXPECT_EQ(budget.held(), 101U);
  other.reset();
  EXPECT_EQ(budget.held(), 61U);
}

TEST(MemoryBudget, LessIsNeverTooMuch) {
  MemoryBudget budget(100);
  MemoryBudget::Share share(budget);
  EXPECT_FALSE(share.hold(300));
  EXPECT_TRUE(share.hold(200));
  EXPECT_TRUE(share.hold(200));
  EXPECT_TRUE(share.hold(0));
  EXPECT_EQ(budget.held(), 0U);
}

}  // namespace
}  // namespace vitrine::http::memory_budget_test
