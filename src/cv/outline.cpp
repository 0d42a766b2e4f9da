#include "cv/outline.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/printable.hpp"
#include "cv/sections.hpp"

namespace vitrine::cv {

namespace {

const Json absent;

/// One JSON object of the view, with the pointer at which it stands.
class Node {
 public:
  Node(const View& view, const Json& value, std::string pointer)
      : view_(view), value_(value), pointer_(std::move(pointer)) {}

  [[nodiscard]] const Json& get(std::string_view field) const {
    if (!value_.is_object()) return absent;
    const auto at = value_.find(field);
    return at == value_.end() ? absent : *at;
  }

  [[nodiscard]] std::string plain(std::string_view field) const { return string_of(get(field)); }

  [[nodiscard]] Text text(std::string_view field) const { return text_at(get(field), path(field)); }

  [[nodiscard]] std::vector<Text> texts(std::string_view field) const {
    std::vector<Text> out;
    const auto& list = get(field);
    if (!list.is_array()) return out;
    std::size_t index = 0;
    for (const auto& element : list) {
      auto text = text_at(element, path(field) + "/" + std::to_string(index++));
      if (!text.empty()) out.push_back(std::move(text));
    }
    return out;
  }

  [[nodiscard]] std::vector<Node> children(std::string_view field) const {
    std::vector<Node> out;
    const auto& list = get(field);
    if (!list.is_array()) return out;
    std::size_t index = 0;
    for (const auto& element : list) {
      const auto at = path(field) + "/" + std::to_string(index++);
      if (element.is_object()) out.emplace_back(view_, element, at);
    }
    return out;
  }

  [[nodiscard]] Node child(std::string_view field) const { return {view_, get(field), path(field)}; }

  [[nodiscard]] Period period() const {
    return {.start = parse_date(plain("startDate")), .end = parse_date(plain("endDate"))};
  }

  [[nodiscard]] Period moment(std::string_view field) const {
    return {.start = parse_date(plain(field)), .end = {}, .single = true};
  }

  [[nodiscard]] const std::string& pointer() const { return pointer_; }

  /// Where this stands in the document; empty where the reader does not want to know.
  [[nodiscard]] std::string source() const {
    const auto known = view_.sources.find(pointer_);
    return known == view_.sources.end() ? std::string{} : known->second;
  }

 private:
  static std::string string_of(const Json& value) {
    if (!value.is_string()) return {};
    // The formats that are text end on terminals; in others most control characters are forbidden.
    const auto text = base::printable(value.get_ref<const std::string&>());
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string::npos ? std::string{}
                                      : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
  }

  [[nodiscard]] Text text_at(const Json& value, const std::string& pointer) const {
    const auto mark = view_.untranslated.find(pointer);
    return {string_of(value), mark == view_.untranslated.end() ? std::string{} : mark->second, pointer};
  }

  [[nodiscard]] std::string path(std::string_view field) const { return pointer_ + "/" + std::string(field); }

