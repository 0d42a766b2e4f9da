#include "cv/random_document.hpp"

#include <algorithm>

namespace vitrine::cv {

namespace {

const std::vector<std::string>& variants() {
  static const std::vector<std::string> all{"one", "two"};
  return all;
}

}  // namespace

const std::vector<std::string>& RandomDocument::audiences() {
  static const std::vector<std::string> all{"recruiter", "friend", "board"};
  return all;
}

std::vector<std::string> RandomDocument::some_audiences() {
  std::vector<std::string> some;
  for (const auto& audience : audiences()) {
    if (chance(40)) some.push_back(audience);
  }
  if (chance(10)) some.emplace_back("public");
  return some;
}

std::string RandomDocument::text(const Path& path) {
  // Letters alone, which no format escapes or wraps; a capital at both ends, so that none is part of another.
  std::string unique = "Q";
  for (auto number = secrets_.size() + 1; number > 0; number /= 26) {
    unique += static_cast<char>('a' + number % 26);
  }
  unique += "Q";
  Secret secret{.text = unique};
  if (!path.empty()) {
    for (const auto& audience : path.front()) {
      const bool admitted = std::ranges::all_of(
          path, [&](const auto& list) { return std::ranges::find(list, audience) != list.end(); });
      if (admitted) secret.audiences.push_back(audience);
    }
    if (secret.audiences.empty()) secret.audiences.emplace_back("nobody");
  }
  secrets_.push_back(secret);
  return unique;
}

Json RandomDocument::texts(const Path& path) {
  Json list = Json::array();
  for (auto left = 1 + random_() % 2; left > 0; --left) list.push_back(text(path));
  return list;
}

void RandomDocument::field(Json& object, const std::string& name, Path path, bool is_list) {
  if (chance(30)) return;
  if (chance(25)) {
    auto list = some_audiences();
    object[name + "@for"] = list;
    path.push_back(std::move(list));
  }
  const auto value = [&] { return is_list ? texts(path) : Json(text(path)); };
  if (chance(90)) object[name] = value();
  for (const auto* language : {"de", "ar", "fr"}) {
    if (chance(20)) object[name + "@" + language] = value();
  }
}

Json RandomDocument::entry(const std::vector<const char*>& fields, const std::vector<const char*>& lists,
                           Path path) {
  Json object = Json::object();
  if (chance(25)) {
    auto list = some_audiences();
    object["@for"] = list;
    path.push_back(std::move(list));
  }
  if (chance(20)) object["@in"] = Json::array({variants()[random_() % variants().size()]});
  for (const auto* name : fields) field(object, name, path);
  for (const auto* name : lists) field(object, name, path, true);
  if (chance(60))
    object["startDate"] = std::to_string(1990 + random_() % 30) + "-0" + std::to_string(1 + random_() % 9);
  return object;
}

Json RandomDocument::section(const std::vector<const char*>& fields, const std::vector<const char*>& lists,
                             const Path& path) {
  Json entries = Json::array();
  for (auto left = random_() % 4; left > 0; --left) entries.push_back(entry(fields, lists, path));
  return entries;
}

Json RandomDocument::make() {
  secrets_.clear();
  Json document = Json::object();
  document["meta"] = {{"language", "en"},
                      {"vitrine", {{"languages", {"en", "de", "ar", "fr"}}, {"audiences", audiences()}}}};
  auto& settings = document["meta"]["vitrine"]["variants"];
  settings = Json::object();
  for (const auto& variant : variants()) {
    Path path;
    if (chance(30)) {
      auto list = some_audiences();
      settings[variant + "@for"] = list;
      path.push_back(std::move(list));
    }
    settings[variant] = {{"title", text(path)}, {"sections", {"skills", "work"}}};
  }
  auto& basics = document["basics"];
  basics = Json::object();
  for (const auto* name : {"name", "label", "phone", "summary"}) field(basics, name, {});
  const auto add = [&](const std::string& id, const std::vector<const char*>& fields,
                       const std::vector<const char*>& lists) {
    if (chance(20)) return;
    Path path;
    if (chance(20)) {
      auto list = some_audiences();
      document[id + "@for"] = list;
      path.push_back(std::move(list));
    }
    document[id] = section(fields, lists, path);
    if (id != "work") return;
    for (auto& job : document[id]) {
      if (!chance(30)) continue;
      Path within = path;
      if (job.contains("@for")) within.push_back(job["@for"].get<std::vector<std::string>>());
      job["roles@"] = Json::array();
      for (auto left = 1 + random_() % 2; left > 0; --left) {
        job["roles@"].push_back(entry({"position", "summary"}, {"highlights"}, within));
      }
    }
  };
  add("work", {"name", "position", "summary", "location", "description"}, {"highlights"});
  add("volunteer", {"organization", "position", "summary"}, {"highlights"});
  add("education", {"institution", "area", "studyType", "score"}, {"courses"});
  add("awards", {"title", "awarder", "summary"}, {});
  add("certificates", {"name", "issuer"}, {});
  add("publications", {"name", "publisher", "summary"}, {});
  add("skills", {"name", "level"}, {"keywords"});
  add("languages", {"language", "fluency"}, {});
  add("interests", {"name"}, {"keywords"});
  add("references", {"name", "reference"}, {});
  add("projects", {"name", "description", "entity", "type"}, {"highlights", "keywords", "roles"});
  return document;
}

}  // namespace vitrine::cv
