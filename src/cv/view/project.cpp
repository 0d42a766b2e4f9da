#include "cv/view/project.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "cv/document/problem.hpp"
#include "cv/document/rules.hpp"
#include "cv/document/variant_name.hpp"
#include "cv/language/editions.hpp"
#include "cv/language/language_tag.hpp"

namespace vitrine::cv {

namespace {

/// Whether a restriction (`@for`, `@in`) admits `name`. One string is a list of one. Anything else admits
/// nobody, so a mistake hides and never shows.
bool admits(const Json& list, std::string_view name) {
  if (list.is_string()) return list.get_ref<const std::string&>() == name;
  if (!list.is_array()) return false;
  return std::ranges::any_of(
      list, [&](const Json& one) { return one.is_string() && one.get_ref<const std::string&>() == name; });
}

std::string string_at(const Json& object, std::string_view field) {
  if (!object.is_object()) return {};
  const auto at = object.find(field);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

class Projector {
 public:
  Projector(const Reader& reader, std::string base)
      : reader_(reader), base_(std::move(base)), in_own_language_(same_tag(reader.language, base_)) {}

  /// Whether the reader may see this object at all.
  [[nodiscard]] bool visible(const Json& value) const {
    if (!value.is_object()) return true;
    const auto audience = value.find("@for");
    if (audience != value.end() && !admits(*audience, reader_.audience)) return false;
    const auto variant = value.find("@in");
    return variant == value.end() || reader_.variant.empty() || admits(*variant, reader_.variant);
  }

  /// Whether `field@for` lets the reader see that field of the object.
  [[nodiscard]] bool may_see(const Json& object, std::string_view field) const {
    const auto restriction = object.find(std::string(field) + "@for");
    return restriction == object.end() || admits(*restriction, reader_.audience);
  }

  Json project(const Json& value, const std::string& pointer, bool is_translated) {
    if (value.is_array()) return project_array(value, pointer, is_translated);
    if (value.is_object()) return project_object(value, pointer, is_translated);
    return value;
  }

  /// Puts entries with these names first in these sections.
  void set_order(std::map<std::string, std::vector<std::string>, std::less<>> order) {
    order_ = std::move(order);
  }

  /// The uses of the skills that the projection has met.
  [[nodiscard]] std::map<std::string, SkillUse, std::less<>> skill_uses() const {
    std::map<std::string, SkillUse, std::less<>> uses;
    for (const auto& [name, pointer] : skills_) {
      if (const auto used = places_.find(name); used != places_.end())
        uses[pointer] = add_up(used->second, reader_.as_of);
    }
    return uses;
  }

  std::map<std::string, std::string, std::less<>> untranslated;
  std::map<std::string, std::string, std::less<>> sources;

 private:
  Json project_array(const Json& array, const std::string& pointer, bool is_translated) {
    Json out = Json::array();
    for (const Json* element : arranged(array, pointer)) {
      const auto at = pointer + "/" + std::to_string(out.size());
      const auto index = element - array.get_ref<const Json::array_t&>().data();
      const auto source = pointer + "/" + std::to_string(index);
      if (pointer == "/work" && element->is_object() && element->contains("roles@")) {
        project_roles(*element, source, out, is_translated);
      } else {
        if (is_traced(pointer)) sources.emplace(at, source);
        out.push_back(project(*element, at, is_translated));
        note_skills(*element, out.back(), pointer, at);
      }
    }
    return out;
  }

  /// Whether sources of this array's elements are requested: for sections and profiles.
  [[nodiscard]] bool is_traced(std::string_view pointer) const {
    return reader_.wants_sources && (pointer == "/basics/profiles" || pointer.rfind('/') == 0);
  }

  /// The elements that the reader may see, in the variant's order.
  [[nodiscard]] std::vector<const Json*> arranged(const Json& array, std::string_view pointer) const {
    std::vector<const Json*> elements;
    for (const auto& element : array) {
      if (visible(element)) elements.push_back(&element);
    }
    const auto names = order_.find(pointer.empty() ? pointer : pointer.substr(1));
    if (names == order_.end()) return elements;
    const auto rank = [&](const Json* element) {
      return std::ranges::find(names->second, entry_name(*element)) - names->second.begin();
    };
    std::ranges::stable_sort(elements, {}, rank);
    return elements;
  }

  /// One plain entry for each role: the job's fields, overridden by the role's own.
  void project_roles(const Json& job, const std::string& source, Json& out, bool is_translated) {
    static constexpr std::array<std::string_view, 5> kOfTheRole{"position", "startDate", "endDate", "summary",
                                                                "highlights"};
    const auto add = [&](const Json& entry, std::string stands_at) {
      const auto at = "/work/" + std::to_string(out.size());
      if (reader_.wants_sources) sources.emplace(at, std::move(stands_at));
      out.push_back(project(entry, at, is_translated));
      note_skills(entry, out.back(), "/work", at);
    };
    const auto size_before = out.size();
    const auto& roles = job["roles@"];
    std::size_t index = 0;
    for (const auto& role : roles.is_array() ? roles : Json::array()) {
      const auto stands_at = source + "/roles@/" + std::to_string(index++);
      if (!role.is_object() || !visible(role) || !may_see(job, "roles")) continue;
      Json entry = Json::object();
      for (const auto& item : job.items()) {
        const auto field = std::string_view(item.key()).substr(0, item.key().find('@'));
        if (std::ranges::find(kOfTheRole, field) == kOfTheRole.end()) entry[item.key()] = item.value();
      }
      for (const auto& item : role.items()) entry[item.key()] = item.value();
      add(entry, stands_at);
    }
    if (out.size() == size_before) add(job, source);
  }

  /// Records the skills that an entry names, and the place of each skill.
  void note_skills(const Json& raw, const Json& projected, std::string_view section,
                   const std::string& pointer) {
    if (!raw.is_object()) return;
    if (section == "/skills") {
      if (auto name = string_at(raw, "name"); !name.empty()) skills_.emplace(std::move(name), pointer);
    } else if (section == "/work" || section == "/projects") {
      const auto used = raw.find("skills@");
      if (used == raw.end() || !used->is_array() || !may_see(raw, "skills")) return;
      const SkillPlace place{
          string_at(projected, "name"),
          {parse_date(string_at(projected, "startDate")), parse_date(string_at(projected, "endDate"))}};
      for (const auto& skill : *used) {
        if (skill.is_string()) places_[skill.get<std::string>()].push_back(place);
      }
    }
  }

  /// Everything about one field of an object: its plain value, its audiences, the best translation.
  struct Field {
    std::string_view name;
    std::size_t place = 0;  ///< place of the plain key; without one, of the first translation
    const Json* plain = nullptr;
    const Json* restriction = nullptr;
    const Json* translation = nullptr;
    std::size_t translation_tag_length = 0;
  };

  /// One pass over the keys, so that the time is linear in their number.
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
      if (field.name.empty()) continue;  // "@for" and "@in" belong to the object itself
      if (field.restriction != nullptr && !admits(*field.restriction, reader_.audience)) continue;
      const bool use_plain = field.plain != nullptr && (in_own_language_ || field.translation == nullptr);
      const Json* value = use_plain ? field.plain : field.translation;
      if (value == nullptr || !visible(*value)) continue;
      const auto at = pointer + "/" + pointer_token(field.name);
      const bool is_settings = pointer.empty() && field.name == "meta";  // metadata about the document, not
                                                                         // content
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
  std::map<std::string, std::vector<std::string>, std::less<>> order_;
  std::map<std::string, std::string> skills_;  ///< name in the document's language to pointer
  std::map<std::string, std::vector<SkillPlace>> places_;
};

/// Removes Vitrine's own settings from `meta` (they name other audiences) and states the page's language.
void finish_meta(Json& resume, const std::string& language) {
  const auto meta = resume.find("meta");
  if (meta == resume.end() || !meta->is_object()) return;
  const bool was_empty = meta->empty();
  meta->erase("vitrine");
  if (meta->contains("language")) (*meta)["language"] = language;
  if (meta->empty() && !was_empty) resume.erase("meta");
}

/// The reader's meta.vitrine, with entries of all variants.
Json settings_for(const Json& document, Reader reader, const std::string& base) {
  if (!document.is_object()) return Json::object();
  Json about = Json::object();
  for (const auto* key : {"@for", "meta", "meta@for"}) {
    if (const auto at = document.find(key); at != document.end()) about[key] = *at;
  }
  reader.variant.clear();
  const Projector projector(reader, base);
  return projector.visible(about) ? stored_settings(Projector(reader, base).project(about, "", false))
                                  : Json::object();
}

/// The document's own section titles, in the reader's language. On a page in another language, the usual
/// title of that language is better than a foreign one.
std::map<std::string, std::string, std::less<>> own_titles(const Json& document, const Settings& settings,
                                                           const View& view) {
  std::map<std::string, std::string, std::less<>> titles;
  const auto& stored = stored_settings(document);
  const auto plain = stored.find("titles");
  for (const auto& [section, title] : settings.titles) {
    const bool is_translated =
        plain == stored.end() || !plain->contains(section) || (*plain)[section] != title;
    if (is_translated || narrows(view.language, view.languages.front())) titles[section] = title;
  }
  return titles;
}

/// The stored variant; null if only a translation has it.
Json stored_variant(const Json& document, const std::string& name) {
  const auto& settings = stored_settings(document);
  const auto variants = settings.find("variants");
  if (variants == settings.end() || !variants->is_object()) return {};
  const auto variant = variants->find(name);
  return variant == variants->end() ? Json() : *variant;
}

/// Applies the changes of a variant, except the choice of entries, which the projector has made already.
void apply(const Variant& variant, const Json& stored, View& view) {
  const auto& base = view.languages.front();
  const auto replace = [&](const std::string& field, const std::string& value, const char* own_field) {
    if (value.empty()) return;
    auto& basics = view.resume["basics"];
    if (!basics.is_object()) basics = Json::object();
    basics[field] = value;
    const bool is_plain = string_at(stored, own_field) == value;
    view.untranslated.erase("/basics/" + field);
    if (is_plain && !narrows(view.language, base)) view.untranslated.emplace("/basics/" + field, base);
  };
  replace("label", variant.title, "title");
  replace("summary", variant.summary, "summary");
  if (variant.sections.empty()) return;
  view.sections = variant.sections;
  for (const auto id : kSectionIds) {
    if (std::ranges::find(view.sections, id) == view.sections.end()) view.resume.erase(std::string(id));
  }
}

}  // namespace

std::string entry_name(const Json& entry) {
  for (const auto field : kEntryNames) {
    if (auto name = string_at(entry, field); !name.empty()) return name;
  }
  return {};
}

bool is_translatable(std::string_view field) {
  return std::ranges::find(kTranslatedFields, field) != kTranslatedFields.end();
}

std::string json_resume(const View& view) {
  return view.resume.dump(2) + "\n";
}

std::vector<std::string> variants(const Json& document, std::string_view audience) {
  const auto base = base_language(document);
  const auto settings = settings_for(document, {.language = base, .audience = std::string(audience)}, base);
  std::vector<std::string> names;
  if (const auto listed = settings.find("variants"); listed != settings.end() && listed->is_object()) {
    for (const auto& item : listed->items()) {
      if (item.value().is_object() && is_variant_name(item.key())) names.push_back(item.key());
    }
  }
  return names;
}

View project(const Json& document, const Reader& reader) {
  View view;
  view.languages = languages(document);
  const auto& base = view.languages.front();
  Reader actual = reader;
  if (actual.language.empty()) actual.language = base;
  view.language = actual.language;

  const auto settings = read_settings(settings_for(document, actual, base));
  view.titles = own_titles(document, settings, view);
  view.dates = settings.dates;
  const auto variant = settings.variants.find(actual.variant);
  const bool has_variant = variant != settings.variants.end();
  if (!has_variant) actual.variant.clear();
  view.variant = actual.variant;
  view.theme = has_variant ? merge(variant->second.theme, settings.theme) : settings.theme;

  Projector projector(actual, base);
  if (has_variant) projector.set_order(variant->second.order);
  view.resume = document.is_object() && projector.visible(document) ? projector.project(document, "", false)
                                                                    : Json::object();
  view.untranslated = std::move(projector.untranslated);
  view.skill_uses = projector.skill_uses();
  view.has_sources = actual.wants_sources;
  view.sources = std::move(projector.sources);
  finish_meta(view.resume, view.language);
  if (has_variant) apply(variant->second, stored_variant(document, view.variant), view);
  if (view.sections.empty() && !settings.sections.empty()) {
    view.sections = settings.sections;
    for (const auto id : kSectionIds) {
      if (std::ranges::find(view.sections, id) == view.sections.end()) view.sections.emplace_back(id);
    }
  }
  return view;
}

}  // namespace vitrine::cv
