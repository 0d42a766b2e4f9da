#pragma once
// What every store promises, as tests (store_contract_test.cpp). An implementation joins by instantiating the
// suite in its own test.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "store/common/store.hpp"

namespace vitrine::store {

/// A place of its own for one test: every call of `open` gives another Store object on the same documents.
struct Place {
  std::function<std::unique_ptr<Store>(const Summarizer&)> open_with;
  std::shared_ptr<void> keep;  ///< what must live as long

  [[nodiscard]] std::unique_ptr<Store> open(const Summarizer& summarizer = {}) const {
    return open_with(summarizer);
  }
};

/// An implementation, by its name.
struct Implementation {
  std::string name;
  std::function<Place()> make_place;
  std::string skip{};  ///< why it cannot be tested here; empty: it can

  friend std::ostream& operator<<(std::ostream& out, const Implementation& one) { return out << one.name; }
};

class StoreContract : public testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    if (!GetParam().skip.empty()) GTEST_SKIP() << GetParam().skip;
    place_ = GetParam().make_place();
    store_ = place_.open();
    ASSERT_NE(store_, nullptr);
  }
  Place place_;
  std::unique_ptr<Store> store_;
};

}  // namespace vitrine::store
