#pragma once
// Checks references inside a document: names of audiences, variants and skills.

#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::cv::check {

/// Adds a notice for each variant whose name cannot stand in an address (variant_name.hpp) or differs from
/// another's in case alone. Adds a notice for each name that leads nowhere, with the name that may have been
/// meant: in `@in`, one that is no variant of meta.vitrine.variants; in `@for`, none of
/// meta.vitrine.audiences, where there is that list; in `skills@`, no skill's name. Such a name hides more
/// than its writer meant, never less.
void check_names(const Parsed& parsed, Findings& findings);

}  // namespace vitrine::cv::check
