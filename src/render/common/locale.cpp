#include "render/common/locale.hpp"

#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/measfmt.h>
#include <unicode/measunit.h>
#include <unicode/measure.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "base/resources.hpp"
#include "cv/language/language_tag.hpp"

namespace vitrine::render {

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::Locale icu_locale(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  auto locale = icu::Locale::forLanguageTag(
      icu::StringPiece(language.data(), static_cast<int32_t>(language.size())), status);
  return U_SUCCESS(status) ? locale : icu::Locale::getEnglish();
}

/// The words of every language, by its tag; read once.
const std::map<std::string, Words, std::less<>>& all_words() {
  static const auto all = [] {
    constexpr std::string_view kFolder = "src/render/assets/words/";
    constexpr std::string_view kSuffix = ".json";
    std::map<std::string, Words, std::less<>> out;
    for (const auto& resource : base::all_resources()) {
      if (!resource.name.starts_with(kFolder) || !resource.name.ends_with(kSuffix)) continue;
      auto tag = resource.name.substr(kFolder.size());
      tag.remove_suffix(kSuffix.size());
      const auto words = nlohmann::json::parse(resource.bytes);
      for (const auto& item : words.items()) {
        out[std::string(tag)][item.key()] = item.value().get<std::string>();
      }
    }
    return out;
  }();
  return all;
}

const std::string* find_word(std::string_view language, std::string_view key) {
  const auto words = all_words().find(language);
  if (words == all_words().end()) return nullptr;
  const auto word = words->second.find(key);
  return word == words->second.end() ? nullptr : &word->second;
}

/// ICU objects that are slow to make, per language. Each thread keeps its own, since ICU's formats are not
/// shared between threads.
class Formats {
 public:
  explicit Formats(std::string_view language) : locale_(icu_locale(language)) {
    locale_.setKeywordValue("calendar", "gregorian", status_);
    generator_.reset(icu::DateTimePatternGenerator::createInstance(locale_, status_));
    if (U_FAILURE(status_)) throw std::runtime_error("ICU has no date patterns");
  }

  static Formats& of(std::string_view language) {
    thread_local std::map<std::string, std::unique_ptr<Formats>, std::less<>> made;
    constexpr std::size_t kMaxLanguages = 64;
    if (made.size() > kMaxLanguages) made.clear();
    auto& formats = made[std::string(language)];
    if (!formats) formats = std::make_unique<Formats>(language);
    return *formats;
  }

  std::string date(const cv::Date& date) {
    const char* skeleton = date.month == 0 ? "y" : date.day == 0 ? "yMMM" : "yMMMd";
    auto& format = dates_[skeleton];
    UErrorCode status = U_ZERO_ERROR;
    if (!format) {
      const auto pattern = generator_->getBestPattern(icu::UnicodeString(skeleton), status);
      format = std::make_unique<icu::SimpleDateFormat>(pattern, locale_, status);
      format->setTimeZone(*icu::TimeZone::getGMT());
    }
    const std::chrono::sys_days day{std::chrono::year{date.year} / std::max(date.month, 1) /
                                    std::max(date.day, 1)};
    icu::UnicodeString text;
    constexpr double kMillisecondsPerDay = 86'400'000.0;
    format->format(static_cast<double>(day.time_since_epoch().count()) * kMillisecondsPerDay, text);
    return to_utf8(text);
  }

  std::string duration(int amount, bool is_years) {
    UErrorCode status = U_ZERO_ERROR;
    if (!measures_) measures_ = std::make_unique<icu::MeasureFormat>(locale_, UMEASFMT_WIDTH_WIDE, status);
    auto* unit = is_years ? icu::MeasureUnit::createYear(status) : icu::MeasureUnit::createMonth(status);
    const icu::Measure measure(icu::Formattable(amount), unit, status);  // owns the unit
    icu::UnicodeString text;
    icu::FieldPosition nowhere;
    measures_->formatMeasures(&measure, 1, text, nowhere, status);
    return U_SUCCESS(status) ? to_utf8(text) : std::string{};
  }

  [[nodiscard]] const icu::Locale& locale() const { return locale_; }

