#pragma once
// The words of a language and its date formats. assets/words/ has one file of words per language; dates,
// durations and country names come from CLDR, through ICU.

#include <string>
#include <string_view>

#include "cv/document/date.hpp"

namespace vitrine::render {

/// One language. Cheap to copy; do not share between threads.
class Locale {
 public:
  /// `language` is a BCP 47 tag. The words come from the file of the tag, else of its primary subtag, else
  /// from the English file.
  explicit Locale(std::string_view language);

  /// A word by its key ("work", "present"). If the language's file has no such word, the English one; if
  /// English has none either, the key itself.
  [[nodiscard]] std::string word(std::string_view key) const;

  /// A word with "{0}" in it, filled in.
  [[nodiscard]] std::string phrase(std::string_view key, std::string_view value) const;

  /// "Mar 2021", "2021", "3 Mar 2021": with the precision of the date.
  [[nodiscard]] std::string date(const cv::Date& date) const;

  /// "2 years", "7 months": in years if at least one year, rounded to the nearest.
  [[nodiscard]] std::string duration(int months) const;

  /// The name of a country by its ISO 3166-1 code; the code itself if it is unknown.
  [[nodiscard]] std::string country(std::string_view code) const;

  /// Name of a language in itself: "Deutsch", "العربية".
  static std::string own_name(std::string_view language);

  /// Whether `language` is the tag of a language with a name in CLDR. "faq" only has the form of a tag.
  static bool is_known(std::string_view language);

  /// Whether there are section titles in the language.
  static bool has_words(std::string_view language);

  /// "rtl" or "ltr".
  [[nodiscard]] std::string_view direction() const { return is_right_to_left(language_) ? "rtl" : "ltr"; }

  [[nodiscard]] const std::string& language() const { return language_; }

  static bool is_right_to_left(std::string_view language);

 private:
  std::string language_;
};

/// Whether `text` has letters of the other direction than `is_page_rtl`, so that it needs isolation (Unicode
/// Bidirectional Algorithm, UAX 9).
bool needs_isolation(std::string_view text, bool is_page_rtl);

/// `text`, between U+2068 and U+2069 if it needs isolation (UAX 9 section 2.4).
std::string isolated(const std::string& text, bool is_page_rtl);

/// Whether a paragraph runs from right to left. It normally has the direction of the page. It has the other
/// one if both its first letter with a direction (UAX 9, P2 and P3) and most of its letters have it: Arabic
/// text may begin with "C++".
bool runs_right_to_left(std::string_view text, bool is_page_rtl);

/// The columns of `text` in a terminal: 2 for wide and full-width characters (UAX 11), 0 for combining ones.
std::size_t display_width(std::string_view text);

}  // namespace vitrine::render
