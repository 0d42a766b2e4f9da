#pragma once
// Projection: the only path from a stored document to any output.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/date.hpp"
#include "cv/document/document.hpp"
#include "cv/document/settings.hpp"
#include "cv/view/skill_use.hpp"

namespace vitrine::cv {

/// A reader and their choices.
struct Reader {
  std::string language;  ///< BCP 47 tag; empty: the document's own
  std::string variant;   ///< empty: the unchanged document
  std::string audience = "public";
  Date as_of;  ///< the day up to which current entries count; year 0: durations are not computed
  bool wants_sources = false;  ///< set for an editor, who jumps from the page to the place in the document
};

/// The CV as one reader sees it.
struct View {
  Json resume;                         ///< a plain, valid JSON Resume without any '@' key
  std::string language;                ///< BCP 47 tag of the page
  std::vector<std::string> languages;  ///< every language the document has, its own first
  /// JSON Pointers in `resume` of texts without translation, with their language.
  std::map<std::string, std::string, std::less<>> untranslated;
  /// JSON Pointers in `resume` of skills that are linked to jobs.
  std::map<std::string, SkillUse, std::less<>> skill_uses;
  bool has_sources = false;  ///< whether the reader requested `sources`
  /// JSON Pointers in `resume` of entries and profiles, with their places in the document.
  std::map<std::string, std::string, std::less<>> sources;
  std::string variant;                                     ///< the reader's choice; empty: none
  std::vector<std::string> sections;                       ///< chosen order; empty: the usual one, all
  std::map<std::string, std::string, std::less<>> titles;  ///< the document's own section titles
  std::string dates;                                       ///< see Settings
  ThemeChoice theme;
};

/// Returns the CV that `reader` sees. Pure and total: any JSON gives a view. Fields that the audience may not
/// see are absent from the result. A missing translation falls back to the document's language and is listed
/// in `untranslated`. Order is kept, unless the variant changes it. A variant that does not exist, or that
/// the audience may not see, changes nothing; variants() lists the available ones.
///
/// An entry of work with `roles@` becomes one entry for each role, so that the result is plain JSON Resume.
/// The entry's own summary and highlights precede those of the newest role.
View project(const Json& document, const Reader& reader);

/// The view as the text of a JSON Resume file: UTF-8, indented, with a line end.
std::string json_resume(const View& view);

/// The names of the variants that a reader of that audience may request, in document order.
std::vector<std::string> variants(const Json& document, std::string_view audience);

/// The name of an entry in any section: the text of the first field of kEntryNames that has one, in the
/// document's language. Empty if none has.
std::string entry_name(const Json& entry);

/// Whether the field holds prose to translate, in any section.
bool is_translatable(std::string_view field);

}  // namespace vitrine::cv
