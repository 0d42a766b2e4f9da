#pragma once
// Shared by all importers.

#include "cv/import/foreign_source.hpp"

namespace vitrine::cv::importing {

/// One for each program; `source` is its whole document. lost_of() reports the values that they do not take.
Json import_rendercv(const Source& source);
Json import_yamlresume(const Source& source);
Json import_reactive_resume(const Source& source);
Json import_fresh(const Source& source);
Json import_linkedin(const Source& source);            ///< `source` from read_linkedin()
Json import_europass(const Source& source);            ///< JSON, or XML from parse_xml()
Json import_europass_candidate(const Source& source);  ///< the XML of the Europass portal

Json import_docx(const Source& source);  ///< `source` from read_docx()

/// Whether it looks like FRESH: by its `meta.format`, else by its sections.
bool is_fresh(const Json& source);

/// Stores a date in any form, if it can be read as one; "present" is no date, but counts as taken.
void put_date(const Source& from, Json& to, const char* key);

/// Stores a text such as "Jan 2020 – Present" as startDate and endDate, if it can be read.
void put_period(const Source& from, Json& to);

/// Stores Markdown as `summary` and, if it ends in a list, `highlights`.
void put_summary(std::string_view markdown, Json& to);

/// Stores meta.language, from a BCP 47 tag or an English name.
void put_language(const Source& from, Json& root);

}  // namespace vitrine::cv::importing
