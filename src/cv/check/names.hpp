#pragma once
// Checks references inside a document: names of audiences, variants and skills.

#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::cv::check {

/// Adds a notice for each variant whose name is not valid in an address (variant_name.hpp) or differs from
/// another's only in case. Adds a notice for each unknown name, with the name that was probably meant: in
/// `@in`, a name that is not in meta.vitrine.variants; in `@for`, one that is not in meta.vitrine.audiences,
/// if that list exists; in `skills@`, one that is no skill's name. Such a name hides more than its author
/// wanted, never less.
void check_names(const Parsed& parsed, Findings& findings);

}  // namespace vitrine::cv::check