 private:
  UErrorCode status_ = U_ZERO_ERROR;
  icu::Locale locale_;
  std::unique_ptr<icu::DateTimePatternGenerator> generator_;
  std::map<std::string, std::unique_ptr<icu::SimpleDateFormat>> dates_;
  std::unique_ptr<icu::MeasureFormat> measures_;
};

/// Calls `visit` with each code point of UTF-8 text.
template <class Visit>
void each_code_point(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, c);  // NOLINT: ICU's macro
    visit(c);
  }
}

}  // namespace

Locale::Locale(std::string_view language) : language_(language) {}

std::string Locale::word(std::string_view key) const {
  const auto primary = std::string_view(language_).substr(0, language_.find('-'));
  for (const auto language : {std::string_view(language_), primary, std::string_view("en")}) {
    if (const auto* word = find_word(language, key)) return *word;
  }
  return std::string(key);
}

std::string Locale::phrase(std::string_view key, std::string_view value) const {
  auto text = word(key);
  if (const auto at = text.find("{0}"); at != std::string::npos) text.replace(at, 3, value);
  return text;
}

std::string Locale::date(const cv::Date& date) const {
  return Formats::of(language_).date(date);
}

std::string Locale::duration(int months) const {
  constexpr int kMonths = 12;
  const bool is_years = months >= kMonths;
  return Formats::of(language_).duration(is_years ? (months + kMonths / 2) / kMonths : months, is_years);
}

std::string Locale::country(std::string_view code) const {
  const icu::Locale region("", std::string(code).c_str());
  icu::UnicodeString name;
  region.getDisplayCountry(Formats::of(language_).locale(), name);
  return name.isEmpty() ? std::string(code) : to_utf8(name);
}

std::string Locale::own_name(std::string_view language) {
  const auto locale = icu_locale(language);
  icu::UnicodeString name;
  locale.getDisplayName(locale, name);
  if (name.isEmpty()) return std::string(language);
  const auto first_end = name.moveIndex32(0, 1);
  auto first = name.tempSubString(0, first_end);
  return to_utf8(icu::UnicodeString(first).toUpper(locale) + name.tempSubString(first_end));
}

bool Locale::is_known(std::string_view language) {
  const auto locale = icu_locale(language);
  icu::UnicodeString name;
  locale.getDisplayLanguage(icu::Locale::getEnglish(), name);
  return cv::is_language_tag(language) && to_utf8(name) != locale.getLanguage();
}

bool Locale::has_words(std::string_view language) {
  return all_words().contains(language) || all_words().contains(language.substr(0, language.find('-')));
}

bool Locale::is_right_to_left(std::string_view language) {
  return icu_locale(language).isRightToLeft() != 0;
}

bool needs_isolation(std::string_view text, bool is_page_rtl) {
  bool found = false;
  each_code_point(text, [&](UChar32 c) {
    const auto direction = u_charDirection(c);
    const bool is_rtl = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    found = found || (is_page_rtl ? direction == U_LEFT_TO_RIGHT : is_rtl);
  });
  return found;
}

std::string isolated(const std::string& text, bool is_page_rtl) {
  return needs_isolation(text, is_page_rtl) ? "\u2068" + text + "\u2069" : text;
}

bool runs_right_to_left(std::string_view text, bool is_page_rtl) {
  std::optional<bool> first;
  std::size_t isolates = 0;  // number of open isolates: P2 skips their content
  std::ptrdiff_t balance = 0;
  each_code_point(text, [&](UChar32 c) {
    const auto direction = u_charDirection(c);
    const bool is_isolate = direction == U_LEFT_TO_RIGHT_ISOLATE || direction == U_RIGHT_TO_LEFT_ISOLATE ||
                            direction == U_FIRST_STRONG_ISOLATE;
    const bool is_rtl = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    if (is_isolate) ++isolates;
    if (direction == U_POP_DIRECTIONAL_ISOLATE && isolates > 0) --isolates;
    if (!is_rtl && direction != U_LEFT_TO_RIGHT) return;
    if (!first && isolates == 0) first = is_rtl;
    balance += is_rtl ? 1 : -1;
  });
  const bool is_other = first && *first != is_page_rtl && balance != 0 && (balance > 0) != is_page_rtl;
  return is_other != is_page_rtl;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  each_code_point(text, [&](UChar32 c) {
    const auto category = u_charType(c);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return;
    const auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
  });
  return width;
}

}  // namespace vitrine::render
