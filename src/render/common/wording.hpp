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

/// The title of an entry and its links. An entry without a title uses its organisation, else its qualifier,
/// else its address.
struct Headline {
  cv::Text title;
  std::string url;  ///< as given; the target of the title's link
  cv::Text qualifier;
  cv::Text organization;  ///< shown beside the title
  std::string organization_url;
  /// The readable address of a publication, certificate or project, for readers on paper. Empty if the title
  /// already is that address.
  std::string address;
  std::string unlinked;  ///< an address that is no link, as it was written
};
Headline headline(const cv::Entry& entry);

/// "4 years · Nordlicht, Hafenlabor".
std::string use_text(const cv::SkillUse& use, const Locale& locale);

/// The place where the person lives: address, postal code with city, region, country, separated by commas.
std::string place_text(const cv::Basics& basics, const Locale& locale);

/// The text beside a profile's network: the user name, else the address; empty if it has neither.
std::string profile_text(const cv::Profile& profile);

/// A section's title: the document's own, else the language's.
std::string section_title(const cv::Section& section, const Locale& locale);

/// Whether a section is a list of terms (skills, languages, interests) and not of events.
bool is_terms(const cv::Section& section);

/// The parts that are not empty, with `separator` between them.
std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// joined() in plain text. If there are several parts, those of the other direction than the page are
/// isolated, so that each keeps its place in the line. A single part takes its direction from its own
/// letters.
std::string joined_apart(std::vector<std::string> parts, std::string_view separator, bool is_page_rtl);

/// The plain values.
std::vector<std::string> values(const std::vector<cv::Text>& texts);

}  // namespace vitrine::render
