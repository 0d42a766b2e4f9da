#pragma once
// Recognises files that are not CVs, so that none becomes an empty CV.

#include <optional>
#include <string_view>

#include "cv/document/document.hpp"
#include "cv/document/problem.hpp"

namespace vitrine::cv::intake {

/// The error for bytes of another kind of file, recognised by their beginning: UTF-16 text, a web page, a
/// word processor's document, a picture, an archive. It says what the file is and what to do. Nothing for any
/// other bytes.
std::optional<Problem> other_kind_of_file(std::string_view bytes);

/// The error for a JSON object that is no CV. Such an object has its own keys, none of JSON Resume's, and no
/// CV data under JSON Resume's keys; or a known program wrote it for another purpose. The error says what it
/// looks like. JSON Resume has no required key, so an object with only its keys is a CV, as is `{}`.
std::optional<Problem> no_cv(const Json& root);

}  // namespace vitrine::cv::intake
