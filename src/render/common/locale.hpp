#pragma once
// A language's words and its way to write dates. The words stand in assets/words/, one file a language;
// dates, durations and names of countries are CLDR's, through ICU.

#include <string>
#include <string_view>

#include "cv/document/date.hpp"

namespace vitrine::render {

/// One language. Cheap to copy; not to be shared between threads.
class Locale {
 public:
  /// `language` is a BCP 47 tag. Words come from the file of the tag, else of its primary subtag, else
  /// English.
  explicit Locale(std::string_view language);

  /// A word by its key ("work", "present"); English where the language's file lacks it, the key itself where
  /// English does too.
  [[nodiscard]] std::string word(std::string_view key) const;

  /// A word with "{0}" in it, filled.
  [[nodiscard]] std::string phrase(std::string_view key, std::string_view value) const;

  /// "Mar 2021", "2021", "3 Mar 2021": as precise as the date is.
  [[nodiscard]] std::string date(const cv::Date& date) const;

  /// "2 years", "7 months": years from one year on, rounded to the nearest.
  [[nodiscard]] std::string duration(int months) const;

  /// Name of a country by its ISO 3166-1 code; the code itself where it is not known.
  [[nodiscard]] std::string country(std::string_view code) const;

  /// Name of a language in itself: "Deutsch", "العربية".
  static std::string own_name(std::string_view language);

  /// Whether `language` is a tag of a language that has a name (CLDR): "faq" has the form of one only.
  static bool is_known(std::string_view language);

  /// Whether section titles are known in the language.
  static bool has_words(std::string_view language);

  /// "rtl" or "ltr".
  [[nodiscard]] std::string_view direction() const { return is_right_to_left(language_) ? "rtl" : "ltr"; }

  [[nodiscard]] const std::string& language() const { return language_; }

  static bool is_right_to_left(std::string_view language);

 private:
  std::string language_;
};

/// Whether `text` has letters of the other direction than `is_page_rtl`, so that it needs to be set apart
/// (Unicode Bidirectional Algorithm, UAX 9).
bool needs_isolation(std::string_view text, bool is_page_rtl);

/// `text`, between U+2068 and U+2069 where it needs to be set apart (UAX 9 section 2.4).
std::string isolated(const std::string& text, bool is_page_rtl);

/// Whether a paragraph runs from right to left. It runs as the page does, unless both its first letter with a
/// direction (UAX 9, P2 and P3) and most of its letters run the other way: Arabic may begin with "C++".
bool runs_right_to_left(std::string_view text, bool is_page_rtl);

/// Columns that `text` takes in a terminal: 2 for wide and full-width characters (UAX 11), 0 for combining
/// ones.
std::size_t display_width(std::string_view text);

}  // namespace vitrine::render
