#include "cv/project.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>

#include "cv/problem.hpp"

namespace vitrine::cv {

namespace {

constexpr std::string_view kDefaultLanguage = "en";

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

/// Whether `tag` is `range` or a narrower form of it ("de-AT" of "de"); case does not count (RFC 5646 2.1.1).
bool narrows(std::string_view tag, std::string_view range) {
  return tag.size() >= range.size() && lower(tag.substr(0, range.size())) == lower(range) &&
         (tag.size() == range.size() || tag[range.size()] == '-');
}

/// Whether a list that restricts (`@for`, `@in`) lets `name` pass. One string is a list of one; anything
/// else names nobody, so a mistake hides and never shows.
bool admits(const Json& list, std::string_view name) {
  if (list.is_string()) return list.get_ref<const std::string&>() == name;
  if (!list.is_array()) return false;
  return std::ranges::any_of(
      list, [&](const Json& one) { return one.is_string() && one.get_ref<const std::string&>() == name; });
}

std::string base_language(const Json& document) {
  if (document.is_object() && document.contains("meta") && document["meta"].is_object()) {
    const auto& meta = document["meta"];
    if (meta.contains("language") && meta["language"].is_string() && !meta["language"].empty()) {
      const auto& tag = meta["language"].get_ref<const std::string&>();
      if (is_language_tag(tag)) return tag;
    }
  }
  return std::string(kDefaultLanguage);
}

class Projector {
 public:
  Projector(const Reader& reader, std::string base)
      : reader_(reader), base_(std::move(base)), in_own_language_(lower(reader.language) == lower(base_)) {}

  /// Whether the reader may have this object at all.
  [[nodiscard]] bool visible(const Json& value) const {
    if (!value.is_object()) return true;
    const auto audience = value.find("@for");
    if (audience != value.end() && !admits(*audience, reader_.audience)) return false;
    const auto variant = value.find("@in");
    return variant == value.end() || reader_.variant.empty() || admits(*variant, reader_.variant);
  }

  Json project(const Json& value, const std::string& pointer, bool is_translated) {
    if (value.is_array()) return project_array(value, pointer, is_translated);
    if (value.is_object()) return project_object(value, pointer, is_translated);
    return value;
  }

  std::map<std::string, std::string, std::less<>> untranslated;

 private:
  Json project_array(const Json& array, const std::string& pointer, bool is_translated) {
    Json out = Json::array();
    for (const auto& element : array) {
      if (!visible(element)) continue;
      out.push_back(project(element, pointer + "/" + std::to_string(out.size()), is_translated));
    }
    return out;
  }

  /// All that an object says of one field: its plain value, who may see it, the translation that fits.
  struct Field {
    std::string_view name;
    std::size_t place = 0;  ///< of the plain key; of the first translation where there is no plain key
    const Json* plain = nullptr;
    const Json* restriction = nullptr;
    const Json* translation = nullptr;
    std::size_t translation_tag_length = 0;
  };

  /// One pass over the keys, so that an object of many keys costs no more than its size.
  [[nodiscard]] std::vector<Field> gather(const Json& object) const {
    std::vector<Field> fields;
    std::unordered_map<std::string_view, std::size_t> index;
    std::size_t place = 0;
    for (const auto& [key, value] : object.get_ref<const Json::object_t&>()) {
      ++place;
      const auto at = key.find('@');
      const auto name = std::string_view(key).substr(0, at);
      const auto [entry, is_new] = index.try_emplace(name, fields.size());
      if (is_new) fields.push_back({.name = name, .place = place});
      auto& field = fields[entry->second];
      if (at == std::string::npos) {
        field.plain = &value;
        field.place = place;
        continue;
      }
      const auto suffix = std::string_view(key).substr(at + 1);
      if (suffix == "for") {
        field.restriction = &value;
      } else if (is_language_tag(suffix) && narrows(reader_.language, suffix) &&
                 suffix.size() > field.translation_tag_length) {
        field.translation = &value;
        field.translation_tag_length = suffix.size();
      }
    }
    std::ranges::sort(fields, {}, &Field::place);
    return fields;
  }

