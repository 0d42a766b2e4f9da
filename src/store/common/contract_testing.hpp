#pragma once
// The guarantees of every store, as tests (contract_test.cpp). An implementation instantiates the suite
// in its own test.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "store/common/store.hpp"

namespace vitrine::store {

/// A place for one test: every call of `open` returns another Store object on the same documents.
struct Place {
  std::function<std::unique_ptr<Store>(const Summarizer&)> open_with;
  std::shared_ptr<void> keep;  ///< an object that must live as long

  [[nodiscard]] std::unique_ptr<Store> open(const Summarizer& summarizer = {}) const {
    return open_with(summarizer);
  }
};

/// An implementation with its name.
struct Implementation {
  std::string name;
  std::function<Place()> make_place;
  std::string skip{};  ///< the reason why it cannot be tested here; empty: it can

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
