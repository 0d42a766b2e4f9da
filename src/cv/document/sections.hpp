#pragma once
// The sections of JSON Resume that hold entries.

#include <array>
#include <string_view>

namespace vitrine::cv {

/// Their keys, in the usual order of a page.
inline constexpr std::array<std::string_view, 11> kSectionIds{
    "work",         "projects", "volunteer",    "education", "skills",    "languages",
    "certificates", "awards",   "publications", "interests", "references"};

}  // namespace vitrine::cv
