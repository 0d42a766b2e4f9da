#pragma once
// Shared by the importers of both Europass formats.

#include <string>
#include <string_view>

#include "cv/import/foreign_parts.hpp"

namespace vitrine::cv::importing {

/// A text as one line: line breaks from XML are joined.
std::string line_of(const Source& from);

/// Rich text as Markdown. Both formats write HTML as text.
std::string rich_text(const Source& from);

/// The name of a language in `language`, by its ISO 639 code of two or three letters; an unknown code is
/// returned as it is.
std::string language_name(const std::string& code, const std::string& language);

/// The ISO 3166-1 code of a country, from the European Union's code (EL, UK differ) or from its name.
std::string union_country(const std::string& text);

/// "C1" if all parts (listening, reading …) are equal, else each with its name.
std::string fluency_of(const std::vector<std::pair<std::string, std::string>>& parts);

/// Appends `entry` to the list `key` of `root`, unless it is empty.
void append(Json& root, const char* key, Json entry);

/// Items of a text: those of its list, else its lines; a single line is split into terms.
std::vector<std::string> items_of(const std::string& markdown);

/// Adds a section of free text (Markdown) with its title to the JSON Resume section that `kind` means
/// ("publications", "honors_awards", "projects" …): one entry for each list item, or one entry for the whole
/// text.
void add_free_section(Json& root, std::string_view kind, const std::string& title,
                      const std::string& markdown);

}  // namespace vitrine::cv::importing
