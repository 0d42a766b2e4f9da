// Reactive Resume (exports of versions 3 to 5): basics, a summary, and sections of items with HTML text.

#include <algorithm>
#include <array>

#include "cv/formats/html_to_markdown.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/foreign_parts.hpp"
#include "cv/import/section_words.hpp"
#include "cv/import/web_profile.hpp"

namespace vitrine::cv::importing {

namespace {

/// Rich text: HTML, or Markdown in version 3.
std::string rich(const Source& from) {
  auto text = from.take();
  const bool is_html = text.find("</") != std::string::npos || text.find("/>") != std::string::npos ||
                       text.find("<br>") != std::string::npos;
  return is_html ? formats::html_to_markdown(text) : text;
}

/// An address: `{"url": …}`, `{"href": …}` or the text itself; its label is not kept.
std::string address(const Source& item) {
  const auto link = item.first_of({"website", "url"});
  if (link.is_text()) return link.take();
  link.get("label").mark();
  return link.first_of({"url", "href"}).take();
}

std::string description(const Source& item) {
  auto text = rich(item.get("description"));
  const auto summary = rich(item.get("summary"));
  if (!text.empty() && !summary.empty()) text += "\n\n";
  return text + summary;
}

/// A period as a text, as an object `{"start": …, "end": …}` in version 3, or as two fields of the item.
void add_reactive_period(const Source& item, Json& to) {
  const auto from = item.first_of({"period", "date"});
  if (!from.is_object()) put_period(from, to);
  const auto& parts = from.is_object() ? from : item;
  put_date(parts.first_of({"start", "startDate"}), to, "startDate");
  put_date(parts.first_of({"end", "endDate"}), to, "endDate");
  for (const auto* key : {"isCurrent", "current", "present"}) parts.get(key).mark();  // then it has no end
}

/// The date of an event: of a period, its end.
void add_reactive_date(const Source& item, Json& to, const char* key) {
  Json period = Json::object();
  add_reactive_period(item, period);
  if (period.contains("endDate")) {
    to[key] = period["endDate"];
  } else if (period.contains("startDate")) {
    to[key] = period["startDate"];
  }
}

/// Marks values that only describe the look as taken.
void mark_layout(const Source& of) {
  for (const auto* key : {"id", "hidden", "visible", "columns", "icon", "iconColor", "separateLinks",
                          "options", "showLinkInTitle", "levelNum", "iconSize"}) {
    of.get(key).mark();
  }
}

Json read_profile(const Source& item) {
  auto out = Json::object();
  put(out, "network", item.get("network").take());
  put(out, "username", item.get("username").take());
  put(out, "url", address(item));
  return out;
}

Json read_roles(const Source& item) {
  auto out = Json::array();
  for (const auto& one : item.get("roles").elements()) {
    auto role = Json::object();
    one.get("id").mark();
    put(role, "position", one.get("position").take());
    add_reactive_period(one, role);
    put_summary(description(one), role);
    if (!role.empty()) out.push_back(std::move(role));
  }
  return out;
}

Json read_work(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"company", "name"}).take());
  put(out, "position", item.get("position").take());
  put(out, "location", item.get("location").take());
  put(out, "url", address(item));
  add_reactive_period(item, out);
  put_summary(description(item), out);
  if (auto roles = read_roles(item); !roles.empty()) out["roles@"] = std::move(roles);
  return out;
}

Json read_volunteer(const Source& item) {
  auto out = Json::object();
  put(out, "organization", item.get("organization").take());
  put(out, "position", item.get("position").take());
  put(out, "url", address(item));
  add_reactive_period(item, out);
  put_summary(description(item), out);
  return out;
}

Json read_education(const Source& item) {
  auto out = Json::object();
  put(out, "institution", item.first_of({"school", "institution"}).take());
  put(out, "area", item.get("area").take());
  put(out, "studyType", item.first_of({"degree", "studyType"}).take());
  put(out, "score", item.first_of({"grade", "score"}).take());
  put(out, "courses", item.get("courses").take_list());
  for (const auto* key : {"summary", "description"})
    item.get(key).lose("JSON Resume has no text in education");
  put(out, "url", address(item));
  add_reactive_period(item, out);
  return out;
}

Json read_project(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"name", "title"}).take());
  put(out, "entity", item.get("subtitle").take());
  put(out, "url", address(item));
  add_reactive_period(item, out);
  const auto parts = formats::split_list(description(item));
  put(out, "description", parts.summary);
  put(out, "highlights", parts.items);
  put(out, "keywords", item.get("keywords").take_list());
  return out;
}

