#pragma once
// The outline of a CV: all sections as lists of entries of one type. So each output format is written once,
// not once for each section.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cv/document/date.hpp"
#include "cv/view/project.hpp"

namespace vitrine::cv {

/// Text with its language. `language` is empty if it is the page's own.
struct Text {
  std::string value;
  std::string language;
  /// JSON Pointer (RFC 6901) to the text in the view's resume. Not in the stored document: a number there
  /// would reveal how many entries are hidden from this reader.
  std::string pointer;

  [[nodiscard]] bool empty() const { return value.empty(); }
};

/// One entry of a section. Fields that a section does not have stay empty. Text is trimmed.
struct Entry {
  Text title;         ///< position, studied area, award, skill, language, referee …
  Text organization;  ///< employer, institution, awarder, publisher, issuer
  Text qualifier;     ///< type of degree, level of a skill, fluency, kind of project
  Text score;         ///< grade of an education
  Text location;
  Text description;              ///< one line that describes the organisation
  std::string url;               ///< address of the title; as given, its scheme is not yet checked
  std::string organization_url;  ///< address of the organisation, likewise
  Period period;
  Text summary;                  ///< Markdown
  std::vector<Text> highlights;  ///< Markdown
  std::vector<Text> keywords;    ///< keywords of a skill or project, courses of an education
  std::vector<Text> roles;       ///< roles held in a project
  std::optional<SkillUse> use;   ///< where a skill was used
  std::string source;            ///< JSON Pointer in the document; empty: not requested
};

struct Section {
  std::string id;     ///< JSON Resume's key: "work", "volunteer", …
  std::string title;  ///< from the document; empty: the usual title in the language
  std::vector<Entry> entries;
};

/// Neighbouring entries of one organisation under one heading, or a single entry.
struct Group {
  /// Fields on which all entries agree: organisation, its address, location, description. The period is the
  /// earliest start to the latest end. Empty for a single entry.
  Entry shared;
  /// The entries, without the fields in `shared`.
  std::vector<Entry> entries;

  [[nodiscard]] bool has_heading() const { return entries.size() > 1; }
};

struct Profile {
  Text network;
  std::string username;
  std::string url;
  std::string source;  ///< like an entry's source
};

struct Basics {
  Text name, label, summary;  ///< summary is Markdown
  std::string email, phone, url, image;
  Text address, city, region;
  std::string postal_code, country_code;
  std::vector<Profile> profiles;
};

/// A whole CV, ready for layout in any format. Empty sections are absent.
struct Outline {
  std::string language;  ///< BCP 47 tag of the page
  std::vector<std::string> languages;
  Basics basics;
  std::vector<Section> sections;
  bool has_sources = false;  ///< whether the reader requests places in the document
};

/// The entries of a section in groups, in order. Neighbouring roles at one employer or association, each with
/// a title, form one group; in other sections every entry is its own group.
std::vector<Group> grouped(const Section& section);

/// Reads a view. Pure and total: values of the wrong type count as absent. If there are several full dates
/// and all are the first of a month, a program added the days. Then dates are shown as months, unless the
/// document's setting `dates` says "days". With "months" they always are.
Outline outline(const View& view);

}  // namespace vitrine::cv
