#include "cv/formats/loose_text.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/ascii.hpp"
#include "cv/document/date.hpp"

namespace vitrine::cv::formats {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpace);
  return begin == std::string_view::npos ? std::string_view{}
                                         : text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// Lower case in any script.
std::string folded(std::string_view text) {
  auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  std::string out;
  wide.foldCase().toUTF8String(out);
  return out;
}

/// Names of months, long and short, without a final stop. No name stands for different months in two of these
/// languages.
std::map<std::string, int, std::less<>> month_names() {
  std::map<std::string, int, std::less<>> out{{"sept", 9}};
  for (const auto* language : {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi",
                               "ro", "hu", "tr", "el", "ru", "uk", "bg", "ar", "fa", "he", "hi", "th"}) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale(language);
    locale.setKeywordValue("calendar", "gregorian", status);
    const icu::DateFormatSymbols symbols(locale, status);
    if (U_FAILURE(status) != 0) continue;
    for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
      for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const auto* names = symbols.getMonths(count, context, width);
        for (std::int32_t i = 0; i < std::min(count, 12); ++i) {
          std::string name;
          names[i].toUTF8String(name);
          name = folded(name);
          std::erase(name, '.');
          out.emplace(std::move(name), i + 1);
        }
      }
    }
  }
  return out;
}

int month_of(std::string_view word) {
  static const auto names = month_names();
  constexpr std::size_t kShortest = 3;
  auto name = folded(word);
  while (name.ends_with('.')) name.pop_back();
  if (name.size() < kShortest || (name.front() >= '0' && name.front() <= '9')) return 0;
  if (name.starts_with("ב")) name.erase(0, std::string_view("ב").size());  // Hebrew "in"
  if (const auto known = names.find(name); known != names.end()) return known->second;
  const auto longer = names.lower_bound(name);  // "Septem": an abbreviation
  const bool is_english = longer != names.end() && longer->first.starts_with(name) &&
                          std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
  return is_english ? longer->second : 0;
}

std::optional<int> number_of(std::string_view word) {
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size() || number < 0) return std::nullopt;
  return number;
}

