#include "cv/names.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cv/editions.hpp"
#include "cv/near.hpp"
#include "cv/path.hpp"

namespace vitrine::cv {

namespace {

using Names = std::vector<std::string_view>;

/// The strings in a list; a string is a list of one.
void add_strings(const Json* value, Names& names) {
  if (value == nullptr) return;
  if (value->is_string()) names.push_back(value->get_ref<const std::string&>());
  if (!value->is_array()) return;
  for (const auto& one : *value) {
    if (one.is_string()) names.push_back(one.get_ref<const std::string&>());
  }
}

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto at = object.find(key);
  return at == object.end() ? nullptr : &*at;
}

Names variant_names(const Json& settings) {
  Names names;
  const auto* variants = member(settings, "variants");
  if (variants == nullptr || !variants->is_object()) return names;
  for (const auto& [key, value] : variants->get_ref<const Json::object_t&>()) {
    if (value.is_object()) names.push_back(key);
  }
  return names;
}

Names skill_names(const Json& document) {
  Names names;
  const auto* skills = member(document, "skills");
  if (skills == nullptr || !skills->is_array()) return names;
  for (const auto& skill : *skills) add_strings(member(skill, "name"), names);
  return names;
}

class Walk {
 public:
  Walk(const Json& document, Findings& findings)
      : findings_(findings),
        variants_(variant_names(stored_settings(document))),
        skills_(skill_names(document)) {
    if (const auto* listed = member(stored_settings(document), "audiences")) {
      audiences_.emplace_back("public");
      add_strings(listed, audiences_);
    }
  }

  void visit(const Json& value, const Place& place) {
    if (value.is_object()) {
      std::size_t i = 0;
      for (const auto& [key, inner] : value.get_ref<const Json::object_t&>()) {
        path_.enter(key);
        visit_member(key, inner, place.children[i++]);
        path_.leave();
      }
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        path_.enter(i);
        visit(value[i], place.children[i]);
        path_.leave();
      }
    }
  }

 private:
  /// What a list of names refers to.
  struct Meant {
    const Names& known;
    std::string_view expected;
    std::string_view unknown;
  };

  void visit_member(std::string_view key, const Json& value, const Place& place) {
    if (key == "@in") {
      check(value, place,
            {variants_, "the name of a variant", "there is no such variant in meta.vitrine.variants"});
    } else if (key == "skills@") {
      check(value, place, {skills_, "the name of a skill", "there is no such skill in skills"});
    } else if (!key.ends_with("@for")) {
      visit(value, place);
    } else if (!audiences_.empty()) {
      check(value, place, {audiences_, "the name of an audience", "it is not in meta.vitrine.audiences"});
    }
  }

  void check(const Json& value, const Place& place, const Meant& meant) {
    if (!value.is_array()) return;  // the schema tells
    for (std::size_t i = 0; i < value.size(); ++i) {
      path_.enter(i);
      if (value[i].is_string()) check_name(value[i].get_ref<const std::string&>(), place.children[i], meant);
      path_.leave();
    }
  }

  void check_name(const std::string& name, const Place& place, const Meant& meant) {
    if (std::ranges::find(meant.known, name) != meant.known.end()) return;
    if (!findings_.wants(Severity::notice)) return findings_.count(Severity::notice);
    const auto near = nearest(name, meant.known);
    findings_.add(
        {.severity = Severity::notice,
         .pointer = path_.pointer(),
         .expected = std::string(meant.expected),
         .found = "the text " + in_quotes(name),
         .hint = near.empty() ? std::string(meant.unknown) : "did you mean " + in_quotes(near) + "?"},
        place.begin);
  }

  Findings& findings_;
  Names audiences_;  ///< empty where the document does not list them
  Names variants_;
  Names skills_;
  Path path_;
};

}  // namespace

void check_names(const Parsed& parsed, Findings& findings) {
  Walk(parsed.root, findings).visit(parsed.root, parsed.place);
}

}  // namespace vitrine::cv
