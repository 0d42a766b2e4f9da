#pragma once
// The outline of a CV: all sections as lists of entries of one type. Each output format is written once for
// it, not once for each section.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/date.hpp"
#include "cv/view/project.hpp"

namespace vitrine::cv {

/// Text with the language it is in. `language` is empty where that is the page's own.
struct Text {
  std::string value;
  std::string language;
  /// JSON Pointer (RFC 6901) of where it stands in the view's resume. Not in the stored document: a number
  /// there would tell how much is hidden from this reader.
  std::string pointer;

  [[nodiscard]] bool empty() const { return value.empty(); }
};

/// One entry of a section. What a section has no word for stays empty. Text is trimmed.
struct Entry {
  Text title;         ///< position, studied area, award, skill, language, referee …
  Text organization;  ///< employer, institution, awarder, publisher, issuer
  Text qualifier;     ///< type of degree, level of a skill, fluency, kind of project
  Text score;         ///< grade of an education
  Text location;
  Text description;              ///< one line on what the organisation is
  std::string url;               ///< of what the title names; as given, not yet checked for its scheme
  std::string organization_url;  ///< of the organisation, likewise
  Period period;
  Text summary;                  ///< Markdown
  std::vector<Text> highlights;  ///< Markdown
  std::vector<Text> keywords;    ///< keywords of a skill or project, courses of an education
  std::vector<Text> roles;       ///< roles held in a project
  std::optional<SkillUse> use;   ///< where a skill was used
  std::string source;            ///< JSON Pointer in the document; empty: not asked for
};

struct Section {
  std::string id;     ///< JSON Resume's key: "work", "volunteer", …
  std::string title;  ///< as the document sets it; empty: the usual one of the language
  std::vector<Entry> entries;
};

/// Neighbouring entries of one organisation under one heading, or a single entry.
struct Group {
  /// Where no two entries say different things: organisation, its address, location, description. The period
  /// is the earliest start to the latest end. Empty for a single entry.
  Entry shared;
  /// The entries, without what `shared` holds.
  std::vector<Entry> entries;

  [[nodiscard]] bool has_heading() const { return entries.size() > 1; }
};

struct Profile {
  Text network;
  std::string username;
  std::string url;
  std::string source;  ///< as that of an entry
};

struct Basics {
  Text name, label, summary;  ///< summary is Markdown
  std::string email, phone, url, image;
  Text address, city, region;
  std::string postal_code, country_code;
  std::vector<Profile> profiles;
};

/// A whole CV, ready to be laid out in any format. Sections that have no entry are absent.
struct Outline {
  std::string language;  ///< BCP 47 tag of the page
  std::vector<std::string> languages;
  Basics basics;
  std::vector<Section> sections;
  bool has_sources = false;  ///< whether the reader wants to know where things stand in the document
};

/// The entries of a section in groups, in their order. Several roles at one employer or association, next to
/// each other and each with a title, are one group; in other sections every entry stands alone.
std::vector<Group> grouped(const Section& section);

/// Reads a view. Pure and total: values of the wrong type count as absent. Where every full date is the first
/// of a month, and there are several, a program wrote the days: dates are months then, unless the document's
/// setting `dates` says "days"; with "months" they always are.
Outline outline(const View& view);

}  // namespace vitrine::cv
