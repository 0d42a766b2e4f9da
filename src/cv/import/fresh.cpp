// FRESH (schema 0.1 to 1.0): a person's name at the top level, sections as lists or as objects with a
// `history`.

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/foreign_parts.hpp"

namespace vitrine::cv::importing {

namespace fresh {
namespace {

constexpr const char* kNoPlace = "JSON Resume has no field for it there";

/// Joins texts as paragraphs.
std::string paragraphs(std::initializer_list<std::string> texts) {
  std::string out;
  for (const auto& text : texts) {
    if (!out.empty() && !text.empty()) out += "\n\n";
    out += text;
  }
  return out;
}

/// A text, or a list of texts.
std::string joined(const Source& from) {
  std::string out;
  for (const auto& text : from.take_list()) out += (out.empty() ? "" : ", ") + text;
  return out;
}

/// A name: the text itself, or the `name` of an object.
std::string name_of(const Source& from) {
  return from.is_object() ? from.get("name").take() : joined(from);
}

/// A place: the text itself, or the parts of an address.
std::string place_of(const Source& from) {
  if (!from.is_object()) return from.take();
  std::string out;
  for (const auto* part : {"city", "region", "country"}) {
    const auto text = from.get(part).take();
    if (!text.empty()) out += (out.empty() ? "" : ", ") + text;
  }
  return out;
}

void add_period(const Source& item, Json& to) {
  put_date(item.first_of({"start", "startDate"}), to, "startDate");
  const auto end = item.first_of({"end", "endDate"});
  if (const auto current = item.get("current"); current.is(true) || current.peek() == "true") current.mark();
  if (item.get("current").is(false)) item.get("current").mark();
  put_date(end, to, "endDate");
}

/// Summary and bullet points of an entry as one Markdown text, since JSON Resume has only one field here.
std::string whole_text(const Source& item) {
  auto text = item.first_of({"summary", "description"}).take();
  std::string list;
  for (const auto& highlight : item.get("highlights").take_list()) {
    list += (list.empty() ? "- " : "\n- ") + highlight;
  }
  return paragraphs({text, list});
}

Json read_engagement(const Source& item, const char* organization) {
  auto out = Json::object();
  put(out, organization, name_of(item.first_of({"employer", "organization", "name", "company"})));
  put(out, "position", item.first_of({"position", "role", "title"}).take());
  if (std::string_view(organization) == "name") put(out, "location", place_of(item.get("location")));
  put(out, "url", item.first_of({"url", "website"}).take());
  add_period(item, out);
  auto summary = item.get("summary").take();
  if (const auto description = item.get("description"); !description.empty()) {
    summary = paragraphs({summary, description.take()});
  }
  put(out, "summary", summary);
  put(out, "highlights", item.get("highlights").take_list());
  for (const auto* key : {"keywords", "category"}) item.get(key).lose(kNoPlace);
  return out;
}

Json read_work(const Source& item) {
  return read_engagement(item, "name");
}

Json read_volunteer(const Source& item) {
  return read_engagement(item, "organization");
}

Json read_education(const Source& item) {
  auto out = Json::object();
  put(out, "institution", name_of(item.first_of({"institution", "school", "organization"})));
  put(out, "url", item.first_of({"url", "website"}).take());
  put(out, "area", joined(item.first_of({"area", "study"})));
  put(out, "studyType", joined(item.first_of({"studyType", "degree", "title"})));
  const auto title = item.get("title");
  if (title.peek() == out.value("studyType", "")) {
    title.mark();
  } else if (!out.contains("area")) {
    put(out, "area", title.take());
  }
  put(out, "score", item.first_of({"grade", "gpa", "score"}).take());
  put(out, "courses", item.first_of({"curriculum", "courses"}).take_list());
  add_period(item, out);
  for (const auto* key : {"summary", "highlights", "location"}) item.get(key).lose(kNoPlace);
  return out;
}

Json read_project(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"title", "name"}).take());
  put(out, "url", item.first_of({"url", "repo", "website"}).take());
  put(out, "type", item.get("category").take());
  if (const auto role = item.get("role").take_list(); !role.empty()) out["roles"] = role;
  put(out, "description", paragraphs({item.get("description").take(), item.get("summary").take()}));
  put(out, "highlights", item.get("highlights").take_list());
  put(out, "keywords", item.get("keywords").take_list());
  add_period(item, out);
  return out;
}