Json read_skill(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("name").take());
  const auto level = item.first_of({"proficiency", "levelDescription", "description", "level"});
  if (level.is_text()) put(out, "level", level.take());
  put(out, "keywords", item.get("keywords").take_list());
  if (out.contains("level")) item.get("level").mark();  // the same level as a number of dots
  return out;
}

Json read_language(const Source& item) {
  auto out = Json::object();
  put(out, "language", item.first_of({"language", "name"}).take());
  const auto level = item.first_of({"fluency", "levelDescription", "description", "level"});
  if (level.is_text()) put(out, "fluency", level.take());
  if (out.contains("fluency")) item.get("level").mark();
  return out;
}

Json read_interest(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("name").take());
  put(out, "keywords", item.get("keywords").take_list());
  return out;
}

Json read_award(const Source& item) {
  auto out = Json::object();
  put(out, "title", item.first_of({"title", "name"}).take());
  put(out, "awarder", item.get("awarder").take());
  add_reactive_date(item, out, "date");
  put(out, "summary", description(item));
  return out;
}

Json read_certificate(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"title", "name"}).take());
  put(out, "issuer", item.get("issuer").take());
  add_reactive_date(item, out, "date");
  put(out, "url", address(item));
  return out;
}

Json read_publication(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"title", "name"}).take());
  put(out, "publisher", item.get("publisher").take());
  add_reactive_date(item, out, "releaseDate");
  put(out, "url", address(item));
  put(out, "summary", description(item));
  return out;
}

Json read_reference(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("name").take());
  put(out, "reference", description(item));
  return out;
}

struct SectionConverter {
  std::string_view name;  ///< Reactive Resume's name
  const char* key;        ///< JSON Resume's key
  Json (*read)(const Source&);
};

constexpr SectionConverter kConverters[]{
    {"experience", "work", read_work},          {"work", "work", read_work},  // version 3
    {"projects", "projects", read_project},     {"volunteer", "volunteer", read_volunteer},
    {"education", "education", read_education}, {"skills", "skills", read_skill},
    {"languages", "languages", read_language},  {"certifications", "certificates", read_certificate},
    {"awards", "awards", read_award},           {"publications", "publications", read_publication},
    {"interests", "interests", read_interest},  {"references", "references", read_reference},
    {"profiles", "profiles", read_profile},
};

bool is_hidden(const Source& of) {
  return of.get("hidden").is(true) || of.get("visible").is(false);
}

class ReactiveResume {
 public:
  explicit ReactiveResume(const Source& source) : source_(source) {}

  Json read() {
    for (const auto& [key, part] : source_.get("metadata").members())
      part.lose("the look of a page; choose a theme");
    root_["basics"] = Json::object();
    read_basics(root_["basics"]);
    const auto sections = source_.get("sections");
    for (const auto& [name, section] : sections.members()) {
      if (name == "summary") {
        add_summary(section, root_["basics"]);
      } else if (name == "custom") {
        for (const auto& [id, custom] : section.members()) {
          custom.get("name").mark();
          add_custom(custom.get("name").peek(), custom);
        }
      } else if (section.get("type").peek() == "custom") {  // version 3
        section.get("name").mark();
        add_custom(section.get("name").peek(), section);
      } else {
        for (const auto* key : {"title", "name"}) section.get(key).mark();
        add_section(name, section);
      }
    }
    add_summary(source_.get("summary"), root_["basics"]);
    for (const auto& custom : source_.get("customSections").elements()) {
      const auto type = custom.get("type").peek();
      custom.get("title").mark();
      if (type == "summary") {
        add_texts(custom);
      } else if (type == "cover-letter") {
        custom.lose("a letter; a CV has none");
      } else if (std::ranges::find(kConverters, type, &SectionConverter::name) != std::end(kConverters)) {
        custom.note("its title is not kept; its entries stand with those of their kind");
        add_section(type, custom);
      } else {
        add_custom(custom.get("title").peek(), custom);
      }
    }
    for (const auto* key : {"$schema", "version"}) source_.get(key).mark();
    const auto metadata = source_.get("metadata");
    put_language(
        metadata.get("page").has("locale") ? metadata.get("page").get("locale") : metadata.get("locale"),
        root_);
    return std::move(root_);
  }

