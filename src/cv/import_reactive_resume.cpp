// Reactive Resume (exports of versions 4 and 5): basics, a summary, and sections of items with text as HTML.

#include <algorithm>

#include "cv/foreign_parts.hpp"
#include "cv/foreign_text.hpp"
#include "cv/html_to_markdown.hpp"

namespace vitrine::cv {

namespace {

/// Rich text.
std::string rich(const Source& from) {
  return html_to_markdown(from.take());
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

/// What says only how it looks.
void mark_layout(const Source& of) {
  for (const auto* key : {"id", "hidden", "visible", "columns", "icon", "iconColor", "separateLinks",
                          "options", "showLinkInTitle"}) {
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
    put_period(one.get("period"), role);
    put_summary(description(one), role);
    if (!role.empty()) out.push_back(std::move(role));
  }
  return out;
}

Json read_work(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("company").take());
  put(out, "position", item.get("position").take());
  put(out, "location", item.get("location").take());
  put(out, "url", address(item));
  put_period(item.first_of({"period", "date"}), out);
  put_summary(description(item), out);
  if (auto roles = read_roles(item); !roles.empty()) out["roles@"] = std::move(roles);
  return out;
}

Json read_volunteer(const Source& item) {
  auto out = Json::object();
  put(out, "organization", item.get("organization").take());
  put(out, "position", item.get("position").take());
  put(out, "url", address(item));
  put_period(item.first_of({"period", "date"}), out);
  put_summary(description(item), out);
  return out;
}

Json read_education(const Source& item) {
  auto out = Json::object();
  put(out, "institution", item.first_of({"school", "institution"}).take());
  put(out, "area", item.get("area").take());
  put(out, "studyType", item.first_of({"degree", "studyType"}).take());
  put(out, "score", item.first_of({"grade", "score"}).take());
  put(out, "url", address(item));
  put_period(item.first_of({"period", "date"}), out);
  return out;
}

Json read_project(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("name").take());
  put(out, "url", address(item));
  put_period(item.first_of({"period", "date"}), out);
  const auto parts = split_list(description(item));
  put(out, "description", parts.summary);
  put(out, "highlights", parts.items);
  put(out, "keywords", item.get("keywords").take_list());
  return out;
}

Json read_skill(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.get("name").take());
  put(out, "level", item.first_of({"proficiency", "description"}).take());
  put(out, "keywords", item.get("keywords").take_list());
  if (out.contains("level")) item.get("level").mark();  // the same as a number of dots
  return out;
}

Json read_language(const Source& item) {
  auto out = Json::object();
  put(out, "language", item.first_of({"language", "name"}).take());
  put(out, "fluency", item.first_of({"fluency", "description"}).take());
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
  put(out, "title", item.get("title").take());
  put(out, "awarder", item.get("awarder").take());
  put_date(item.get("date"), out, "date");
  put(out, "summary", description(item));
  return out;
}

Json read_certificate(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"title", "name"}).take());
  put(out, "issuer", item.get("issuer").take());
  put_date(item.get("date"), out, "date");
  put(out, "url", address(item));
  return out;
}

Json read_publication(const Source& item) {
  auto out = Json::object();
  put(out, "name", item.first_of({"title", "name"}).take());
  put(out, "publisher", item.get("publisher").take());
  put_date(item.get("date"), out, "releaseDate");
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
  std::string_view name;  ///< theirs
  const char* key;        ///< ours
  Json (*read)(const Source&);
};

constexpr SectionConverter kConverters[]{
    {"experience", "work", read_work},
    {"projects", "projects", read_project},
    {"volunteer", "volunteer", read_volunteer},
    {"education", "education", read_education},
    {"skills", "skills", read_skill},
    {"languages", "languages", read_language},
    {"certifications", "certificates", read_certificate},
    {"awards", "awards", read_award},
    {"publications", "publications", read_publication},
    {"interests", "interests", read_interest},
    {"references", "references", read_reference},
    {"profiles", "profiles", read_profile},
};

bool is_hidden(const Source& of) {
  return of.get("hidden").is(true) || of.get("visible").is(false);
}

class ReactiveResume {
 public:
  explicit ReactiveResume(const Source& source) : source_(source) {}

  Json read() {
    root_["basics"] = Json::object();
    read_basics(root_["basics"]);
    const auto sections = source_.get("sections");
    for (const auto& [name, section] : sections.members()) {
      if (name == "summary") {
        add_summary(section, root_["basics"]);
      } else if (name == "custom") {
        for (const auto& [id, custom] : section.members()) {
          custom.get("name").lose("its entries stand among the projects");
          add_section("projects", custom);
        }
      } else {
        for (const auto* key : {"title", "name"}) section.get(key).mark();
        add_section(name, section);
      }
    }
    add_summary(source_.get("summary"), root_["basics"]);
    for (const auto& custom : source_.get("customSections").elements()) {
      custom.get("title").lose("its entries stand in a section of another title");
      add_section(custom.get("type").peek(), custom);
    }
    put_language(source_.get("metadata").get("page").get("locale"), root_);
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
    if (from.has("location")) basics["location"]["city"] = from.get("location").take();
    for (const auto& picture : {from.get("picture"), source_.get("picture")}) {
      if (picture.get("hidden").is(true)) continue;
      picture.get("hidden").mark();
      put(basics, "image", picture.get("url").take());
    }
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

}  // namespace vitrine::cv
