#pragma once
// Section titles as people write them, in all supported languages.

#include <string>
#include <string_view>

namespace vitrine::cv::importing {

/// Returns the section of JSON Resume ("work", "skills" …) with that title. Also returns "summary",
/// "contact", "grade", "courses", "email", "phone", "website", "location" or "cv" for labels of these; "" for
/// any other text. Ignores case, a final colon and leading numbers.
std::string section_of_title(std::string_view title);

/// The same for titles of several words, by one word in them: "Selected publications", "Berufliche
/// Stationen".
std::string section_about(std::string_view title);

}  // namespace vitrine::cv::importing