  const View& view_;
  const Json& value_;
  std::string pointer_;
};

using Reading = Entry (*)(const Node&);

/// How each section of JSON Resume reads as an entry; in the order of a page.
struct SectionReading {
  std::string_view id;
  Reading read;
};

Entry read_work(const Node& node) {
  return {.title = node.text("position"),
          .organization = node.text("name"),
          .location = node.text("location"),
          .description = node.text("description"),
          .url = node.plain("url"),
          .period = node.period(),
          .summary = node.text("summary"),
          .highlights = node.texts("highlights")};
}

Entry read_volunteer(const Node& node) {
  return {.title = node.text("position"),
          .organization = node.text("organization"),
          .url = node.plain("url"),
          .period = node.period(),
          .summary = node.text("summary"),
          .highlights = node.texts("highlights")};
}

Entry read_education(const Node& node) {
  return {.title = node.text("area"),
          .organization = node.text("institution"),
          .qualifier = node.text("studyType"),
          .score = node.text("score"),
          .url = node.plain("url"),
          .period = node.period(),
          .keywords = node.texts("courses")};
}

Entry read_award(const Node& node) {
  return {.title = node.text("title"),
          .organization = node.text("awarder"),
          .period = node.moment("date"),
          .summary = node.text("summary")};
}

Entry read_certificate(const Node& node) {
  return {.title = node.text("name"),
          .organization = node.text("issuer"),
          .url = node.plain("url"),
          .period = node.moment("date")};
}

Entry read_publication(const Node& node) {
  return {.title = node.text("name"),
          .organization = node.text("publisher"),
          .url = node.plain("url"),
          .period = node.moment("releaseDate"),
          .summary = node.text("summary")};
}

Entry read_project(const Node& node) {
  return {.title = node.text("name"),
          .organization = node.text("entity"),
          .qualifier = node.text("type"),
          .url = node.plain("url"),
          .period = node.period(),
          .summary = node.text("description"),
          .highlights = node.texts("highlights"),
          .keywords = node.texts("keywords"),
          .roles = node.texts("roles")};
}

Entry read_skill(const Node& node) {
  return {.title = node.text("name"), .qualifier = node.text("level"), .keywords = node.texts("keywords")};
}

Entry read_language(const Node& node) {
  return {.title = node.text("language"), .qualifier = node.text("fluency")};
}

Entry read_interest(const Node& node) {
  return {.title = node.text("name"), .keywords = node.texts("keywords")};
}

Entry read_reference(const Node& node) {
  return {.title = node.text("name"), .summary = node.text("reference")};
}

constexpr std::array<SectionReading, 11> kSections{{{"work", read_work},
                                                    {"projects", read_project},
                                                    {"volunteer", read_volunteer},
                                                    {"education", read_education},
                                                    {"skills", read_skill},
                                                    {"languages", read_language},
                                                    {"certificates", read_certificate},
                                                    {"awards", read_award},
                                                    {"publications", read_publication},
                                                    {"interests", read_interest},
                                                    {"references", read_reference}}};

static_assert(std::ranges::equal(kSections, kSectionIds, {}, &SectionReading::id),
              "one reading for each section");

bool is_blank(const Entry& entry) {
  return entry.title.empty() && entry.organization.empty() && entry.qualifier.empty() &&
         entry.score.empty() && entry.location.empty() && entry.description.empty() && entry.url.empty() &&
         entry.period.empty() && entry.summary.empty() && entry.highlights.empty() &&
         entry.keywords.empty() && entry.roles.empty();
}

Basics read_basics(const Node& node) {
  const auto location = node.child("location");
  Basics basics{.name = node.text("name"),
                .label = node.text("label"),
                .summary = node.text("summary"),
                .email = node.plain("email"),
                .phone = node.plain("phone"),
                .url = node.plain("url"),
                .image = node.plain("image"),
                .address = location.text("address"),
                .city = location.text("city"),
                .region = location.text("region"),
                .postal_code = location.plain("postalCode"),
                .country_code = location.plain("countryCode"),
                .profiles = {}};
  for (const auto& profile : node.children("profiles")) {
    basics.profiles.push_back(
        {profile.text("network"), profile.plain("username"), profile.plain("url"), profile.source()});
  }
  return basics;
}

/// The readings in the order that the view sets.
std::vector<SectionReading> ordered(const View& view) {
  if (view.sections.empty()) return {kSections.begin(), kSections.end()};
  std::vector<SectionReading> out;
  for (const auto& id : view.sections) {
    const auto known = std::ranges::find(kSections, id, &SectionReading::id);
    const bool is_new = std::ranges::find(out, id, &SectionReading::id) == out.end();
    if (known != kSections.end() && is_new) out.push_back(*known);
  }
  return out;
}

}  // namespace

Outline outline(const View& view) {
  const Node root(view, view.resume, "");
  Outline out{.language = view.language,
              .languages = view.languages,
              .basics = read_basics(root.child("basics")),
              .has_sources = view.has_sources};
  for (const auto& [id, read] : ordered(view)) {
    const auto title = view.titles.find(id);
    Section section{
        .id = std::string(id),
        .title = title == view.titles.end() ? std::string{} : base::printable_line(title->second)};
    for (const auto& node : root.children(id)) {
      auto entry = read(node);
      entry.source = node.source();
      if (const auto use = view.skill_uses.find(node.pointer()); use != view.skill_uses.end())
        entry.use = use->second;
      if (!is_blank(entry)) section.entries.push_back(std::move(entry));
    }
    if (!section.entries.empty()) out.sections.push_back(std::move(section));
  }
  return out;
}

}  // namespace vitrine::cv
