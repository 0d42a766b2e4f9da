#pragma once
// Parses dates, periods, lists and countries from free text of other programs.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// "2016-09-01" from "Sep 1, 2016", "1. September 2016", "01.09.2016", "2016-09-01"; "2016-09" from "Sep
/// 2016", "09/2016", "09.2016"; "2016". Month names may be in English or one of the most used languages of
/// Europe. Nothing for any other text.
std::optional<std::string> loose_date(std::string_view text);

/// A period in JSON Resume's form; empty: open, or not stated.
struct LoosePeriod {
  std::string start;
  std::string end;
};

/// "Jan 2020 – Present", "2012 - 2016", "since 2019", "2018" (which is both its start and its end).
std::optional<LoosePeriod> loose_period(std::string_view text);

/// Whether the text means that something is current: "present", "now", "today", "current", "ongoing".
bool is_present(std::string_view text);

/// Markdown in two parts: the text before a list at its end, and the items of that list. If an item has a
/// list of its own, the whole text stays in `summary`.
struct SummaryAndList {
  std::string summary;
  std::vector<std::string> items;
};
SummaryAndList split_list(std::string_view markdown);

/// The trimmed parts between commas or semicolons outside of brackets.
std::vector<std::string> split_terms(std::string_view text);

/// ISO 3166-1 code of a country from its code, or from its name in one of Vitrine's languages; else nothing.
std::optional<std::string> country_code(std::string_view name);

/// A title without Markdown marks, and the address of its first link; "" if it has none.
struct PlainTitle {
  std::string text;
  std::string url;
};
PlainTitle plain_title(std::string_view markdown);

}  // namespace vitrine::cv::formats
