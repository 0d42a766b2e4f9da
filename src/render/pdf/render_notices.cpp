#include "render/pdf/render_notices.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <set>

#include "cv/document/findings.hpp"
#include "cv/document/rules.hpp"
#include "cv/document/texts.hpp"
#include "cv/language/editions.hpp"
#include "render/common/locale.hpp"
#include "render/pdf/file/objects.hpp"
#include "render/pdf/layout/type.hpp"

namespace vitrine::render {

namespace {

constexpr std::size_t kMostCharacters = 20;  // each reported once

/// Whether the character has a shape of its own: spaces, marks of direction and the like have none.
bool is_drawn(UChar32 c) {
  constexpr auto kUnseen = U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CF_MASK;
  return (U_GET_GC_MASK(c) & kUnseen) == 0 && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0;
}

void add_missing(const std::string& pointer, const std::string& text, std::set<UChar32>& told,
                 cv::Problems& out) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size && told.size() < kMostCharacters;) {
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, c);  // NOLINT: ICU's macro
    if (!is_drawn(c) || pdf::has_font_for(static_cast<char32_t>(c)) || !told.insert(c).second) continue;
    out.push_back({.severity = cv::Severity::notice,
                   .pointer = pointer,
                   .expected = "characters that a font has"_msg,
                   .found = "the character {0}"_msg(character_name(static_cast<std::uint32_t>(c))),
                   .hint = kNoFontHint});
  }
}

void add_wordless(const cv::Json& document, cv::Problems& out) {
  const bool has_sections =
      std::ranges::any_of(cv::kSectionIds, [&](const auto id) { return document.contains(std::string(id)); });
  if (!has_sections) return;
  const bool has_titles = cv::stored_settings(document).contains("titles");
  for (const auto& language : cv::languages(document)) {
    if (has_titles || Locale::has_words(language) || !Locale::is_known(language)) continue;
    out.push_back(
        {.severity = cv::Severity::notice,
         .pointer = cv::meta_pointer(document),
         .expected = "a language that section titles are known in"_msg,
         .found = "{0}; titles such as \"Experience\" are English there"_msg(cv::in_quotes(language)),
         .hint = "write titles of your own under \"titles\" in meta.vitrine"_msg});
  }
}

}  // namespace

std::string character_name(std::uint32_t code) {
  std::array<char, 128> name{};
  UErrorCode status = U_ZERO_ERROR;
  const auto length = u_charName(static_cast<UChar32>(code), U_EXTENDED_CHAR_NAME, name.data(),
                                 static_cast<int32_t>(name.size()), &status);
  std::string number;
  pdf::append_hex(number, code, code > 0xFFFF ? 6 : 4);
  if (number.size() > 4 && number.starts_with('0')) number.erase(0, 1);
  return "U+" + number + (U_SUCCESS(status) && length > 0 ? " (" + std::string(name.data()) + ")" : "");
}

void add_render_notices(cv::intake::Checked& checked) {
  if (!checked.document) return;
  const auto& document = checked.document->root;
  std::set<UChar32> told;
  cv::for_each_text(document, [&](std::string_view, const std::string& pointer, const std::string& text) {
    add_missing(pointer, text, told, checked.problems);
  });
  add_wordless(document, checked.problems);
}

cv::intake::Checked check_to_store(std::string_view text) {
  auto checked = cv::intake::check_incoming(text);
  add_render_notices(checked);
  return checked;
}

}  // namespace vitrine::render