 private:
  void read_basics(Json& basics) {
    const auto from = source_.get("basics");
    put(basics, "name", from.get("name").take());
    put(basics, "label", from.get("headline").take());
    put(basics, "email", from.get("email").take());
    put(basics, "phone", from.get("phone").take());
    put(basics, "url", address(from));
    add_location(from.get("location"), basics);
    for (const auto& item : from.get("profiles").elements()) {
      auto profile = read_profile(item);
      mark_layout(item);
      if (!profile.empty()) basics["profiles"].push_back(std::move(profile));
    }
    for (const auto& field : from.get("customFields").elements()) add_field(field, basics);
    for (const auto& picture : {from.get("picture"), from.get("photo"), source_.get("picture")}) {
      if (picture.get("hidden").is(true) || picture.get("effects").get("hidden").is(true)) {
        picture.lose("hidden there");
        continue;
      }
      for (const auto& [key, part] : picture.members()) {
        if (key != "url") part.mark();  // size, frame, filters
      }
      put(basics, "image", picture.get("url").take());
    }
    put(basics, "summary", rich(from.get("summary")));
  }

  /// A text, or an object with the parts of the address in version 3.
  static void add_location(const Source& from, Json& basics) {
    auto location = Json::object();
    if (!from.is_object()) {
      put(location, "city", from.take());
    } else {
      for (const auto* key : {"address", "city", "region", "postalCode"})
        put(location, key, from.get(key).take());
      const auto country = from.get("country");
      if (const auto code = formats::country_code(country.peek())) {
        country.mark();
        location["countryCode"] = *code;
      }
    }
    if (!location.empty()) basics["location"] = std::move(location);
  }

  /// A custom field with a link becomes a profile.
  static void add_field(const Source& field, Json& basics) {
    const auto value = field.first_of({"link", "value"});
    const auto label = field.first_of({"text", "name"});
    const auto url = value.peek();
    const bool is_link = url.starts_with("https://") || url.starts_with("http://");
    if (!is_link) {
      field.lose("JSON Resume has no field for it");
      value.lose("JSON Resume has no field for it");
      return;
    }
    mark_layout(field);
    auto profile = Json::object();
    const auto network = label.empty() ? std::string{} : label.take();
    put(profile, "network", network.empty() ? network_of(url) : network);
    put(profile, "url", value.take());
    basics["profiles"].push_back(std::move(profile));
  }

  /// Additional texts about the person.
  void add_texts(const Source& section) {
    if (is_hidden(section)) return section.lose("hidden there");
    mark_layout(section);
    section.get("type").mark();
    for (const auto& item : section.get("items").elements()) {
      if (is_hidden(item)) {
        item.lose("hidden there");
        continue;
      }
      mark_layout(item);
      const auto text = rich(item.get("content"));
      const auto before = root_["basics"].value("summary", std::string{});
      put(root_["basics"], "summary", before + (before.empty() || text.empty() ? "" : "\n\n") + text);
    }
  }

  /// A custom section: its title decides the kind; without a match it becomes projects.
  void add_custom(const std::string& title, const Source& section) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKinds{
        {{"awards", "awards"},
         {"certificates", "certifications"},
         {"publications", "publications"},
         {"interests", "interests"},
         {"references", "references"},
         {"skills", "skills"}}};
    const auto about = section_about(title);
    const auto* const kind = std::ranges::find(kKinds, about, [](const auto& one) { return one.first; });
    const std::string_view name = kind == kKinds.end() ? "projects" : kind->second;
    if (!is_hidden(section) && !section.get("items").empty())
      section.note("a section of its own there; its entries stand among the " +
                   std::string(about.empty() ? "projects" : name));
    add_section(name, section);
  }

  static void add_summary(const Source& section, Json& basics) {
    if (section.empty()) return;
    if (is_hidden(section)) return section.lose("hidden there");
    mark_layout(section);
    for (const auto* key : {"title", "name"}) section.get(key).mark();
    put(basics, "summary", rich(section.get("content")));
  }

  void add_section(std::string_view name, const Source& section) {
    const auto* known = std::ranges::find(kConverters, name, &SectionConverter::name);
    if (known == std::end(kConverters)) return section.lose("no section of that kind");
    if (is_hidden(section)) return section.lose("hidden there");
    mark_layout(section);
    section.get("type").mark();
    for (const auto& item : section.get("items").elements()) {
      if (is_hidden(item)) {
        item.lose("hidden there");
        continue;
      }
      auto entry = known->read(item);
      if (entry.empty()) continue;
      mark_layout(item);
      auto& list = name == "profiles" ? root_["basics"][known->key] : root_[known->key];
      if (!list.is_array()) list = Json::array();
      list.push_back(std::move(entry));
    }
  }

  const Source source_;
  Json root_ = Json::object();
};

}  // namespace

Json import_reactive_resume(const Source& source) {
  return ReactiveResume(source).read();
}

}  // namespace vitrine::cv::importing
