// LinkedIn's data export, with tables read by linkedin_tables.hpp. Its texts have no markup.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/formats/plain_text.hpp"
#include "cv/import/foreign_parts.hpp"
#include "cv/import/linkedin_tables.hpp"
#include "cv/import/web_profile.hpp"

namespace vitrine::cv::importing {

namespace linkedin {
namespace {

constexpr const char* kNoPlace = "JSON Resume has no field for it there";

/// LinkedIn's numeric date as YYYY-MM-DD: month first, perhaps with a two-digit year or a time of day behind
/// it. Any other text is returned as it is.
std::string iso_date(std::string_view text) {
  const auto date = text.substr(0, text.find_first_of(", "));
  std::array<int, 3> numbers{};
  std::size_t count = 0;
  int digits = 0;
  for (const char c : date) {
    if (c >= '0' && c <= '9' && digits < 4) {
      numbers.at(count) = numbers.at(count) * 10 + (c - '0');
      ++digits;
    } else if (c == '/' && digits > 0 && count < 2) {
      ++count;
      digits = 0;
    } else {
      return std::string(text);
    }
  }
  if (count != 2 || digits == 0) return std::string(text);
  auto [month, day, year] = numbers;
  constexpr int kFirstYear = 1000;
  constexpr int kPivot = 70;  // for two-digit years
  if (month >= kFirstYear) {  // "2020/01/31"
    year = std::exchange(month, std::exchange(day, year));
  }
  if (month > 12) std::swap(month, day);
  if (year < kFirstYear) year += year < kPivot ? 2000 : 1900;
  const auto two = [](int number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(year) + two(month) + two(day);
}

void add_date(const Source& from, Json& to, const char* key) {
  const auto text = from.peek();
  if (text.empty()) return;
  if (formats::is_present(text)) return from.mark();
  const auto date = formats::loose_date(iso_date(text));
  if (!date) return from.lose("no date that can be read");
  from.mark();
  to[key] = *date;
}

/// A row; column names ignore case.
class Row {
 public:
  explicit Row(const Source& source) : members_(source.members()), none_(source.get("")) {}

  [[nodiscard]] Source get(std::string_view column) const {
    const auto at = std::ranges::find_if(members_, [&](const auto& member) {
      return base::ascii_lower(member.first) == base::ascii_lower(column);
    });
    return at == members_.end() ? none_ : at->second;
  }
  [[nodiscard]] Source get(std::string_view column, std::string_view other) const {
    const auto first = get(column);
    return first.empty() ? get(other) : first;
  }
  [[nodiscard]] std::string take(std::string_view column) const { return get(column).take(); }
  [[nodiscard]] std::string text(std::string_view column) const {
    return formats::plain_to_markdown(take(column));
  }

 private:
  std::vector<std::pair<std::string, Source>> members_;
  Source none_;
};

void add_period(const Row& row, Json& to) {
  add_date(row.get("Started On", "Start Date"), to, "startDate");
  add_date(row.get("Finished On", "End Date"), to, "endDate");
}

Json read_position(const Row& row) {
  auto out = Json::object();
  put(out, "name", row.take("Company Name"));
  put(out, "position", row.take("Title"));
  put(out, "location", row.take("Location"));
  add_period(row, out);
  put_summary(row.text("Description"), out);
  return out;
}

Json read_volunteering(const Row& row) {
  auto out = Json::object();
  put(out, "organization", row.take("Company Name"));
  put(out, "position", row.take("Role"));
  add_period(row, out);
  put_summary(row.text("Description"), out);
  row.get("Cause").lose(kNoPlace);
  return out;
}

Json read_organization(const Row& row) {
  auto out = Json::object();
  put(out, "organization", row.take("Name"));
  put(out, "position", row.take("Position"));
  add_period(row, out);
  put_summary(row.text("Description"), out);
  return out;
}

Json read_education(const Row& row) {
  auto out = Json::object();
  put(out, "institution", row.take("School Name"));
  put(out, "studyType", row.take("Degree Name"));
  put(out, "area", row.get("Field Of Study", "Fields Of Study").take());
  put(out, "score", row.take("Grade"));
  add_period(row, out);
  for (const auto* column : {"Notes", "Activities"}) {
    row.get(column).lose("JSON Resume has no text in education");
  }
  return out;
}

Json read_skill(const Row& row) {
  auto out = Json::object();
  put(out, "name", row.take("Name"));
  return out;
}

Json read_language(const Row& row) {
  auto out = Json::object();
  put(out, "language", row.take("Name"));
  put(out, "fluency", row.take("Proficiency"));
  return out;
}

Json read_certification(const Row& row) {
  auto out = Json::object();
  put(out, "name", row.take("Name"));
  put(out, "issuer", row.take("Authority"));
  put(out, "url", row.take("Url"));
  add_date(row.get("Started On"), out, "date");
  row.get("Finished On").lose("JSON Resume has only the day on which a certificate was given");
  row.get("License Number").lose(kNoPlace);
  return out;
}

Json read_project(const Row& row) {
  auto out = Json::object();
  put(out, "name", row.take("Title"));
  put(out, "url", row.take("Url"));
  add_period(row, out);
  const auto parts = formats::split_list(row.text("Description"));
  put(out, "description", parts.summary);
  put(out, "highlights", parts.items);
  return out;
}

Json read_publication(const Row& row) {
  auto out = Json::object();
  put(out, "name", row.take("Name"));
  put(out, "publisher", row.take("Publisher"));
  put(out, "url", row.take("Url"));
  add_date(row.get("Published On"), out, "releaseDate");
  put(out, "summary", row.text("Description"));
  return out;
}

Json read_patent(const Row& row) {
  auto out = Json::object();
  put(out, "name", row.take("Title"));
  auto office = row.get("Patent Office", "Issuer").take();
  for (const auto* column : {"Patent Number", "Number", "Application Number"}) {
    if (const auto number = row.take(column); !number.empty()) office += (office.empty() ? "" : " ") + number;
  }
  put(out, "publisher", office);
  put(out, "url", row.take("Url"));
  add_date(row.get("Issued On", "Issue Date"), out, "releaseDate");
  if (!out.contains("releaseDate")) add_date(row.get("Filed On", "Filing Date"), out, "releaseDate");
  put(out, "summary", row.text("Description"));
  return out;
}

Json read_honor(const Row& row) {
  auto out = Json::object();
  put(out, "title", row.take("Title"));
  put(out, "awarder", row.take("Issuer"));
  add_date(row.get("Issued On"), out, "date");
  put(out, "summary", row.text("Description"));
  return out;
}

Json read_test_score(const Row& row) {
  auto out = Json::object();
  auto title = row.take("Name");
  if (const auto score = row.take("Score"); !score.empty()) title += (title.empty() ? "" : ": ") + score;
  put(out, "title", title);
  add_date(row.get("Date On", "Date"), out, "date");
  put(out, "summary", row.text("Description"));
  return out;
}

/// A recommendation, if the owner's profile shows it; hidden ones stay out.
Json read_recommendation(const Row& row) {
  auto out = Json::object();
  const auto status = row.get("Status");
  if (const auto text = base::ascii_lower(status.peek()); !text.empty() && text != "visible") {
    status.lose("hidden there");
    return out;
  }
  status.mark();
  auto name = row.take("First Name");
  if (const auto last = row.take("Last Name"); !last.empty()) name += (name.empty() ? "" : " ") + last;
  for (const auto* column : {"Job Title", "Company"}) {
    if (const auto text = row.take(column); !text.empty()) name += (name.empty() ? "" : ", ") + text;
  }
  put(out, "name", name);
  put(out, "reference", row.text("Text"));
  row.get("Creation Date").lose(kNoPlace);
  return out;
}

struct Section {
  std::string_view table;
  const char* key;
  Json (*read)(const Row&);
};

constexpr Section kSections[]{
    {"Positions", "work", read_position},
    {"Volunteering", "volunteer", read_volunteering},
    {"Organizations", "volunteer", read_organization},
    {"Education", "education", read_education},
    {"Skills", "skills", read_skill},
    {"Languages", "languages", read_language},
    {"Certifications", "certificates", read_certification},
    {"Projects", "projects", read_project},
    {"Publications", "publications", read_publication},
    {"Patents", "publications", read_patent},
    {"Honors", "awards", read_honor},
    {"Test Scores", "awards", read_test_score},
    {"Recommendations", "references", read_recommendation},
};

/// The parts of "[COMPANY:https://a.example,OTHER:https://b.example]" or "[name,other]".
std::vector<std::string> listed(std::string text) {
  if (text.starts_with('[')) text.erase(0, 1);
  if (text.ends_with(']')) text.pop_back();
  return formats::split_terms(text);
}

/// Removes the label before a part.
std::string without_label(const std::string& part, std::string& label) {
  const auto colon = part.find(':');
  const bool is_address = colon == std::string::npos || part.substr(colon).starts_with("://");
  if (is_address) return part;
  label = part.substr(0, colon);
  const auto begin = part.find_first_not_of(' ', colon + 1);
  return begin == std::string::npos ? std::string{} : part.substr(begin);
}

class LinkedIn {
 public:
  explicit LinkedIn(const Source& source) : source_(source) {}

  Json read() {
    for (const auto& row : source_.get("Profile").elements()) read_profile(Row(row));
    if (const auto summary = first_of("Profile Summary", "Profile Summary"); !summary.empty()) {
      auto& basics = root_["basics"];
      if (!basics.contains("summary")) {
        basics["summary"] = formats::plain_to_markdown(summary.take());
      } else if (basics["summary"] == formats::plain_to_markdown(summary.peek())) {
        summary.mark();
      }
    }
    read_emails();
    if (const auto number = first_of("Phone Numbers", "Number"); !number.empty())
      root_["basics"]["phone"] = number.take();
    for (const auto& row : source_.get("Phone Numbers").elements()) Row(row).get("Type").mark();
    for (const auto& section : kSections) {
      for (const auto& row : source_.get(section.table).elements()) add(section.key, section.read(Row(row)));
    }
    read_courses();
    for (const auto& [name, table] : source_.members()) {
      if (table.is_text()) table.lose("not part of a profile");
    }
    return std::move(root_);
  }

 private:
  void add(const char* key, Json entry) {
    if (entry.empty()) return;
    auto& list = root_[key];
    if (!list.is_array()) list = Json::array();
    list.push_back(std::move(entry));
  }

  [[nodiscard]] Source first_of(std::string_view table, std::string_view column) const {
    for (const auto& row : source_.get(table).elements()) {
      if (const auto field = Row(row).get(column); !field.empty()) return field;
    }
    return source_.get(table).get(column);
  }

  void read_profile(const Row& row) {
    auto& basics = root_["basics"];
    auto name = row.take("First Name");
    if (const auto last = row.take("Last Name"); !last.empty()) name += (name.empty() ? "" : " ") + last;
    put(basics, "name", name);
    put(basics, "label", row.take("Headline"));
    put(basics, "summary", row.text("Summary"));
    read_location(row, basics);
    for (const auto& part : listed(row.take("Websites"))) {
      std::string label;
      const auto url = without_label(part, label);
      if (!url.empty()) add_website(basics, label, url);
    }
    for (const auto& handle : listed(row.take("Twitter Handles"))) {
      add_profile(basics, {{"network", "X"}, {"username", handle}, {"url", "https://x.com/" + handle}});
    }
    for (const auto& part : listed(row.take("Instant Messengers"))) {
      std::string label = "Messenger";
      const auto username = without_label(part, label);
      if (!username.empty()) add_profile(basics, {{"network", label}, {"username", username}});
    }
    for (const auto* column : {"Maiden Name", "Birth Date", "Industry"}) row.get(column).lose(kNoPlace);
    if (basics.empty()) root_.erase("basics");
  }

  static void add_website(Json& basics, const std::string& label, const std::string& url) {
    const auto network = network_of(url);
    const bool is_home = !basics.contains("url") && network.empty();
    if (is_home) {
      basics["url"] = url;
    } else {
      add_profile(basics, {{"network", network.empty() ? (label.empty() ? host_of(url) : label) : network},
                           {"url", url}});
    }
  }

  static void add_profile(Json& basics, Json profile) {
    auto& list = basics["profiles"];
    if (!list.is_array()) list = Json::array();
    list.push_back(std::move(profile));
  }

  /// "Oslo, Norway", "Bergen, Vestland, Norway", "Greater Oslo Region": the last part may be the country.
  static void read_location(const Row& row, Json& basics) {
    auto location = Json::object();
    put(location, "address", row.take("Address"));
    put(location, "postalCode", row.take("Zip Code"));
    auto parts = formats::split_terms(row.take("Geo Location"));
    if (!parts.empty()) {
      if (const auto code = formats::country_code(parts.back())) {
        location["countryCode"] = *code;
        parts.pop_back();
      }
    }
    if (!parts.empty()) location["city"] = parts.front();
    std::string region;
    for (std::size_t i = 1; i < parts.size(); ++i) region += (i > 1 ? ", " : "") + parts[i];
    put(location, "region", region);
    if (!location.empty()) basics["location"] = std::move(location);
  }

  /// Takes the address marked as primary, else the first.
  void read_emails() {
    std::optional<Row> chosen;
    for (const auto& source : source_.get("Email Addresses").elements()) {
      const Row row(source);
      if (row.get("Email Address").empty()) continue;
      if (!chosen || base::ascii_lower(row.get("Primary").peek()) == "yes") chosen = row;
    }
    for (const auto& source : source_.get("Email Addresses").elements()) {
      for (const auto* column : {"Confirmed", "Primary", "Updated On"}) Row(source).get(column).mark();
      Row(source).get("Email Address").lose("JSON Resume has one");
    }
    if (chosen) root_["basics"]["email"] = chosen->take("Email Address");
  }

  /// Courses belong to an education; if it is not clear to which, they become a group of skills.
  void read_courses() {
    std::vector<std::string> courses;
    for (const auto& source : source_.get("Courses").elements()) {
      const Row row(source);
      auto name = row.take("Name");
      const auto number = row.take("Number");
      if (!number.empty()) name += name.empty() ? number : " (" + number + ")";
      if (!name.empty()) courses.push_back(std::move(name));
    }
    if (courses.empty()) return;
    const bool is_clear = root_.contains("education") && root_["education"].size() == 1;
    if (is_clear) {
      root_["education"][0]["courses"] = courses;
    } else {
      add("skills", {{"name", "Courses"}, {"keywords", courses}});
    }
  }

  const Source source_;
  Json root_ = Json::object();
};

}  // namespace
}  // namespace linkedin

Json import_linkedin(const Source& source) {
  return linkedin::LinkedIn(source).read();
}

}  // namespace vitrine::cv::importing
