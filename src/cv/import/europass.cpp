// Europass' SkillsPassport (versions 3.0 to 3.4 of its schema), in XML and in the equivalent JSON.

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/formats/html_to_markdown.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/europass_parts.hpp"
#include "cv/import/web_profile.hpp"

namespace vitrine::cv::importing {

namespace europass {
namespace {

constexpr const char* kNoPlace = "JSON Resume has no field for it there";

/// Items of a list. XML wraps them in an element ("EmailList/Email"), JSON does not.
std::vector<Source> list_of(const Source& of, const std::string& name) {
  const auto wrapped = of.get(name + "List");
  const auto inner = wrapped.get(name);
  if (!inner.empty()) return inner.elements();
  return wrapped.empty() ? of.get(name).elements() : wrapped.elements();
}

/// A value with a code and a label for people. The label is used.
std::string label(const Source& of) {
  if (!of.is_object()) return line_of(of);
  auto text = line_of(of.get("Label"));
  const auto code = of.get("Code");
  if (text.empty()) return line_of(code);
  code.mark();
  return text;
}

/// One number of a date: "2015", "--08", "---03" (XML Schema's gYear, gMonth, gDay) or a number.
int date_part(const Source& of, const std::string& name) {
  auto from = of.get("@" + name);
  if (from.empty()) {
    auto capital = name;
    capital[0] = static_cast<char>(capital[0] - 'a' + 'A');
    from = of.get(capital);
  }
  auto text = from.take();
  text.erase(0, std::min(text.find_first_not_of('-'), text.size()));
  int out = 0;
  for (const char c : text.substr(0, 4)) {
    if (c < '0' || c > '9') return 0;
    out = out * 10 + (c - '0');
  }
  return out;
}

void add_date(const Source& from, Json& to, const char* key) {
  if (from.empty()) return;
  if (from.is_text()) return put_date(from, to, key);
  const auto year = date_part(from, "year");
  if (year == 0) return from.lose("no date that can be read");
  auto text = std::to_string(year);
  for (const auto* name : {"month", "day"}) {
    const auto number = date_part(from, name);
    if (number == 0) break;
    text += (number < 10 ? "-0" : "-") + std::to_string(number);
  }
  if (const auto date = formats::loose_date(text)) to[key] = *date;
}

void add_period(const Source& item, Json& to) {
  const auto period = item.get("Period");
  add_date(period.get("From"), to, "startDate");
  add_date(period.get("To"), to, "endDate");
  period.get("Current").mark();
}

/// "Bergen, Norway", for an organization.
std::string place_of(const Source& organization) {
  const auto contact = organization.get("ContactInfo").get("Address").get("Contact");
  std::string out = line_of(contact.get("Municipality"));
  const auto country = label(contact.get("Country"));
  if (!country.empty()) out += (out.empty() ? "" : ", ") + country;
  return out;
}

std::string website_of(const Source& organization) {
  const auto website = organization.get("ContactInfo").get("Website");
  return line_of(website.is_object() ? website.get("Contact") : website);
}

Json read_work(const Source& item) {
  const auto employer = item.get("Employer");
  auto out = Json::object();
  put(out, "name", employer.is_object() ? line_of(employer.get("Name")) : line_of(employer));
  put(out, "position", label(item.get("Position")));
  put(out, "location", place_of(employer));
  put(out, "url", website_of(employer));
  add_period(item, out);
  put_summary(rich_text(item.get("Activities")), out);
  employer.get("Sector").lose(kNoPlace);
  return out;
}

Json read_education(const Source& item) {
  const auto school = item.first_of({"Organisation", "Organization"});
  auto out = Json::object();
  put(out, "institution", school.is_object() ? line_of(school.get("Name")) : line_of(school));
  put(out, "url", website_of(school));
  put(out, "area", label(item.get("Field")));
  put(out, "studyType", label(item.get("Title")));
  add_period(item, out);
  if (const auto activities = rich_text(item.get("Activities")); !activities.empty()) {
    out["courses"] = items_of(activities);
  }
  item.get("Level").lose(kNoPlace);
  school.get("ContactInfo").get("Address").lose(kNoPlace);
  return out;
}

/// Words that the file does not contain.
struct Words {
  std::string_view language;
  std::string_view native, communication, organisational, job_related, computer, driving, other;
  std::array<std::string_view, 5> abilities;  ///< in kAbilities' order
};
constexpr std::array<std::string_view, 5> kAbilities{"Listening", "Reading", "SpokenInteraction",
                                                     "SpokenProduction", "Writing"};
constexpr std::array<Words, 2> kWords{{{"en",
                                        "Native speaker",
                                        "Communication",
                                        "Organisation",
                                        "Job-related skills",
                                        "Digital skills",
                                        "Driving licence",
                                        "Other skills",
                                        {"Listening", "Reading", "Conversation", "Speaking", "Writing"}},
                                       {"de",
                                        "Muttersprache",
                                        "Kommunikation",
                                        "Organisation",
                                        "Berufliche Fähigkeiten",
                                        "Digitale Fähigkeiten",
                                        "Führerschein",
                                        "Weitere Fähigkeiten",
                                        {"Hören", "Lesen", "Gespräch", "Sprechen", "Schreiben"}}}};

class Europass {
 public:
  explicit Europass(const Source& source)
      : passport_(source.has("SkillsPassport") ? source.get("SkillsPassport") : source) {}