/// Talks, work samples, activities: they are closest to a project.
Json read_activity(const Source& item, const char* type) {
  auto out = Json::object();
  put(out, "name", item.first_of({"title", "event", "name", "activity"}).take());
  put(out, "entity", item.first_of({"event", "organization"}).take());
  if (out.value("entity", "") == out.value("name", "-")) out.erase("entity");
  put(out, "url", item.get("url").take());
  if (const auto role = item.get("role").take_list(); !role.empty()) out["roles"] = role;
  put(out, "type", item.get("category").take());
  if (!out.contains("type")) out["type"] = type;
  put(out, "description",
      paragraphs({item.get("activity").take(), item.get("description").take(), item.get("summary").take()}));
  put(out, "highlights", item.get("highlights").take_list());
  put(out, "keywords", item.get("keywords").take_list());
  add_period(item, out);
  if (!out.contains("startDate")) {
    put_date(item.get("date"), out, "startDate");
    if (out.contains("startDate")) out["endDate"] = out["startDate"];
  }
  if (out.size() == 1) return Json::object();
  return out;
}

Json read_talk(const Source& item) {
  return read_activity(item, "talk");
}

Json read_sample(const Source& item) {
  return read_activity(item, "sample");
}

Json read_extracurricular(const Source& item) {
  return read_activity(item, "extracurricular");
}

Json read_writing(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"title", "name"}).take());
  const auto publisher = item.get("publisher");
  put(out, "publisher", name_of(publisher));
  put_date(item.first_of({"date", "releaseDate"}), out, "releaseDate");
  put(out, "url", item.get("url").take());
  if (!out.contains("url") && publisher.is_object()) put(out, "url", publisher.get("url").take());
  put(out, "summary", whole_text(item));
  return out;
}

Json read_award(const Source& item) {
  auto out = Json::object();
  put(out, "title", item.first_of({"title", "name"}).take());
  put(out, "awarder", name_of(item.first_of({"from", "awarder"})));
  put_date(item.get("date"), out, "date");
  put(out, "summary", whole_text(item));
  item.get("url").lose(kNoPlace);
  return out;
}

Json read_skill_set(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("name").take());
  put(out, "level", item.get("level").take());
  put(out, "keywords", item.first_of({"skills", "keywords"}).take_list());
  return out;
}

Json read_language(const Source& item) {
  auto out = Json::object();
  put(out, "language", item.is_object() ? item.first_of({"language", "name"}).take() : item.take());
  put(out, "fluency", item.first_of({"level", "fluency"}).take());
  return out;
}

Json read_interest(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.is_object() ? item.get("name").take() : item.take());
  put(out, "keywords", item.get("keywords").take_list());
  if (!out.contains("keywords")) {
    if (auto summary = item.get("summary").take(); !summary.empty()) out["keywords"].push_back(summary);
  }
  return out;
}

/// Testimonials and references. Their addresses stay out of the CV.
Json read_reference(const Source& item) {
  auto out = Json::object();
  if (item.get("private").is(true)) {
    item.lose("private there");
    return out;
  }
  item.get("private").mark();
  auto name = item.get("name").take();
  const auto role = item.get("role").take();
  if (!role.empty()) name += (name.empty() ? "" : ", ") + role;
  put(out, "name", name);
  put(out, "reference", paragraphs({item.get("quote").take(), item.get("summary").take()}));
  item.get("contact").lose("JSON Resume has only name and text of a reference");
  return out;
}

class Fresh {
 public:
  explicit Fresh(const Source& source) : source_(source) {}

  Json read() {
    read_basics();
    add("employment", "work", read_work);
    add("service", "volunteer", read_volunteer);
    add("governance", "volunteer", read_volunteer);
    add("affiliation", "volunteer", read_volunteer);
    add("education", "education", read_education);
    add("projects", "projects", read_project);
    add("speaking", "projects", read_talk);
    add("samples", "projects", read_sample);
    add("extracurricular", "projects", read_extracurricular);
    add("recognition", "awards", read_award);
    add("writing", "publications", read_writing);
    read_skills();
    add("languages", "languages", read_language);
    add("interests", "interests", read_interest);
    add("testimonials", "references", read_reference);
    add("references", "references", read_reference);
    source_.get("meta").get("format").mark();
    source_.get("meta").get("version").mark();
    put_language(source_.get("meta").first_of({"language", "lang"}), root_);
    source_.get("reading").lose("what somebody reads has no section in JSON Resume");
    source_.get("disposition").lose("conditions of work have no section in JSON Resume");
    return std::move(root_);
  }