std::string written(int year, int month, int day) {
  const auto two = [](int number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  auto out = std::to_string(year);
  if (month > 0) out += two(month);
  if (month > 0 && day > 0) out += two(day);
  return out;
}

std::vector<std::string_view> words_of(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> out;
  while (true) {
    const auto begin = text.find_first_not_of(separators);
    if (begin == std::string_view::npos) return out;
    text.remove_prefix(begin);
    const auto end = std::min(text.find_first_of(separators), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool is_year(std::optional<int> number) {
  return number && *number >= 1000 && *number < 3000;
}

}  // namespace

std::optional<std::string> loose_date(std::string_view text) {
  text = trimmed(text);
  constexpr std::size_t kDay = 10;
  if (text.size() > kDay && text[kDay] == 'T') text = text.substr(0, kDay);  // followed by a time of day
  if (is_date_form(text)) {
    const auto date = parse_date(text);
    const bool is_real = date && written(date->year, date->month, date->day) == text;
    return is_real ? std::optional<std::string>(text) : std::nullopt;
  }
  static constexpr std::array<std::string_view, 7> kFillers{"de",   "del", "of",  "г",
                                                            "года", "р",   "року"};  // "mayo de 2020"
  // Thai: "พ.ค. 2563"; years often follow the Buddhist calendar (from 543 BC).
  const bool is_thai = text.find("\xE0\xB8") != std::string_view::npos;
  constexpr int kBuddhistEra = 543;
  std::string undotted(text);
  if (is_thai) std::erase(undotted, '.');
  text = undotted;
  int year = 0;
  int month = 0;
  int day = 0;
  const bool is_dotted = text.find_first_not_of("0123456789.") == std::string_view::npos;
  for (const auto word : words_of(text, " ,/.")) {
    const auto number = number_of(word);
    if (is_year(number) && year == 0) {
      year = is_thai && *number > 2400 ? *number - kBuddhistEra : *number;
    } else if (const auto named = month_of(word); named > 0 && month == 0) {
      month = named;
    } else if (number && *number >= 1 && *number <= 31 && day == 0) {
      day = *number;
    } else if (is_dotted && number && *number >= 1 && *number <= 12 && month == 0) {
      month = *number;  // "31.12.2020"
    } else if (std::ranges::find(kFillers, word) == kFillers.end()) {
      return std::nullopt;
    }
  }
  const bool is_numeric = is_dotted || text.find('/') != std::string_view::npos;
  if (is_numeric && month == 0 && day <= 12) std::swap(month, day);  // "09/2016"
  const bool is_whole = day == 0 || month > 0;
  if (year == 0 || !is_whole) return std::nullopt;
  auto out = written(year, month, day);
  const auto date = parse_date(out);
  if (!date || date->day != day) return std::nullopt;  // no such day
  return out;
}

bool is_present(std::string_view text) {
  static constexpr std::array<std::string_view, 50> kWords{"present",
                                                           "now",
                                                           "today",
                                                           "current",
                                                           "ongoing",
                                                           "currently",
                                                           "heute",
                                                           "jetzt",
                                                           "aktuell",
                                                           "laufend",
                                                           "aujourd'hui",
                                                           "présent",
                                                           "hoy",
                                                           "actual",
                                                           "actualidad",
                                                           "presente",
                                                           "oggi",
                                                           "in corso",
                                                           "heden",
                                                           "obecnie",
                                                           "aujourd’hui",
                                                           "à ce jour",
                                                           "ce jour",
                                                           "en cours",
                                                           "dato",
                                                           "till date",
                                                           "to date",
                                                           "momento",
                                                           "teraz",
                                                           "настоящее время",
                                                           "по настоящее время",
                                                           "дотепер",
                                                           "теперішній час",
                                                           "нині",
                                                           "σήμερα",
                                                           "اکنون",
                                                           "تاکنون",
                                                           "वर्तमान",
                                                           "ปัจจุบัน",
                                                           "至今",
                                                           "現在",
                                                           "الآن",
                                                           "حتى الآن",
                                                           "היום",
                                                           "כיום",
                                                           "현재",
                                                           "günümüz",
                                                           "halen",
                                                           "nu",
                                                           "atual"};
  return std::ranges::find(kWords, folded(trimmed(text))) != kWords.end();
}

namespace {

/// The text behind one of the words; nothing if the text begins with none of them.
std::optional<std::string_view> behind(std::string_view text, std::initializer_list<std::string_view> words) {
  const auto small = base::ascii_lower(text);
  for (const auto word : words) {
    if (small.starts_with(word)) return text.substr(word.size());
  }
  return std::nullopt;
}

/// "2020年1月", "2020년 1월" as "2020-01"; nothing for other texts.
std::optional<std::string> east_asian_date(std::string_view text) {
  std::string out(text);
  bool is_one = false;
  for (const std::string_view sign : {"年", "년", "月", "월", "日", "일"}) {
    const auto at = out.find(sign);
    if (at == std::string::npos) continue;
    is_one = true;
    out.replace(at, sign.size(), " ");
  }
  if (!is_one) return std::nullopt;
  std::vector<int> numbers;
  for (const auto word : words_of(out, " ")) {
    const auto number = number_of(word);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  numbers.resize(3);
  const auto date = written(numbers[0], numbers[1], numbers[2]);
  return is_year(numbers[0]) && is_date_form(date) && parse_date(date) ? std::optional(date) : std::nullopt;
}

/// Digits of any script and spaces of any width become ASCII.
std::string plain_date(std::string_view text) {
  auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  for (std::int32_t i = 0; i < wide.length(); ++i) {
    const auto digit = u_charDigitValue(wide.charAt(i));
    if (digit >= 0) wide.setCharAt(i, static_cast<char16_t>(u'0' + digit));
    if (u_isUWhiteSpace(wide.charAt(i)) != 0) wide.setCharAt(i, u' ');
  }
  std::string out;
  wide.toUTF8String(out);
  return out;
}

std::optional<std::string> any_date(std::string_view original) {
  const auto text = plain_date(original);
  if (const auto date = loose_date(text)) return date;
  return east_asian_date(trimmed(text));
}

}  // namespace

std::optional<LoosePeriod> loose_period(std::string_view text) {
  text = trimmed(text);
  if (const auto date = any_date(text)) return LoosePeriod{*date, *date};
  if (const auto rest =
          behind(text, {"since ", "seit ", "depuis ", "desde ", "dal ", "od ", "sinds ", "с ", "ab "})) {
    if (const auto start = any_date(*rest)) return LoosePeriod{*start, ""};
  }
  if (const auto rest = behind(
          text, {"until ", "bis ", "jusqu’en ", "jusqu'en ", "hasta ", "fino a ", "tot ", "até ", "do "})) {
    if (const auto end = any_date(*rest)) return LoosePeriod{"", *end};
  }
  text = behind(text, {"from ", "von ", "vom ", "de ", "du ", "da ", "del "}).value_or(text);
  static constexpr std::array<std::string_view, 15> kSeparators{" - ",     "–",   "—",    " to ", " until ",
                                                                " bis ",   " à ", " au ", " a ",  " al ",
                                                                " hasta ", "~",   "〜",   "～",   "-"};
  for (const auto separator : kSeparators) {
    const auto at = text.find(separator);
    if (at == std::string_view::npos) continue;
    const auto start = any_date(text.substr(0, at));
    const auto rest = trimmed(text.substr(at + separator.size()));
    if (!start) continue;
    if (rest.empty() || is_present(rest)) return LoosePeriod{*start, ""};
    if (const auto end = any_date(rest)) return LoosePeriod{*start, *end};
  }
  return std::nullopt;
}

SummaryAndList split_list(std::string_view markdown) {
  SummaryAndList out;
  std::string_view rest = markdown;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool is_item = line.starts_with("- ") || line.starts_with("* ");
    if (is_item) {
      out.items.emplace_back(trimmed(line.substr(2)));
    } else if (trimmed(line).empty()) {
      if (out.items.empty()) out.summary += '\n';
    } else if (out.items.empty()) {
      out.summary.append(line).append("\n");
    } else if (line.starts_with("  ") && !trimmed(line).starts_with("- ") &&
               !trimmed(line).starts_with("* ")) {
      out.items.back().append(" ").append(trimmed(line));  // an item continues in a second line
    } else {
      return {std::string(trimmed(markdown)), {}};
    }
  }
  out.summary = trimmed(out.summary);
  return out;
}

std::vector<std::string> split_terms(std::string_view text) {
  std::vector<std::string> out;
  std::string term;
  int depth = 0;
  const auto end_term = [&] {
    if (const auto clean = trimmed(term); !clean.empty()) out.emplace_back(clean);
    term.clear();
  };
  for (const char c : text) {
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if ((c == ',' || c == ';') && depth <= 0) {
      end_term();
    } else {
      term += c;
    }
  }
  end_term();
  return out;
}

PlainTitle plain_title(std::string_view markdown) {
  PlainTitle out;
  std::size_t open = std::string::npos;  // start of a link's text
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    const bool is_escape =
        c == '\\' && i + 1 < markdown.size() &&
        std::string_view("\\`*_[]()<>#+-.!").find(markdown[i + 1]) != std::string_view::npos;
    if (is_escape) {
      out.text += markdown[++i];
    } else if (c == '[') {
      open = out.text.size();
      out.text += c;
    } else if (c == ']' && open != std::string::npos && markdown.substr(i).starts_with("](")) {
      const auto end = markdown.find(')', i);
      if (end == std::string_view::npos) {
        out.text += c;
        open = std::string::npos;
        continue;
      }
      out.text.erase(open, 1);
      if (out.url.empty()) out.url = markdown.substr(i + 2, end - i - 2);
      i = end;
      open = std::string::npos;
    } else if (c == '*' || c == '`') {
      const bool is_free =
          (i == 0 || markdown[i - 1] == ' ') && (i + 1 == markdown.size() || markdown[i + 1] == ' ');
      if (is_free) out.text += c;
    } else {
      out.text += c;
    }
  }
  out.text = trimmed(out.text);
  return out;
}

std::optional<std::string> country_code(std::string_view name) {
  static const auto codes = [] {
    std::map<std::string, std::string, std::less<>> out;
    for (const auto* language : {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru",
                                 "uk", "el", "ar", "fa", "he", "hi", "th", "ja", "ko", "zh"}) {
      for (const auto* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
        icu::UnicodeString shown;
        icu::Locale("", *code).getDisplayCountry(icu::Locale(language), shown);
        std::string text;
        shown.toUTF8String(text);
        out.emplace(folded(text), *code);
      }
    }
    for (const auto* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
      out.insert_or_assign(base::ascii_lower(*code), *code);
    }
    return out;
  }();
  const auto known = codes.find(folded(trimmed(name)));
  return known == codes.end() ? std::nullopt : std::optional(known->second);
}

}  // namespace vitrine::cv::formats
