#pragma once
// Recognises files that are not CVs, so that none becomes an empty CV.

#include <optional>
#include <string_view>

#include "cv/document/document.hpp"
#include "cv/document/problem.hpp"

namespace vitrine::cv::intake {

/// The error for bytes that are of another kind of file, by how they begin: UTF-16 text, a web page, a
/// document of a word processor, a picture, an archive. It says what the file is and what to do. Nothing for
/// all else.
std::optional<Problem> other_kind_of_file(std::string_view bytes);

/// The error for a JSON object that is no CV: it has keys of its own, none of which JSON Resume has, and
/// nothing under the keys of JSON Resume that is of a CV; or a program that is known wrote it for something
/// else. The error says what it looks like. JSON Resume has no required key, so an object with only its keys
/// is a CV, as is `{}`.
std::optional<Problem> no_cv(const Json& root);

}  // namespace vitrine::cv::intake
