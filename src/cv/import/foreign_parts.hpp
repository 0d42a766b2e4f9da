#pragma once
// Shared by all importers.

#include "cv/import/foreign_source.hpp"

namespace vitrine::cv::importing {

/// One for each program; `source` is its whole document. What they do not take is told by lost_of().
Json import_rendercv(const Source& source);
Json import_yamlresume(const Source& source);
Json import_reactive_resume(const Source& source);
Json import_fresh(const Source& source);
Json import_linkedin(const Source& source);            ///< as read_linkedin() gives it
Json import_europass(const Source& source);            ///< as JSON, or XML as parse_xml() gives it
Json import_europass_candidate(const Source& source);  ///< the XML of the Europass portal

Json import_docx(const Source& source);  ///< as read_docx() gives it

/// Whether it looks as FRESH does: by its `meta.format`, else by its sections.
bool is_fresh(const Json& source);

/// A date in whichever form, where it can be read as one; "present" is no date, and taken.
void put_date(const Source& from, Json& to, const char* key);

/// A text such as "Jan 2020 – Present" as startDate and endDate, where it can be read as that.
void put_period(const Source& from, Json& to);

/// Markdown as `summary` and, where it ends in a list, `highlights`.
void put_summary(std::string_view markdown, Json& to);

/// meta.language, from a BCP 47 tag or an English name.
void put_language(const Source& from, Json& root);

}  // namespace vitrine::cv::importing