  Json read() {
    put_language(passport_.first_of({"@locale", "Locale"}), root_);
    const auto language = root_.contains("meta") ? root_["meta"].value("language", "en") : "en";
    words_ = language.starts_with("de") ? &kWords[1] : &kWords[0];
    for (const auto* key : {"DocumentInfo", "PrintingPreferences"}) passport_.get(key).mark();
    const auto learner = passport_.get("LearnerInfo");
    read_identification(learner.get("Identification"));
    read_headline(learner.get("Headline"));
    for (const auto& item : list_of(learner, "WorkExperience")) append(root_, "work", read_work(item));
    for (const auto& item : list_of(learner, "Education")) append(root_, "education", read_education(item));
    read_skills(learner.get("Skills"));
    for (const auto& item : list_of(learner, "Achievement")) {
      const auto title = item.get("Title");
      const auto kind = title.is_object() ? title.get("Code").peek() : title.peek();
      const auto words = label(title);
      add_free_section(root_, kind.empty() ? words : kind, words, rich_text(item.get("Description")));
    }
    for (const auto* key : {"AttachmentList", "Attachment", "CoverLetter", "Documentation"}) {
      passport_.get(key).lose("a CV here has no files or letters with it");
    }
    return std::move(root_);
  }

 private:
  void read_identification(const Source& from) {
    auto basics = Json::object();
    const auto name = from.get("PersonName");
    auto text = name.is_object() ? line_of(name.get("FirstName")) : line_of(name);
    if (const auto last = line_of(name.first_of({"Surname", "LastName"})); !last.empty())
      text += (text.empty() ? "" : " ") + last;
    put(basics, "name", text);
    const auto contact = from.get("ContactInfo");
    read_address(contact.get("Address"), basics);
    const auto email = contact.get("Email");
    put(basics, "email", line_of(email.is_object() ? email.get("Contact") : email));
    for (const auto& phone : list_of(contact, "Telephone")) {
      const auto number = phone.is_object() ? phone.get("Contact") : phone;
      if (basics.contains("phone")) {
        number.lose("JSON Resume has one");
        continue;
      }
      put(basics, "phone", line_of(number));
      phone.get("Use").mark();
    }
    for (const auto& site : list_of(contact, "Website")) {
      const auto url = line_of(site.is_object() ? site.get("Contact") : site);
      site.get("Use").mark();
      if (url.empty()) continue;
      const auto network = network_of(url);
      if (network.empty() && !basics.contains("url")) {
        basics["url"] = url;
      } else {
        append(basics, "profiles", {{"network", network.empty() ? host_of(url) : network}, {"url", url}});
      }
    }
    for (const auto& one : list_of(contact, "InstantMessaging")) {
      auto profile = Json::object();
      put(profile, "network", label(one.get("Use")));
      put(profile, "username", line_of(one.get("Contact")));
      append(basics, "profiles", std::move(profile));
    }
    read_photo(from.get("Photo"), basics);
    from.get("Demographics").lose(kNoPlace);
    if (!basics.empty()) root_["basics"] = std::move(basics);
  }

  static void read_address(const Source& address, Json& basics) {
    const auto from = address.has("Contact") ? address.get("Contact") : address;
    auto location = Json::object();
    auto street = from.is_text() ? line_of(from) : line_of(from.get("AddressLine"));
    if (const auto second = line_of(from.get("AddressLine2")); !second.empty())
      street += (street.empty() ? "" : ", ") + second;
    put(location, "address", street);
    put(location, "postalCode", line_of(from.get("PostalCode")));
    put(location, "city", line_of(from.get("Municipality")));
    const auto country = from.get("Country");
    for (const auto& one : {country.get("Code"), country.get("Label"), country}) {
      const auto code = union_country(one.peek());
      if (code.empty()) continue;
      country.mark();
      location["countryCode"] = code;
      break;
    }
    if (!location.empty()) basics["location"] = std::move(location);
  }

