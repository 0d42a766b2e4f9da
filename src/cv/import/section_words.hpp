#pragma once
// Section titles as people write them, in all supported languages.

#include <string>
#include <string_view>

namespace vitrine::cv::importing {

/// The section of JSON Resume ("work", "skills" …) whose title it is, or "summary", "contact", "grade",
/// "courses", "email", "phone", "website", "location", "cv" for words that stand in front of such a thing; ""
/// for any other text. Upper and lower case, a final colon and numbers in front do not matter.
std::string section_of_title(std::string_view title);

/// The same for titles of several words, by a word in them: "Selected publications", "Berufliche Stationen".
std::string section_about(std::string_view title);

}  // namespace vitrine::cv::importing