 private:
  void read_basics() {
    auto basics = Json::object();
    put(basics, "name", source_.get("name").take());
    const auto info = source_.get("info");
    put(basics, "label", info.get("label").take());
    put(basics, "image", info.get("image").take());
    put(basics, "summary", paragraphs({info.first_of({"brief", "summary"}).take()}));
    const auto contact = source_.get("contact");
    put(basics, "email", contact.get("email").take());
    put(basics, "phone", contact.get("phone").take());
    put(basics, "url", contact.first_of({"website", "url"}).take());
    for (const auto& other : contact.get("other").elements())
      other.lose("JSON Resume has one address of each");
    const auto from = source_.get("location");
    auto location = Json::object();
    if (from.is_text()) put(location, "city", from.take());
    put(location, "address", from.get("address").take());
    put(location, "postalCode", from.first_of({"code", "postalCode"}).take());
    put(location, "city", from.get("city").take());
    put(location, "region", from.get("region").take());
    const auto country = from.first_of({"country", "countryCode"});
    if (const auto code = formats::country_code(country.peek())) {
      country.mark();
      location["countryCode"] = *code;
    } else if (!country.empty()) {
      country.lose("no country of that English name");
    }
    if (!location.empty()) basics["location"] = std::move(location);
    auto profiles = Json::array();
    for (const auto& item : source_.get("social").elements()) {
      auto profile = Json::object();
      const auto network = item.first_of({"network", "label"});
      put(profile, "network", network.take());
      if (item.get("label").peek() == network.peek()) item.get("label").mark();
      put(profile, "username", item.first_of({"user", "username"}).take());
      put(profile, "url", item.get("url").take());
      if (!profile.empty()) profiles.push_back(std::move(profile));
    }
    if (!profiles.empty()) basics["profiles"] = std::move(profiles);
    if (!basics.empty()) root_["basics"] = std::move(basics);
  }

  /// Adds a section: a list, or an object whose `history` is the list.
  void add(const char* name, const char* key, Json (*read_item)(const Source&)) {
    const auto section = source_.get(name);
    if (section.is_object() && section.has("history")) {
      for (const auto* rest : {"summary", "level", "degree"}) {
        section.get(rest).lose("JSON Resume has no text for a whole section");
      }
    }
    const auto list = section.is_object() && section.has("history") ? section.get("history") : section;
    for (const auto& item : list.elements()) {
      auto entry = read_item(item);
      if (entry.empty()) continue;
      auto& entries = root_[key];
      if (!entries.is_array()) entries = Json::array();
      entries.push_back(std::move(entry));
    }
  }

  void read_skills() {
    const auto skills = source_.get("skills");
    auto entries = Json::array();
    std::set<std::string> grouped;
    for (const auto& set : skills.get("sets").elements()) {
      auto entry = read_skill_set(set);
      for (const auto& keyword : entry.value("keywords", std::vector<std::string>{})) grouped.insert(keyword);
      if (!entry.empty()) entries.push_back(std::move(entry));
    }
    for (const auto& one : (skills.is_object() ? skills.get("list") : skills).elements()) {
      if (one.is_object() && grouped.contains(one.get("name").peek())) {
        one.get("name").mark();  // it is in a set; its level and years have no field there
        for (const auto* key : {"level", "years", "summary"})
          one.get(key).lose("a skill of a group has no more");
        continue;
      }
      auto entry = read_skill_set(one);
      if (!one.is_object()) put(entry, "name", one.take());
      if (!entry.empty()) entries.push_back(std::move(entry));
    }
    if (!entries.empty()) root_["skills"] = std::move(entries);
  }

  const Source source_;
  Json root_ = Json::object();
};

}  // namespace
}  // namespace fresh

bool is_fresh(const Json& source) {
  if (!source.is_object() || source.contains("basics")) return false;
  const auto meta = source.find("meta");
  if (meta != source.end() && meta->is_object()) {
    const auto format = meta->find("format");
    if (format != meta->end() && format->is_string() &&
        base::ascii_lower(format->get_ref<const std::string&>()).starts_with("fresh"))
      return true;
  }
  const auto name = source.find("name");
  if (name == source.end() || !name->is_string()) return false;
  for (const auto* section : {"employment", "education", "service"}) {
    const auto at = source.find(section);
    if (at != source.end() && at->is_object() && at->contains("history")) return true;
  }
  const auto is_object = [&](const char* key) {
    return source.contains(key) && source.find(key)->is_object();
  };
  return is_object("info") && is_object("contact");
}

Json import_fresh(const Source& source) {
  return fresh::Fresh(source).read();
}

}  // namespace vitrine::cv::importing
