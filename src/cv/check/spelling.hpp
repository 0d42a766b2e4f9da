#pragma once
// "Did you mean …?": finds the known word closest to a misspelt one.

#include <cstddef>
#include <span>
#include <string_view>

namespace vitrine::cv::check {

/// How many letters must be added, removed, changed or swapped with their neighbour to make `a` of `b`
/// (optimal string alignment); ASCII case does not count. `limit` + 1 where it is more than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The first of `candidates` that is nearest to `word`, within one edit for words of up to four bytes and
/// two for longer ones; an empty view where none is. A word that is itself a candidate is nearest to it.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace vitrine::cv::check
