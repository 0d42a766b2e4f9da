#pragma once
// Validates a document against its schema, with messages for people.

#include "cv/check/schema.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::cv::check {

/// Checks what was parsed against `schema`; every finding goes to `findings`, which must be over the text
/// that was parsed. Nothing that JSON Resume 1.x allows is an error.
///
/// Errors: a value of another type than the schema's; a date of another form. Notices: null (taken as
/// absent), an empty date (taken as absent), a date outside the calendar, an end before its start, an
/// address that does not look like one, a key that JSON Resume does not have and that holds text or has a
/// name like one of its keys, a key with an `@` that means nothing. Null in `@for` and `@in` is an error: it
/// would be unclear who may see what.
///
/// Gives how many texts stand under keys that no output shows, outside `meta`.
std::size_t validate(const Parsed& parsed, const Schema& schema, Findings& findings);

}  // namespace vitrine::cv::check
