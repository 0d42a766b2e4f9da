// YAMLResume (schema of 2025): `content` is close to JSON Resume, `locale` and `layouts` are specific to it.

#include "cv/formats/loose_text.hpp"
#include "cv/import/foreign_parts.hpp"

namespace vitrine::cv::importing {

namespace {

/// Copies fields that have the same name in both.
void copy(const Source& from, Json& to, std::initializer_list<const char*> keys) {
  for (const auto* key : keys) put(to, key, from.get(key).take());
}

void add_dates(const Source& from, Json& to) {
  put_date(from.get("startDate"), to, "startDate");
  put_date(from.get("endDate"), to, "endDate");
}

void add_list(const Source& content, Json& root, const char* key, Json (*read)(const Source&)) {
  auto list = Json::array();
  for (const auto& item : content.get(key).elements()) {
    if (auto entry = read(item); !entry.empty()) list.push_back(std::move(entry));
  }
  if (!list.empty()) root[key] = std::move(list);
}

Json read_yamlresume_work(const Source& item) {
  auto out = Json::object();
  copy(item, out, {"name", "position", "url", "location"});
  add_dates(item, out);
  put_summary(item.get("summary").take(), out);
  item.get("keywords").lose("JSON Resume has no keywords in work");
  return out;
}

Json read_yamlresume_volunteer(const Source& item) {
  auto out = Json::object();
  copy(item, out, {"organization", "position", "url"});
  add_dates(item, out);
  put_summary(item.get("summary").take(), out);
  return out;
}

Json read_yamlresume_education(const Source& item) {
  auto out = Json::object();
  copy(item, out, {"institution", "url", "area", "score"});
  put(out, "studyType", item.get("degree").take());
  add_dates(item, out);
  put(out, "courses", item.get("courses").take_list());
  item.get("summary").lose("JSON Resume has no summary in education");
  return out;
}

Json read_named(const Source& item, std::initializer_list<const char*> keys) {
  auto out = Json::object();
  copy(item, out, keys);
  put(out, "keywords", item.get("keywords").take_list());
  return out;
}

Json read_yamlresume_skill(const Source& item) {
  return read_named(item, {"name", "level"});
}

Json read_yamlresume_interest(const Source& item) {
  return read_named(item, {"name"});
}

Json read_yamlresume_language(const Source& item) {
  auto out = Json::object();
  copy(item, out, {"language", "fluency"});
  item.get("keywords").lose("JSON Resume has no keywords in languages");
  return out;
}

Json read_yamlresume_award(const Source& item) {
  auto out = Json::object();
  copy(item, out, {"title", "awarder", "summary"});
  put_date(item.get("date"), out, "date");
  return out;
}

Json read_yamlresume_certificate(const Source& item) {
  auto out = Json::object();
  copy(item, out, {"name", "url", "issuer"});
  put_date(item.get("date"), out, "date");
  return out;
}

Json read_yamlresume_publication(const Source& item) {
  auto out = Json::object();
  copy(item, out, {"name", "publisher", "url", "summary"});
  put_date(item.get("releaseDate"), out, "releaseDate");
  return out;
}

Json read_yamlresume_reference(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("name").take());
  put(out, "reference", item.get("summary").take());
  for (const auto* key : {"phone", "email", "relationship"}) {
    item.get(key).lose("JSON Resume has only name and text of a reference");
  }
  return out;
}

Json read_yamlresume_project(const Source& item) {
  auto out = read_named(item, {"name", "url"});
  auto parts = formats::split_list(item.get("summary").take());
  auto description = item.get("description").take();
  if (!description.empty() && !parts.summary.empty()) description += "\n\n";
  put(out, "description", description + parts.summary);
  put(out, "highlights", parts.items);
  add_dates(item, out);
  return out;
}

void read_basics(const Source& content, Json& root) {
  const auto basics = content.get("basics");
  auto out = Json::object();
  put(out, "name", basics.get("name").take());
  put(out, "label", basics.get("headline").take());
  copy(basics, out, {"email", "phone", "url", "summary"});
  const auto from = content.get("location");
  auto location = Json::object();
  copy(from, location, {"address", "postalCode", "city", "region"});
  const auto country = from.get("country");
  if (const auto code = formats::country_code(country.peek())) {
    country.mark();
    location["countryCode"] = *code;
  } else if (!country.empty()) {
    country.lose("no country of that English name");
  }
  if (!location.empty()) out["location"] = std::move(location);
  auto profiles = Json::array();
  for (const auto& item : content.get("profiles").elements()) {
    auto profile = Json::object();
    copy(item, profile, {"network", "username", "url"});
    if (!profile.empty()) profiles.push_back(std::move(profile));
  }
  if (!profiles.empty()) out["profiles"] = std::move(profiles);
  if (!out.empty()) root["basics"] = std::move(out);
}

}  // namespace

Json import_yamlresume(const Source& source) {
  const auto content = source.get("content");
  auto root = Json::object();
  read_basics(content, root);
  add_list(content, root, "work", read_yamlresume_work);
  add_list(content, root, "volunteer", read_yamlresume_volunteer);
  add_list(content, root, "education", read_yamlresume_education);
  add_list(content, root, "awards", read_yamlresume_award);
  add_list(content, root, "certificates", read_yamlresume_certificate);
  add_list(content, root, "publications", read_yamlresume_publication);
  add_list(content, root, "skills", read_yamlresume_skill);
  add_list(content, root, "languages", read_yamlresume_language);
  add_list(content, root, "interests", read_yamlresume_interest);
  add_list(content, root, "references", read_yamlresume_reference);
  add_list(content, root, "projects", read_yamlresume_project);
  const auto layout = source.get("layout");  // from early versions
  for (const auto& locale : {layout.get("locale"), source.get("locale")}) {
    put_language(locale.get("language"), root);
  }
  source.get("layouts").lose("the look of a page; choose a theme");
  layout.lose("the look of a page; choose a theme");
  return root;
}

}  // namespace vitrine::cv::importing
