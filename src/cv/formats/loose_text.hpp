#pragma once
// Parses dates, periods, lists and countries from free text of other programs.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cv::formats {

/// "2016-09-01" from "Sep 1, 2016", "1. September 2016", "01.09.2016", "2016-09-01"; "2016-09" from "Sep
/// 2016", "09/2016", "09.2016"; "2016". Months by their names in English and the languages of Europe that are
/// written most. Nothing for what is no such date.
std::optional<std::string> loose_date(std::string_view text);

/// From when to when, as JSON Resume writes it; empty: open, or not said.
struct LoosePeriod {
  std::string start;
  std::string end;
};

/// "Jan 2020 – Present", "2012 - 2016", "since 2019", "2018" (which is both its start and its end).
std::optional<LoosePeriod> loose_period(std::string_view text);

/// Whether it says that something goes on: "present", "now", "today", "current", "ongoing".
bool is_present(std::string_view text);

/// Markdown taken apart: what stands before a list at its end, and the items of that list. An item with a
/// list of its own keeps the whole as it is.
struct SummaryAndList {
  std::string summary;
  std::vector<std::string> items;
};
SummaryAndList split_list(std::string_view markdown);

/// The parts between commas or semicolons that stand in no brackets, trimmed.
std::vector<std::string> split_terms(std::string_view text);

/// ISO 3166-1 code of a country by its code, or its name in one of the languages that Vitrine writes; else
/// nothing.
std::optional<std::string> country_code(std::string_view name);

/// A title without Markdown's marks, and where its first link leads; "" where it has none.
struct PlainTitle {
  std::string text;
  std::string url;
};
PlainTitle plain_title(std::string_view markdown);

}  // namespace vitrine::cv::formats
