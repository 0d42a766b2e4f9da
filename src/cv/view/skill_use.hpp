#pragma once
// How long a skill was used, computed from the dates of the jobs and projects that name it.

#include <string>
#include <vector>

#include "cv/document/date.hpp"

namespace vitrine::cv {

/// Where a skill was used, by `skills@` of jobs and projects that the reader may see.
struct SkillUse {
  std::vector<std::string> places;  ///< names of employers and projects, each once, in the document's order
  int months = 0;                   ///< time in which it was used at one place at least; 0: not known
  bool ongoing = false;             ///< used at a place that has not ended
};

/// One place at which a skill was used.
struct SkillPlace {
  std::string name;
  Period period;
};

/// Adds up the places; months in which there were two count once. A month counts as a whole; a date of a
/// year alone is taken as the middle of that year. What goes on counts up to `as_of` (year 0: not at all).
SkillUse add_up(const std::vector<SkillPlace>& places, const Date& as_of);

}  // namespace vitrine::cv
