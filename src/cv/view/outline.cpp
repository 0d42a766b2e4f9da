#include "cv/view/outline.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/printable.hpp"
#include "cv/document/rules.hpp"
#include "cv/view/rich_text.hpp"

namespace vitrine::cv {

namespace {

const Json absent;

/// One JSON object of the view, with its pointer.
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

  /// Rich text, as Markdown.
  [[nodiscard]] Text rich(std::string_view field) const {
    auto text = this->text(field);
    text.value = rich_text(text.value);
    return text;
  }

  /// Rich text of list items, as Markdown.
  [[nodiscard]] std::vector<Text> rich_list(std::string_view field) const {
    std::vector<Text> out;
    for (const auto& text : texts(field)) {
      for (auto& item : rich_items(text.value)) out.push_back({std::move(item), text.language, text.pointer});
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

  /// A single date; if the document has a start and an end instead, as other programs write for certificates,
  /// these.
  [[nodiscard]] Period moment(std::string_view field) const {
    if (const auto date = parse_date(plain(field))) return {.start = date, .end = {}, .single = true};
    auto span = period();
    span.single = !span.end;
    return span;
  }

  [[nodiscard]] const std::string& pointer() const { return pointer_; }

  /// The place in the document; empty if the reader does not request it.
  [[nodiscard]] std::string source() const {
    const auto known = view_.sources.find(pointer_);
    return known == view_.sources.end() ? std::string{} : known->second;
  }

 private:
  static std::string string_of(const Json& value) {
    if (!value.is_string()) return {};
    // Text formats are shown in terminals; other formats forbid most control characters.
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

/// How each section of JSON Resume is read as entries, in page order.
struct SectionReading {
  std::string_view id;
  Reading read;
};

Entry read_work(const Node& node) {
  return {.title = node.text("position"),
          .organization = node.text("name"),
          .location = node.text("location"),
          .description = node.text("description"),
          .organization_url = node.plain("url"),
          .period = node.period(),
          .summary = node.rich("summary"),
          .highlights = node.rich_list("highlights")};
}

Entry read_volunteer(const Node& node) {
  return {.title = node.text("position"),
          .organization = node.text("organization"),
          .organization_url = node.plain("url"),
          .period = node.period(),
          .summary = node.rich("summary"),
          .highlights = node.rich_list("highlights")};
}

Entry read_education(const Node& node) {
  return {.title = node.text("area"),
          .organization = node.text("institution"),
          .qualifier = node.text("studyType"),
          .score = node.text("score"),
          .organization_url = node.plain("url"),
          .period = node.period(),
          .keywords = node.texts("courses")};
}

Entry read_award(const Node& node) {
  return {.title = node.text("title"),
          .organization = node.text("awarder"),
          .period = node.moment("date"),
          .summary = node.rich("summary")};
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
          .summary = node.rich("summary")};
}

Entry read_project(const Node& node) {
  return {.title = node.text("name"),
          .organization = node.text("entity"),
          .qualifier = node.text("type"),
          .url = node.plain("url"),
          .period = node.period(),
          .summary = node.rich("description"),
          .highlights = node.rich_list("highlights"),
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
  return {.title = node.text("name"), .summary = node.rich("reference")};
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
         entry.organization_url.empty() && entry.period.empty() && entry.summary.empty() &&
         entry.highlights.empty() && entry.keywords.empty() && entry.roles.empty();
}

/// Some people write an address with its link scheme.
std::string without_scheme(std::string address, std::string_view scheme) {
  const auto is_same = [](char one, char other) {
    return (one >= 'A' && one <= 'Z' ? one + 32 : one) == other;
  };
  if (address.size() > scheme.size() && std::ranges::equal(address.substr(0, scheme.size()), scheme, is_same))
    address.erase(0, scheme.size());
  return address;
}

Basics read_basics(const Node& node) {
  const auto location = node.child("location");
  Basics basics{.name = node.text("name"),
                .label = node.text("label"),
                .summary = node.rich("summary"),
                .email = without_scheme(node.plain("email"), "mailto:"),
                .phone = without_scheme(node.plain("phone"), "tel:"),
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

/// The readings in the order of the view.
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

template <class Visit>
void each_date(std::vector<Section>& sections, Visit visit) {
  for (auto& section : sections) {
    for (auto& entry : section.entries) {
      for (auto* date : {&entry.period.start, &entry.period.end}) {
        if (*date) visit(**date);
      }
    }
  }
}

/// Whether a program added the days of the dates, so that they mean nothing.
bool has_days_of_a_program(std::vector<Section>& sections) {
  int full = 0;
  bool are_first = true;
  each_date(sections, [&](const Date& date) {
    if (date.day == 0) return;
    ++full;
    are_first = are_first && date.day == 1;
  });
  return full > 1 && are_first;
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
  const bool are_months = view.dates.empty() ? has_days_of_a_program(out.sections) : view.dates == "months";
  if (are_months) each_date(out.sections, [](Date& date) { date.day = 0; });
  return out;
}

}  // namespace vitrine::cv
