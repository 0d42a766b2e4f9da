#pragma once
// Validates a document against its schema, with messages for people.

#include "cv/check/schema.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::cv::check {

/// Checks the parsed document against `schema`; adds every finding to `findings`, which must be for the
/// parsed text. Nothing that JSON Resume 1.x allows is an error.
///
/// Errors: a value of a type other than the schema's; a malformed date. Notices: null (counts as absent), an
/// empty date (counts as absent), a date outside the calendar, an end before its start, an address with an
/// unusual form, a key outside of JSON Resume that holds text or has a name like one of its keys, a
/// meaningless key with an `@`. Null in `@for` and `@in` is an error: it would be unclear who may see the
/// field.
///
/// Returns the number of texts under keys that no output shows, outside `meta`.
std::size_t validate(const Parsed& parsed, const Schema& schema, Findings& findings);

}  // namespace vitrine::cv::check
