#pragma once
// Shared by the importers of both Europass formats.

#include <string>
#include <string_view>

#include "cv/import/foreign_parts.hpp"

namespace vitrine::cv::importing {

/// A text of one line: what XML breaks over lines is joined.
std::string line_of(const Source& from);

/// Rich text as Markdown. Both write HTML, as text.
std::string rich_text(const Source& from);

/// The name of a language by its ISO 639 code of two or three letters, in `language`; the code itself where
/// it is none.
std::string language_name(const std::string& code, const std::string& language);

/// The ISO 3166-1 code of a country by the code that the European Union uses (EL, UK differ) or its name.
std::string union_country(const std::string& text);

/// "C1" where all parts (listening, reading …) are the same, else each with its name.
std::string fluency_of(const std::vector<std::pair<std::string, std::string>>& parts);

/// Appends to the list `key` of `root` what is not empty.
void append(Json& root, const char* key, Json entry);

/// Items of a text: of its list, else its lines or its only one's terms.
std::vector<std::string> items_of(const std::string& markdown);

/// Adds a section of free text (Markdown) under the title that it has there, to the section of JSON Resume
/// that `kind` speaks of ("publications", "honors_awards", "projects" …): an entry for each item where it is
/// a list, else one.
void add_free_section(Json& root, std::string_view kind, const std::string& title,
                      const std::string& markdown);

}  // namespace vitrine::cv::importing
