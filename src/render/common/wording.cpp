#include "render/common/wording.hpp"

#include <utility>

#include "render/common/escape.hpp"

namespace vitrine::render {

namespace {

/// Some languages use other words for "until" a month or a day than for a year.
std::string until_text(const cv::Date& date, const Locale& locale) {
  return locale.phrase(date.day > 0     ? "until_day"
                       : date.month > 0 ? "until_month"
                                        : "until",
                       locale.date(date));
}

}  // namespace

std::string period_text(const cv::Period& period, const Locale& locale) {
  if (period.empty()) return {};
  if (!period.start) return until_text(*period.end, locale);
  auto start = locale.date(*period.start);
  if (period.single) return start;
  if (!period.end) return start + " – " + locale.word("present");
  const auto end = locale.date(*period.end);
  return start == end ? start : start + " – " + end;
}

Headline headline(const cv::Entry& entry) {
  Headline out{.title = entry.title,
               .url = entry.url,
               .qualifier = entry.qualifier,
               .organization = entry.organization,
               .organization_url = entry.organization_url,
               .address = {},
               .unlinked = {}};
  if (const auto safe = safe_url(entry.url)) out.address = short_url(*safe);
  if (out.title.empty()) out.title = std::exchange(out.organization, {});
  if (out.title.empty()) out.title = std::exchange(out.qualifier, {});
  if (out.organization.empty() && out.url.empty()) out.url = std::exchange(out.organization_url, {});
  for (const auto& url : {out.url, out.organization_url}) {
    if (!url.empty() && !safe_url(url)) out.unlinked = short_url(url);
  }
  if (out.title.empty()) {
    out.title.value = short_url(out.url);
    out.address.clear();
    out.unlinked.clear();
  }
  return out;
}

std::string use_text(const cv::SkillUse& use, const Locale& locale) {
  return joined({use.months > 0 ? locale.duration(use.months) : std::string{}, joined(use.places, ", ")},
                " · ");
}

std::string place_text(const cv::Basics& basics, const Locale& locale) {
  return joined(
      {basics.address.value, joined({basics.postal_code, basics.city.value}, " "), basics.region.value,
       basics.country_code.empty() ? std::string{} : locale.country(basics.country_code)},
      ", ");
}

std::string profile_text(const cv::Profile& profile) {
  return profile.username.empty() ? short_url(profile.url) : profile.username;
}

std::string section_title(const cv::Section& section, const Locale& locale) {
  return section.title.empty() ? locale.word(section.id) : section.title;
}

bool is_terms(const cv::Section& section) {
  return section.id == "skills" || section.id == "languages" || section.id == "interests";
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

std::string joined_apart(std::vector<std::string> parts, std::string_view separator, bool is_page_rtl) {
  std::erase_if(parts, [](const std::string& part) { return part.empty(); });
  if (parts.size() < 2) return joined(parts, separator);
  for (auto& part : parts) part = isolated(part, is_page_rtl);
  return joined(parts, separator);
}

std::vector<std::string> values(const std::vector<cv::Text>& texts) {
  std::vector<std::string> out;
  out.reserve(texts.size());
  for (const auto& text : texts) out.push_back(text.value);
  return out;
}

}  // namespace vitrine::render
