# vitrine_rules(FOLDER): writes schema/rules.json as the header FOLDER/cv/document/rules.hpp, so that each list of rules
# is an array at compile time. The Studio is built from the same file.
function(vitrine_rules folder)
  set(source ${CMAKE_SOURCE_DIR}/schema/rules.json)
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(READ ${source} rules)
  vitrine_rules_array(sections kSectionIds "The sections that hold entries, in the usual order of a page." sections)
  vitrine_rules_array(names kEntryNames "Fields that name an entry, whichever section it is in: the first that has a text." entryNames)
  vitrine_rules_array(translated kTranslatedFields "Fields of prose that a translator would translate, in whichever section."
    translatedFields)
  vitrine_rules_array(reserved kReservedSuffixes "Suffixes of keys that are no language tags." languageTags reserved)
  vitrine_rules_array(codes kCodeFields "Fields whose texts are the same in all languages." codeFields)
  vitrine_rules_scripts(scripts)
  string(JSON language GET "${rules}" languageTags default)
  string(JSON length GET "${rules}" languageTags maxLength)
  file(CONFIGURE OUTPUT ${folder}/cv/document/rules.hpp @ONLY CONTENT [[
#pragma once
// The rules of documents. Made by cmake/rules.cmake from schema/rules.json.

#include <array>
#include <cstddef>
#include <string_view>

namespace vitrine::cv {

@sections@
@names@
@translated@
@reserved@
@codes@
@scripts@
/// Longest language tag, in bytes.
inline constexpr std::size_t kMaxLanguageTag = @length@;

/// The language of a document that neither says nor shows one.
inline constexpr std::string_view kDefaultLanguage = "@language@";

}  // namespace vitrine::cv
]])
endfunction()

# The list of texts at the given keys of `rules`, as a constant NAME.
function(vitrine_rules_array out name comment)
  string(JSON count LENGTH "${rules}" ${ARGN})
  if(count EQUAL 0)
    message(FATAL_ERROR "schema/rules.json: the list ${ARGN} is empty; each list needs at least one text")
  endif()
  math(EXPR last "${count} - 1")
  set(items "")
  foreach(index RANGE ${last})
    string(JSON item GET "${rules}" ${ARGN} ${index})
    string(APPEND items "\n    \"${item}\",")
  endforeach()
  set(${out} "/// ${comment}\ninline constexpr std::array<std::string_view, ${count}> ${name}{${items}\n};\n" PARENT_SCOPE)
endfunction()

# The rows of `scripts` in `rules`, as kScripts.
function(vitrine_rules_scripts out)
  string(JSON count LENGTH "${rules}" scripts)
  math(EXPR last "${count} - 1")
  set(items "")
  foreach(index RANGE ${last})
    foreach(key script letters language)
      string(JSON ${key} GET "${rules}" scripts ${index} ${key})
    endforeach()
    string(APPEND items "\n    {\"${script}\", \"${letters}\", \"${language}\"},")
  endforeach()
  set(${out} "/// The language that letters tell.
struct ScriptLanguage {
  std::string_view script;    ///< four letters (ISO 15924)
  std::string_view letters;   ///< UTF-8: those of this language alone; empty: the usual language of the script
  std::string_view language;  ///< BCP 47 tag
};

/// The usual language of a script comes last of its rows.
inline constexpr std::array<ScriptLanguage, ${count}> kScripts{{${items}\n}};
" PARENT_SCOPE)
endfunction()
