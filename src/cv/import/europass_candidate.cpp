// The XML of the Europass portal since 2020 (a Candidate by HR Open Standards, with extensions of EURES).
// PDFs of the portal contain it too.

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/formats/html_to_markdown.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/europass_parts.hpp"
#include "cv/import/web_profile.hpp"

namespace vitrine::cv::importing {

namespace candidate {
namespace {

constexpr const char* kNoPlace = "JSON Resume has no field for it there";

void add_date(const Source& from, Json& to, const char* key) {
  put_date(from.is_object() ? from.get("FormattedDateTime") : from, to, key);
}

void add_period(const Source& period, Json& to) {
  add_date(period.get("StartDate"), to, "startDate");
  add_date(period.get("EndDate"), to, "endDate");
  for (const auto* key : {"CurrentIndicator", "Ongoing"}) period.get(key).mark();
}

/// The contact values of that channel; an address has no channel.
std::vector<Source> channels(const Source& contact, std::string_view channel) {
  std::vector<Source> out;
  for (const auto& one : contact.get("Communication").elements()) {
    const auto code = base::ascii_lower(one.get("ChannelCode").peek());
    const bool is_it = channel == "address" ? one.has("Address") : code.find(channel) != std::string::npos;
    if (is_it) out.push_back(one);
  }
  return out;
}

std::string address_on_web(const Source& communication) {
  for (const auto* key : {"ChannelCode", "UseCode"}) communication.get(key).mark();
  return line_of(communication.first_of({"URI", "URL", "Text"}));
}

/// "Bergen, NO", for an entry or its organization.
std::string place_of(const Source& item, const Source& organization) {
  std::string city = line_of(item.get("City"));
  std::string country = line_of(item.first_of({"Country", "CountryCode"}));
  for (const auto& one : channels(organization.get("OrganizationContact"), "address")) {
    const auto address = one.get("Address");
    address.get("@type").mark();
    one.get("UseCode").mark();
    auto its_city = line_of(address.get("CityName"));
    auto its_country = line_of(address.get("CountryCode"));
    if (city.empty()) city = std::move(its_city);
    if (country.empty()) country = std::move(its_country);
  }
  if (country.size() == 2) {
    std::ranges::transform(country, country.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
  }
  return city + (city.empty() || country.empty() ? "" : ", ") + country;
}

std::string website_of(const Source& organization) {
  std::string out;
  for (const auto& one : channels(organization.get("OrganizationContact"), "web")) {
    if (out.empty()) out = address_on_web(one);
  }
  return out;
}

Json read_position(const Source& employer, const Source& position) {
  auto out = Json::object();
  put(out, "name", line_of(employer.get("OrganizationName")));
  put(out, "position", line_of(position.first_of({"PositionTitle", "JobTitle"})));
  put(out, "location", place_of(position, employer));
  put(out, "url", website_of(employer));
  add_period(position.get("EmploymentPeriod"), out);
  if (!out.contains("startDate")) add_period(employer.get("EmploymentPeriod"), out);
  position.get("CurrentIndicator").mark();
  put_summary(rich_text(position.get("Description")), out);
  employer.get("IndustryCode").lose(kNoPlace);
  return out;
}

Json read_education(const Source& item) {
  const auto degree = item.get("EducationDegree");
  auto out = Json::object();
  put(out, "institution", line_of(item.first_of({"OrganizationName", "SchoolName"})));
  put(out, "url", website_of(item));
  auto name = line_of(degree.get("DegreeName"));
  auto program = line_of(item.first_of({"ProgramName", "MajorProgramName"}));
  if (program.empty()) program = line_of(degree.first_of({"FieldOfStudy", "DegreeMajor", "ProgramName"}));
  put(out, "area", program);
  put(out, "studyType", name);
  const auto grade = degree.get("FinalGrade");
  put(out, "score", line_of(grade.is_object() ? grade.first_of({"ScoreText", "Score"}) : grade));
  add_period(item.get("AttendancePeriod"), out);
  if (const auto covered = rich_text(degree.get("OccupationalSkillsCovered")); !covered.empty()) {
    out["courses"] = items_of(covered);
  }
  item.get("EducationLevelCode").lose(kNoPlace);
  item.get("OrganizationContact").lose(kNoPlace);
  return out;
}

/// The ability that a level describes, from "CEF-Understanding-Listening".
std::string ability(const std::string& code) {
  const auto plain = base::ascii_lower(code);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNames{
      {{"listening", "Listening"},
       {"reading", "Reading"},
       {"writing", "Writing"},
       {"interaction", "Conversation"},
       {"production", "Speaking"}}};
  for (const auto& [part, name] : kNames) {
    if (plain.find(part) != std::string::npos) return std::string(name);
  }
  return code;
}

/// The entries of a section, in any elements: everything with a title or a description.
std::vector<Source> entries_of(const Source& section) {
  std::vector<Source> out;
  for (const auto& one : section.elements()) {
    const bool is_entry =
        one.has("Title") || one.has("Name") || one.has("Description") || one.has("OrganizationName");
    if (is_entry) {
      out.push_back(one);
      continue;
    }
    for (const auto& [key, inner] : one.members()) {
      const auto more = entries_of(inner);
      out.insert(out.end(), more.begin(), more.end());
    }
  }
  return out;
}

/// A section of the portal and the target of its entries.
struct Section {
  std::string_view word;  ///< part of the section's name, in lower case
  const char* key;
  const char* name;
  const char* organization;
  const char* text;
  const char* date;  ///< null: it has a start and an end
};
constexpr Section kSections[]{
    {"volunt", "volunteer", "position", "organization", "summary", nullptr},
    {"membership", "volunteer", "organization", "organization", "summary", nullptr},
    {"social", "volunteer", "position", "organization", "summary", nullptr},
    {"honor", "awards", "title", "awarder", "summary", "date"},
    {"honour", "awards", "title", "awarder", "summary", "date"},
    {"award", "awards", "title", "awarder", "summary", "date"},
    {"publication", "publications", "name", "publisher", "summary", "releaseDate"},
    {"certification", "certificates", "name", "issuer", nullptr, "date"},
    {"reference", "references", "name", nullptr, "reference", nullptr},
    {"recommendation", "references", "name", nullptr, "reference", nullptr},
    {"hobb", "interests", "name", nullptr, nullptr, nullptr},
    {"interest", "interests", "name", nullptr, nullptr, nullptr},
    {"", "projects", "name", "entity", "description", nullptr},
};

Json read_entry(const Source& item, const Section& section) {
  auto out = Json::object();
  put(out, section.name, line_of(item.first_of({"Title", "Name", "CertificationName", "PersonName"})));
  if (section.organization != nullptr) {
    const auto from =
        item.first_of({"OrganizationName", "IssuingAuthorityName", "AwardingInstitution", "Publisher"});
    if (const auto text = line_of(from); !out.contains(section.organization))
      put(out, section.organization, text);
  }
  const auto period = item.first_of({"Date", "Period", "EmploymentPeriod", "AttendancePeriod"});
  if (section.date == nullptr) {
    add_period(period.is_object() && !period.has("FormattedDateTime") ? period : item, out);
    if (period.is_text() || period.has("FormattedDateTime")) add_date(period, out, "startDate");
  } else {
    add_date(period.is_object() && !period.has("FormattedDateTime")
                 ? period.first_of({"EndDate", "StartDate"})
                 : period,
             out, section.date);
    if (!out.contains(section.date))
      add_date(item.first_of({"Year", "IssueDate", "StartDate"}), out, section.date);
  }
  const auto description = rich_text(item.first_of({"Description", "Reference"}));
  if (section.text != nullptr) {
    put(out, section.text, description);
  } else if (!description.empty() && !out.contains(section.name)) {
    out[section.name] = description;
  } else if (!description.empty() && std::string_view(section.key) == "interests") {
    out["keywords"] = items_of(description);
  } else {
    item.get("Description").lose(kNoPlace);
  }
  if (std::string_view(section.key) != "awards" && section.organization != nullptr) {
    put(out, "url", line_of(item.first_of({"Link", "URL", "URI"})));
  }
  return out;
}

class Candidate {
 public:
  explicit Candidate(const Source& source) : candidate_(source.get("Candidate")) {}

  Json read() {
    for (const auto* key : {"DocumentID", "CandidateSupplier", "RenderingInformation", "ID", "@type"}) {
      candidate_.get(key).mark();
    }
    read_person(candidate_.get("CandidatePerson"));
    for (const auto& profile : candidate_.get("CandidateProfile").elements()) read_profile(profile);
    return std::move(root_);
  }

 private:
  void read_person(const Source& person) {
    auto& basics = root_["basics"];
    const auto name = person.get("PersonName");
    auto text = line_of(name.get("GivenName"));
    if (const auto last = line_of(name.get("FamilyName")); !last.empty())
      text += (text.empty() ? "" : " ") + last;
    if (text.empty()) text = line_of(name.get("FormattedName"));
    put(basics, "name", text);
    for (const auto& one : channels(person, "email")) {
      if (!basics.contains("email")) put(basics, "email", address_on_web(one));
    }
    for (const auto& one : channels(person, "phone")) {
      if (!basics.contains("phone")) read_phone(one, basics);
    }
    for (const auto* channel : {"web", "social", "messag"}) {
      for (const auto& one : channels(person, channel)) read_web(one, basics);
    }
    for (const auto& one : channels(person, "address")) {
      if (!basics.contains("location")) read_address(one, basics);
    }
    read_native_languages(person.get("PrimaryLanguageCode"));
    for (const auto* key : {"NationalityCode", "BirthDate", "GenderCode", "Visa"})
      person.get(key).lose(kNoPlace);
    if (root_["basics"].empty()) root_.erase("basics");  // later appends may have moved it
  }

  static void read_phone(const Source& from, Json& basics) {
    for (const auto* key : {"ChannelCode", "UseCode", "CountryCode"}) from.get(key).mark();
    auto number = line_of(from.get("DialNumber"));
    auto dialing = line_of(from.get("CountryDialing"));
    if (!dialing.empty() && !dialing.starts_with('+')) dialing.insert(0, 1, '+');
    if (!dialing.empty() && !number.starts_with('+')) number = dialing + " " + number;
    put(basics, "phone", number);
  }

  static void read_web(const Source& from, Json& basics) {
    const auto use = from.get("UseCode").peek();
    const auto url = address_on_web(from);
    if (url.empty()) return;
    const auto network = network_of(url);
    if (network.empty() && !basics.contains("url") && url.find('.') != std::string::npos) {
      basics["url"] = url;
      return;
    }
    auto profile = Json::object();
    put(profile, "network", network.empty() ? (use.empty() ? host_of(url) : use) : network);
    profile[url.find("://") == std::string::npos && network.empty() ? "username" : "url"] = url;
    append(basics, "profiles", std::move(profile));
  }

  static void read_address(const Source& from, Json& basics) {
    const auto address = from.get("Address");
    from.get("UseCode").mark();
    address.get("@type").mark();
    auto location = Json::object();
    std::string street;
    for (const auto& line : address.first_of({"AddressLine", "StreetName"}).elements()) {
      street += (street.empty() ? "" : ", ") + line_of(line);
    }
    put(location, "address", street);
    put(location, "postalCode", line_of(address.get("PostalCode")));
    put(location, "city", line_of(address.get("CityName")));
    put(location, "region", line_of(address.get("CountrySubDivisionCode")));
    const auto country = address.get("CountryCode");
    if (const auto code = union_country(country.peek()); !code.empty()) {
      country.mark();
      location["countryCode"] = code;
    }
    if (!location.empty()) basics["location"] = std::move(location);
  }

  void read_native_languages(const Source& codes) {
    for (const auto& code : codes.elements()) {
      const auto name = language_name(line_of(code), "en");
      if (!name.empty()) append(root_, "languages", {{"language", name}, {"fluency", "Native speaker"}});
    }
  }

  void read_profile(const Source& profile) {
    put_language(profile.get("@languageCode"), root_);
    for (const auto& [key, section] : profile.members()) {
      if (key == "ID" || key == "@languageCode") {
        section.mark();
      } else if (key == "ExecutiveSummary") {
        if (!section.empty()) put(root_["basics"], "summary", rich_text(section));
      } else if (key == "EmploymentHistory") {
        for (const auto& employer : section.get("EmployerHistory").elements()) {
          for (const auto& position : employer.get("PositionHistory").elements())
            append(root_, "work", read_position(employer, position));
        }
      } else if (key == "EducationHistory") {
        for (const auto& item : section.get("EducationOrganizationAttendance").elements())
          append(root_, "education", read_education(item));
      } else if (key == "PersonQualifications") {
        for (const auto& item : section.get("PersonCompetency").elements()) read_competency(item);
      } else if (key == "Attachment") {
        read_photo(section);
      } else if (base::ascii_lower(key).find("skill") != std::string::npos) {
        read_skill_groups(section);
      } else if (base::ascii_lower(key).find("license") != std::string::npos) {
        read_licences(section);
      } else {
        read_section(base::ascii_lower(key), section);
      }
    }
  }

  void read_section(const std::string& name, const Source& section) {
    if (section.is_text()) return add_free_section(root_, name, "", rich_text(section));
    const auto* const known = std::ranges::find_if(
        kSections, [&](const Section& one) { return name.find(one.word) != std::string::npos; });
    for (const auto& item : entries_of(section)) append(root_, known->key, read_entry(item, *known));
  }

  void read_competency(const Source& item) {
    const auto kind = base::ascii_lower(item.get("TaxonomyID").peek());
    item.get("TaxonomyID").mark();
    const auto name = item.first_of({"CompetencyName", "CompetencyID"});
    std::vector<std::pair<std::string, std::string>> levels;
    for (const auto& dimension : item.get("CompetencyDimension").elements()) {
      const auto of = ability(line_of(dimension.get("CompetencyDimensionTypeCode")));
      const auto score = dimension.get("Score");
      auto level = line_of(score.is_object() ? score.get("ScoreText") : score);
      if (!level.empty()) levels.emplace_back(of, std::move(level));
    }
    auto entry = Json::object();
    const bool is_language = kind.find("language") != std::string::npos;
    const auto text = line_of(name);
    put(entry, is_language ? "language" : "name", is_language ? language_name(text, "en") : text);
    put(entry, is_language ? "fluency" : "level", fluency_of(levels));
    item.get("CompetencyID").mark();
    append(root_, is_language ? "languages" : "skills", std::move(entry));
  }

  /// Groups of skills, with or without a title.
  void read_skill_groups(const Source& section) {
    if (section.is_text()) return add_skill_group("", {rich_text(section)});
    for (const auto& [key, groups] : section.members()) {
      for (const auto& group : groups.elements()) {
        std::vector<std::string> names;
        if (group.is_text()) names = {line_of(group)};
        for (const auto& [part, values] : group.members()) {
          if (part == "Title" || part == "Name" || part.starts_with('@')) continue;
          for (const auto& value : values.elements()) {
            const auto one = value.is_object()
                                 ? value.first_of({"CompetencyName", "Name", "Title", "Description"})
                                 : value;
            for (auto& term : items_of(rich_text(one))) names.push_back(std::move(term));
            value.get("TaxonomyID").mark();
            value.get("CompetencyID").mark();
          }
        }
        add_skill_group(line_of(group.first_of({"Title", "Name"})), names);
      }
    }
  }

  void add_skill_group(const std::string& title, const std::vector<std::string>& names) {
    if (title.empty()) {
      for (const auto& name : names) {
        if (!name.empty()) append(root_, "skills", {{"name", name}});
      }
      return;
    }
    auto entry = Json::object();
    put(entry, "name", title);
    put(entry, "keywords", names);
    append(root_, "skills", std::move(entry));
  }

  void read_licences(const Source& section) {
    std::vector<std::string> codes;
    for (const auto& one : section.get("License").elements()) {
      auto code =
          one.is_object() ? line_of(one.first_of({"LicenseTypeCode", "LicenseName", "Title"})) : line_of(one);
      if (!code.empty()) codes.push_back(std::move(code));
    }
    if (!codes.empty()) append(root_, "skills", {{"name", "Driving licence"}, {"keywords", codes}});
  }

  /// The portrait, if it is a data URI and small enough for a document.
  void read_photo(const Source& attachments) {
    constexpr std::size_t kMostBytes = std::size_t{160} * 1024;
    for (const auto& one : attachments.elements()) {
      const auto data = one.get("EmbeddedData").peek();
      if (!data.starts_with("data:image/")) continue;
      if (data.size() > kMostBytes) {
        one.lose("too large for a CV of 256 KiB; add a smaller one afterwards");
        continue;
      }
      root_["basics"]["image"] = data;
      one.mark();
    }
  }

  const Source candidate_;
  Json root_ = Json::object();
};

}  // namespace
}  // namespace candidate

Json import_europass_candidate(const Source& source) {
  return candidate::Candidate(source).read();
}

}  // namespace vitrine::cv::importing
