#include "cv/view/random_document_testing.hpp"

#include <algorithm>
#include <array>

namespace vitrine::cv {

namespace {

const std::vector<std::string>& variants() {
  static const std::vector<std::string> all{"one", "two"};
  return all;
}

/// Letters of several scripts.
const std::vector<std::vector<std::string>>& alphabets() {
  static const std::vector<std::vector<std::string>> all{
      {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"},
      {"б", "в", "г", "д", "ж", "з", "и", "й", "к", "л", "м", "н", "п"},
      {"ب", "ت", "ث", "ج", "ح", "خ", "س", "ش", "ص", "ض", "ط", "ظ", "ع"},
      {"ב", "ג", "ד", "ה", "ז", "ח", "ט", "י", "כ", "ל", "מ", "נ", "ס"},
      {"山", "川", "田", "木", "林", "森", "日", "月", "火", "水", "金", "土", "人"},
      {"क", "ख", "ग", "घ", "च", "छ", "ज", "झ", "ट", "ठ", "ड", "ढ", "त"},
      {"🌍", "🎻", "🚲", "🧵", "🌱", "🎨", "📐", "🔭", "🧪", "🛠", "📚", "🗿", "🏔"}};
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
  // Only letters, which no format escapes, with a capital at both ends, so that no word is part of another.
  const auto& alphabet = alphabets()[chance(60) ? 0 : random_() % alphabets().size()];
  std::string unique = "Q";
  for (auto number = ++words_; number > 0; number /= alphabet.size()) {
    unique += alphabet[number % alphabet.size()];
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

/// Typical text for Markdown fields.
std::string RandomDocument::prose(const Path& path) {
  switch (random_() % 8) {
    case 0:
      return "**" + text(path) + "** " + text(path);
    case 1:
      return "[" + text(path) + "](https://example.com/" + text(path) + ")";
    case 2:
      return text(path) + "\n\n- " + text(path) + "\n- " + text(path);
    case 3:
      return "• " + text(path) + "\n• " + text(path);
    case 4:
      return "<p>" + text(path) + "</p><ul><li>" + text(path) + "</li></ul>";
    case 5:
      return "a < b, " + text(path) + "<" + text(path) + "> & `" + text(path) + "`";
    default:
      return text(path);
  }
}

std::string RandomDocument::value(const std::string& field, const Path& path) {
  static constexpr std::array<std::string_view, 4> kProse{"summary", "description", "highlights",
                                                          "reference"};
  if (field == "url") return "https://example.com/" + text(path);
  return std::ranges::find(kProse, field) == kProse.end() ? text(path) : prose(path);
}

Json RandomDocument::texts(const std::string& field, const Path& path) {
  Json list = Json::array();
  for (auto left = 1 + random_() % 2; left > 0; --left) list.push_back(value(field, path));
  return list;
}

void RandomDocument::field(Json& object, const std::string& name, Path path, bool is_list) {
  if (chance(30)) return;
  if (chance(25)) {
    auto list = some_audiences();
    object[name + "@for"] = list;
    path.push_back(std::move(list));
  }
  const auto made = [&] { return is_list ? texts(name, path) : Json(value(name, path)); };
  if (chance(90)) object[name] = made();
  for (const auto* language : {"de", "ar", "fr"}) {
    if (chance(20)) object[name + "@" + language] = made();
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
  dates(object);
  return object;
}

/// Any order, any precision, missing halves.
void RandomDocument::dates(Json& entry) {
  for (const auto* field : {"startDate", "endDate", "date", "releaseDate"}) {
    if (chance(40)) continue;
    std::string date = std::to_string(1990 + random_() % 30);
    if (chance(80)) date += "-0" + std::to_string(1 + random_() % 9);
    if (date.size() > 4 && chance(30)) date += "-1" + std::to_string(random_() % 9);
    entry[field] = date;
  }
}

/// Gives an entry the organisation of the entry before it, if neither is restricted or translated.
void RandomDocument::make_neighbours_alike(Json& entries, const std::string& field) {
  const auto is_plain = [&](const Json& entry) {
    const auto has = [&](const std::string& key) { return entry.contains(key); };
    return has(field) && !has("@for") && !has(field + "@for") && !has(field + "@de") && !has(field + "@ar") &&
           !has(field + "@fr");
  };
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (!is_plain(entries[i - 1]) || !is_plain(entries[i]) || !chance(70)) continue;
    const auto& before = entries[i][field].get_ref<const std::string&>();
    std::erase_if(secrets_, [&](const Secret& secret) { return secret.text == before; });
    entries[i][field] = entries[i - 1][field];
  }
}

Json RandomDocument::section(const std::vector<const char*>& fields, const std::vector<const char*>& lists,
                             const Path& path) {
  Json entries = Json::array();
  for (auto left = random_() % 4; left > 0; --left) entries.push_back(entry(fields, lists, path));
  return entries;
}

Json RandomDocument::make() {
  secrets_.clear();
  words_ = 0;
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
  for (const auto* name : {"name", "label", "phone", "email", "url", "summary"}) field(basics, name, {});
  auto& location = basics["location"];
  location = Json::object();
  for (const auto* name : {"address", "postalCode", "city", "region"}) field(location, name, {});
  basics["profiles"] = section({"network", "username", "url"}, {}, {});
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
    for (const auto* name : {"organization", "institution", "awarder", "issuer", "publisher", "entity"})
      make_neighbours_alike(document[id], name);
    if (id == "work") make_neighbours_alike(document[id], "name");
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
  add("work", {"name", "position", "url", "summary", "location", "description"}, {"highlights"});
  add("volunteer", {"organization", "position", "url", "summary"}, {"highlights"});
  add("education", {"institution", "area", "studyType", "score", "url"}, {"courses"});
  add("awards", {"title", "awarder", "summary"}, {});
  add("certificates", {"name", "issuer", "url"}, {});
  add("publications", {"name", "publisher", "url", "summary"}, {});
  add("skills", {"name", "level"}, {"keywords"});
  add("languages", {"language", "fluency"}, {});
  add("interests", {"name"}, {"keywords"});
  add("references", {"name", "reference"}, {});
  add("projects", {"name", "description", "entity", "type", "url"}, {"highlights", "keywords", "roles"});
  return document;
}

}  // namespace vitrine::cv
