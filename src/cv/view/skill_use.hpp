#pragma once
// How long a skill was used, computed from the dates of the jobs and projects that name it.

#include <string>
#include <vector>

#include "cv/document/date.hpp"

namespace vitrine::cv {

/// The use of a skill, from `skills@` of jobs and projects that the reader may see.
struct SkillUse {
  std::vector<std::string> places;  ///< names of employers and projects, each once, in the document's order
  int months = 0;                   ///< months of use at one place or more; 0: unknown
  bool ongoing = false;             ///< in use at a place that has not ended
};

/// One place at which a skill was used.
struct SkillPlace {
  std::string name;
  Period period;
};

/// Adds the places up; overlapping months count once. A month counts as a whole; a date of only a year counts
/// as the middle of that year. A current place counts up to `as_of` (year 0: not at all).
SkillUse add_up(const std::vector<SkillPlace>& places, const Date& as_of);

}  // namespace vitrine::cv
