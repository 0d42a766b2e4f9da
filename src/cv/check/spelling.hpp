#pragma once
// "Did you mean …?": finds the known word closest to a misspelt one.

#include <cstddef>
#include <span>
#include <string_view>

namespace vitrine::cv::check {

/// The number of letters to add, remove, change or swap with their neighbour to turn `b` into `a` (optimal
/// string alignment); ASCII case is ignored. `limit` + 1 if it exceeds `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The first of `candidates` that is nearest to `word`, within one edit for words of up to four bytes and two
/// for longer ones; an empty view if none is. A word that is itself a candidate is nearest to itself.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace vitrine::cv::check