  Json project_object(const Json& object, const std::string& pointer, bool is_translated) {
    Json out = Json::object();
    auto& members = out.get_ref<Json::object_t&>();
    for (const auto& field : gather(object)) {
      if (field.name.empty()) continue;  // "@for" and "@in" are of the object itself
      if (field.restriction != nullptr && !admits(*field.restriction, reader_.audience)) continue;
      const bool use_plain = field.plain != nullptr && (in_own_language_ || field.translation == nullptr);
      const Json* value = use_plain ? field.plain : field.translation;
      if (value == nullptr || !visible(*value)) continue;
      const auto at = pointer + "/" + pointer_token(field.name);
      const bool is_settings = pointer.empty() && field.name == "meta";  // about the document, not read
      const bool falls_back = use_plain && !is_translated && !narrows(reader_.language, base_);
      if (falls_back && is_translatable(field.name)) mark(*value, at);
      members.emplace_back(std::string(field.name),
                           project(*value, at, is_translated || !use_plain || is_settings));
    }
    return out;
  }

  void mark(const Json& value, const std::string& pointer) {
    if (value.is_string()) {
      untranslated.emplace(pointer, base_);
    } else if (value.is_array()) {
      std::size_t index = 0;
      for (const auto& element : value) {
        if (!visible(element)) continue;
        mark(element, pointer + "/" + std::to_string(index++));
      }
    }
  }

  const Reader& reader_;
  std::string base_;
  bool in_own_language_;
};

/// Takes Vitrine's own settings out of `meta` (they name other audiences) and states the page's language.
void finish_meta(Json& resume, const std::string& language) {
  const auto meta = resume.find("meta");
  if (meta == resume.end() || !meta->is_object()) return;
  const bool was_empty = meta->empty();
  meta->erase("vitrine");
  if (meta->contains("language")) (*meta)["language"] = language;
  if (meta->empty() && !was_empty) resume.erase("meta");
}

void collect_tags(const Json& value, std::vector<std::string>& tags) {
  const auto add = [&](std::string_view tag) {
    const auto same = [&](const std::string& one) { return lower(one) == lower(tag); };
    if (is_language_tag(tag) && std::ranges::none_of(tags, same)) tags.emplace_back(tag);
  };
  if (value.is_object()) {
    for (const auto& item : value.items()) {
      const auto at = item.key().find('@');
      if (at != std::string::npos && at > 0) add(std::string_view(item.key()).substr(at + 1));
      collect_tags(item.value(), tags);
    }
  } else if (value.is_array()) {
    for (const auto& element : value) collect_tags(element, tags);
  }
}

}  // namespace

bool is_language_tag(std::string_view tag) {
  constexpr std::size_t kMaxLength = 35;
  if (tag.size() > kMaxLength || tag == "for" || tag == "in") return false;
  std::size_t index = 0;
  for (std::size_t begin = 0; begin <= tag.size(); ++index) {
    const auto end = std::min(tag.find('-', begin), tag.size());
    const auto subtag = tag.substr(begin, end - begin);
    const auto is_letter = [](unsigned char c) { return c < 0x80 && std::isalpha(c) != 0; };
    const auto is_alnum = [](unsigned char c) { return c < 0x80 && std::isalnum(c) != 0; };
    const bool ok = index == 0
                        ? (subtag.size() == 2 || subtag.size() == 3) && std::ranges::all_of(subtag, is_letter)
                        : !subtag.empty() && subtag.size() <= 8 && std::ranges::all_of(subtag, is_alnum);
    if (!ok) return false;
    begin = end + 1;
  }
  return true;
}

bool is_translatable(std::string_view field) {
  static constexpr std::array<std::string_view, 15> kFields{
      "label",   "summary", "description", "position", "highlights", "reference", "studyType", "area",
      "courses", "title",   "fluency",     "level",    "language",   "roles",     "keywords"};
  return std::ranges::find(kFields, field) != kFields.end();
}

std::vector<std::string> languages(const Json& document) {
  std::vector<std::string> tags{base_language(document)};
  if (!document.is_object()) return tags;
  const auto listed = Json::json_pointer("/meta/vitrine/languages");
  if (document.contains(listed) && document[listed].is_array()) {
    for (const auto& tag : document[listed]) {
      if (tag.is_string()) collect_tags(Json{{"x@" + tag.get<std::string>(), nullptr}}, tags);
    }
  }
  for (const auto& item : document.items()) {
    if (item.key() != "meta") collect_tags(Json{{item.key(), item.value()}}, tags);
  }
  return tags;
}

View project(const Json& document, const Reader& reader) {
  View view;
  view.languages = languages(document);
  const auto& base = view.languages.front();
  view.language = reader.language.empty() ? base : reader.language;
  Reader actual = reader;
  actual.language = view.language;
  Projector projector(actual, base);
  view.resume = document.is_object() && projector.visible(document) ? projector.project(document, "", false)
                                                                    : Json::object();
  finish_meta(view.resume, view.language);
  view.untranslated = std::move(projector.untranslated);
  return view;
}

}  // namespace vitrine::cv