  static void read_photo(const Source& photo, Json& basics) {
    constexpr std::size_t kMostBytes = std::size_t{160} * 1024;  // part of a document's 256 KiB
    auto type = photo.get("MimeType").peek();
    if (type.empty()) type = "image/jpeg";
    const auto data = photo.get("Data");
    std::string bytes;
    for (const char c : data.peek()) {
      if (static_cast<unsigned char>(c) > ' ') bytes += c;
    }
    if (bytes.empty() || !type.starts_with("image/")) return;
    if (bytes.size() > kMostBytes)
      return photo.lose("too large for a CV of 256 KiB; add a smaller one afterwards");
    basics["image"] = "data:" + type + ";base64," + bytes;
    photo.mark();
  }

  /// A personal statement becomes the summary; a current or desired position becomes the label.
  void read_headline(const Source& headline) {
    const auto type = headline.get("Type");
    const auto kind = base::ascii_lower(type.get("Code").peek());
    type.mark();
    const auto description = headline.get("Description");
    const auto text = label(description);
    if (text.empty()) return;
    if (kind == "personal_statement") {
      root_["basics"]["summary"] = formats::html_to_markdown(text);
    } else {
      root_["basics"]["label"] = text;
    }
  }

  void read_skills(const Source& skills) {
    read_languages(skills.get("Linguistic"));
    add_skill(skills.get("Communication"), words_->communication);
    add_skill(skills.first_of({"Organisational", "Organizational"}), words_->organisational);
    add_skill(skills.get("JobRelated"), words_->job_related);
    add_skill(skills.get("Computer"), words_->computer);
    for (const auto* key : {"Artistic", "Technical", "Social"}) add_skill(skills.get(key), key);
    add_licences(skills.get("Driving"));
    add_skill(skills.get("Other"), words_->other);
  }

  void add_licences(const Source& driving) {
    const auto description = driving.get("Description");
    auto licences = items_of(rich_text(description));
    if (licences.empty()) licences = description.take_list();
    for (const auto& one : list_of(driving, "Licence")) licences.push_back(label(one));
    for (const auto& one : description.get("Licence").elements()) licences.push_back(label(one));
    if (!licences.empty()) append(root_, "skills", {{"name", words_->driving}, {"keywords", licences}});
  }

  void add_skill(const Source& skill, std::string_view name) {
    const auto text = rich_text(skill.is_object() ? skill.get("Description") : skill);
    Json entry{{"name", name}};
    if (!text.empty()) entry["keywords"] = items_of(text);
    std::vector<std::pair<std::string, std::string>> levels;
    for (const auto& [part, level] : skill.get("ProficiencyLevel").members()) {
      if (auto mark = line_of(level); !mark.empty()) levels.emplace_back(part, std::move(mark));
    }
    put(entry, "level", fluency_of(levels));
    if (entry.size() > 1) append(root_, "skills", std::move(entry));
  }

  void read_languages(const Source& linguistic) {
    for (const auto& item : list_of(linguistic, "MotherTongue")) {
      const auto name = language_of(item);
      if (!name.empty()) append(root_, "languages", {{"language", name}, {"fluency", words_->native}});
    }
    for (const auto& item : list_of(linguistic, "ForeignLanguage")) {
      auto entry = Json::object();
      put(entry, "language", language_of(item));
      std::vector<std::pair<std::string, std::string>> parts;
      for (std::size_t i = 0; i < kAbilities.size(); ++i) {
        auto level = line_of(item.get("ProficiencyLevel").get(kAbilities.at(i)));
        if (!level.empty()) parts.emplace_back(words_->abilities.at(i), std::move(level));
      }
      put(entry, "fluency", fluency_of(parts));
      append(root_, "languages", std::move(entry));
      for (const auto* key : {"AcquiredDuring", "VerifiedBy", "Certificate", "Experience"})
        item.get(key).lose(kNoPlace);
    }
  }

  [[nodiscard]] std::string language_of(const Source& item) const {
    const auto description = item.get("Description");
    const bool has_words = !description.is_object() || description.has("Label");
    return has_words ? label(description) : language_name(label(description), std::string(words_->language));
  }

  const Source passport_;
  const Words* words_ = kWords.data();
  Json root_ = Json::object();
};

}  // namespace
}  // namespace europass

Json import_europass(const Source& source) {
  return source.has("Candidate") ? import_europass_candidate(source) : europass::Europass(source).read();
}

}  // namespace vitrine::cv::importing
