#include "cv/language/script.hpp"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "cv/document/rules.hpp"
#include "cv/document/texts.hpp"
#include "cv/language/language_tag.hpp"

namespace vitrine::cv {

namespace {

struct Letters {
  std::map<UScriptCode, std::size_t> of_script;
  std::map<UChar32, std::size_t> telling;  ///< letters that only some languages of a script use
  std::size_t latin = 0, all = 0;
};

/// A row of kScripts with ICU's types.
struct Row {
  UScriptCode script;
  std::vector<UChar32> letters;
  std::string_view language;
};

std::vector<UChar32> letters_of(std::string_view text) {
  std::vector<UChar32> letters;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, c);  // NOLINT: ICU's macro
    letters.push_back(c);
  }
  return letters;
}

const std::vector<Row>& rows() {
  static const auto all = [] {
    std::vector<Row> made;
    for (const auto& [script, letters, language] : kScripts) {
      const auto code = u_getPropertyValueEnum(UCHAR_SCRIPT, std::string(script).c_str());
      made.push_back({static_cast<UScriptCode>(code), letters_of(letters), language});
    }
    return made;
  }();
  return all;
}

bool is_telling(UChar32 c) {
  return std::ranges::any_of(
      rows(), [&](const Row& row) { return std::ranges::find(row.letters, c) != row.letters.end(); });
}

void count(std::string_view text, Letters& letters) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    if (bytes[at] < 0x80) {
      const auto lower = bytes[at++] | 0x20U;
      if (lower >= 'a' && lower <= 'z') ++letters.latin;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, c);  // NOLINT: ICU's macro
    if (u_isalpha(c) == 0) continue;
    UErrorCode status = U_ZERO_ERROR;
    ++letters.of_script[uscript_getScript(c, &status)];
    if (is_telling(c)) ++letters.telling[c];
  }
}

/// Texts that are equal in all languages.
bool is_code(std::string_view field) {
  return std::ranges::find(kCodeFields, field) != kCodeFields.end();
}

/// Whether a text belongs to a key like `summary@de` or lists names of audiences and the like (`@for`).
bool is_beside(std::string_view pointer) {
  for (auto at = pointer.find('@'); at != std::string_view::npos; at = pointer.find('@', at + 1)) {
    const auto suffix = pointer.substr(at + 1, pointer.find('/', at) - at - 1);
    if (suffix == "for" || suffix == "in" || is_language_tag(suffix)) return true;
  }
  return false;
}

std::size_t amount(const Letters& letters, UScriptCode script) {
  const auto found = letters.of_script.find(script);
  return found == letters.of_script.end() ? 0 : found->second;
}

}  // namespace

std::string language_by_script(const Json& document) {
  Letters letters;
  for_each_text(document, [&](std::string_view field, const std::string& pointer, const std::string& text) {
    if (!is_code(field) && !is_beside(pointer)) count(text, letters);
  });
  if (letters.of_script.empty()) return {};
  letters.all = letters.latin;
  for (const auto& [script, found] : letters.of_script) letters.all += found;
  const auto is_most = [&](std::size_t found) { return found * 2 > letters.all; };
  const auto hangul = amount(letters, USCRIPT_HANGUL);
  const auto kana = amount(letters, USCRIPT_HIRAGANA) + amount(letters, USCRIPT_KATAKANA);
  const auto han = amount(letters, USCRIPT_HAN);
  if (is_most(hangul + kana + han)) {
    if (hangul > kana && hangul * 2 > han) return "ko";
    // A Chinese CV may name a Japanese product; Japanese text has kana in every sentence.
    constexpr std::size_t kFewKana = 12;
    return kana * kFewKana > han ? "ja" : "zh";
  }
  for (const auto& row : rows()) {
    if (!is_most(amount(letters, row.script))) continue;
    if (row.letters.empty()) return std::string(row.language);
    std::size_t found = 0;
    for (const auto letter : row.letters) {
      if (const auto at = letters.telling.find(letter); at != letters.telling.end()) found += at->second;
    }
    // More than some foreign names.
    constexpr std::size_t kRare = 50;
    if (found * kRare > amount(letters, row.script)) return std::string(row.language);
  }
  return {};
}

std::string language_name(const std::string& tag) {
  icu::UnicodeString name;
  icu::Locale(tag.c_str()).getDisplayLanguage(icu::Locale::getEnglish(), name);
  std::string out;
  return name.toUTF8String(out);
}

}  // namespace vitrine::cv
