#pragma once
// Texts that all formats share: periods, places, durations, titles.

#include <string>
#include <string_view>
#include <vector>

#include "cv/view/outline.hpp"
#include "render/common/locale.hpp"

namespace vitrine::render {

/// "Mar 2021 – present", "2019", "until 2015"; "" for an empty period. Plain text.
std::string period_text(const cv::Period& period, const Locale& locale);

/// What an entry is called and where its names lead. An entry without a title is called by its organisation,
/// else by its qualifier, else by its address.
struct Headline {
  cv::Text title;
  std::string url;  ///< as given; what the title leads to
  cv::Text qualifier;
  cv::Text organization;  ///< beside the title
  std::string organization_url;
  /// The address of a publication, certificate or project in words, for readers on paper. Empty where the
  /// title says it already.
  std::string address;
  std::string unlinked;  ///< an address that cannot be followed; shown as it was written
};
Headline headline(const cv::Entry& entry);

/// "4 years · Nordlicht, Hafenlabor".
std::string use_text(const cv::SkillUse& use, const Locale& locale);

/// Where the person lives: address, postal code with city, region, country; parted by commas.
std::string place_text(const cv::Basics& basics, const Locale& locale);

/// What a profile shows beside its network: the user name, else the address; empty where it has neither.
std::string profile_text(const cv::Profile& profile);

/// A section's title: the document's own, else the language's.
std::string section_title(const cv::Section& section, const Locale& locale);

/// Whether a section is a list of terms (skills, languages, interests) and not of things that happened.
bool is_terms(const cv::Section& section);

/// The parts that are not empty, with `separator` between them.
std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// joined() in plain text. Where there are several parts, those that run the other way than the page are set
/// apart, so that each stays in its place in the line; one alone is a line that runs by its own letters.
std::string joined_apart(std::vector<std::string> parts, std::string_view separator, bool is_page_rtl);

/// The plain values.
std::vector<std::string> values(const std::vector<cv::Text>& texts);

}  // namespace vitrine::render
