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

/// Who reads, and how.
struct Reader {
  std::string language;  ///< BCP 47 tag; empty: the document's own
  std::string variant;   ///< empty: the document as it stands
  std::string audience = "public";
  Date as_of;  ///< the day up to which what goes on is counted; year 0: durations are not computed
  bool wants_sources = false;  ///< an editor, who goes from what is shown to where it stands
};

/// What one reader sees.
struct View {
  Json resume;                         ///< a plain, valid JSON Resume without any '@' key
  std::string language;                ///< BCP 47 tag of the page
  std::vector<std::string> languages;  ///< every language the document has, its own first
  /// JSON Pointers in `resume` of text that has no translation, with the language it is in.
  std::map<std::string, std::string, std::less<>> untranslated;
  /// JSON Pointers in `resume` of skills that are linked to jobs.
  std::map<std::string, SkillUse, std::less<>> skill_uses;
  bool has_sources = false;  ///< whether the reader wanted `sources`
  /// JSON Pointers in `resume` of entries and profiles, with where each stands in the document.
  std::map<std::string, std::string, std::less<>> sources;
  std::string variant;                                     ///< the reader's; empty: none
  std::vector<std::string> sections;                       ///< chosen order; empty: the usual one, all
  std::map<std::string, std::string, std::less<>> titles;  ///< section titles that the document sets
  std::string dates;                                       ///< as in Settings
  ThemeChoice theme;
};

/// The CV that `reader` sees. Pure and total: any JSON gives a view. What the audience may not see is
/// absent from the result; a missing translation falls back to the document's language and is listed in
/// `untranslated`. Order is kept, but where the variant sets one. A variant that the document does not have,
/// or that the audience may not see, changes nothing: variants() tells which there are.
///
/// An entry of work with `roles@` becomes one entry for each role, so that the result is plain; what the
/// entry itself says in summary and highlights goes before those of the newest role.
View project(const Json& document, const Reader& reader);

/// What the reader sees as the text of a JSON Resume file: UTF-8, indented, with a line end.
std::string json_resume(const View& view);

/// The names of the variants that a reader of that audience may ask for, in the document's order.
std::vector<std::string> variants(const Json& document, std::string_view audience);

/// What a person would call an entry, whichever section it is in: the text of the first of kEntryNames that
/// has one, in the document's language. Empty where none has.
std::string entry_name(const Json& entry);

/// Whether the field of that name holds prose that a translator would translate, in whichever section.
bool is_translatable(std::string_view field);

}  // namespace vitrine::cv
