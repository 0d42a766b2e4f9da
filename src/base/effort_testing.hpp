#pragma once
// The number of cases in tests with random input.

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace vitrine::base {

/// Whether VITRINE_TEST_EFFORT is "small": for quick runs between two edits.
inline bool is_small_effort() {
  const auto* effort = std::getenv("VITRINE_TEST_EFFORT");
  return effort != nullptr && std::string_view(effort) == "small";
}

/// The number of random cases of a test: `all` in the whole run, a tenth of them with small effort.
inline std::uint64_t cases(std::uint64_t all) {
  return is_small_effort() ? all / 10 : all;
}

}  // namespace vitrine::base
