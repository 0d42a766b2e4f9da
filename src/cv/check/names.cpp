#include "cv/check/names.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cv/check/spelling.hpp"
#include "cv/document/path.hpp"
#include "cv/document/variant_name.hpp"
#include "cv/language/editions.hpp"

namespace vitrine::cv::check {

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
  /// The names that a list of names can refer to.
  struct Meant {
    const Names& known;
    Template expected;
    Template unknown;
  };

  void visit_member(std::string_view key, const Json& value, const Place& place) {
    if (key == "@in") {
      check(
          value, place,
          {variants_, "the name of a variant"_msg, "there is no such variant in meta.vitrine.variants"_msg});
    } else if (key == "skills@") {
      check(value, place, {skills_, "the name of a skill"_msg, "there is no such skill in skills"_msg});
    } else if (!key.ends_with("@for")) {
      visit(value, place);
    } else if (!audiences_.empty()) {
      check(value, place,
            {audiences_, "the name of an audience"_msg, "it is not in meta.vitrine.audiences"_msg});
    }
  }

  void check(const Json& value, const Place& place, const Meant& meant) {
    if (!value.is_array()) return;  // the schema check reports it
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
    findings_.add({.severity = Severity::notice,
                   .pointer = path_.pointer(),
                   .expected = meant.expected,
                   .found = "the text {0}"_msg(in_quotes(name)),
                   .hint = near.empty() ? Message(meant.unknown) : "did you mean {0}?"_msg(in_quotes(near))},
                  place.begin);
  }

  Findings& findings_;
  Names audiences_;  ///< empty if the document has no list of them
  Names variants_;
  Names skills_;
  Path path_;
};

/// Checks names of variants: those without an address (variant_name.hpp), and those that share a folder with
/// another on a file system that ignores case.
void check_variant_names(const Json& variants, const Place& place, std::string_view key, Findings& findings) {
  if (!variants.is_object()) return;
  std::set<std::string> seen;
  std::size_t i = 0;
  for (const auto& [full_name, value] : variants.get_ref<const Json::object_t&>()) {
    const auto& at = place.children[i++];
    const auto name = std::string_view(full_name).substr(0, full_name.find('@'));
    if (!value.is_object() || full_name.starts_with('@')) continue;  // a restriction
    const auto advice = variant_name_advice(name);
    const bool is_translation = name.size() < full_name.size();
    const bool is_twin = !is_translation && advice.empty() && !seen.insert(folded_variant_name(name)).second;
    if (advice.empty() && !is_twin) continue;
    if (!findings.wants(Severity::notice)) {
      findings.count(Severity::notice);
      continue;
    }
    findings.add(
        {.severity = Severity::notice,
         .pointer = "/meta/vitrine/" + pointer_token(key) + "/" + pointer_token(full_name),
         .expected =
             is_twin ? "a name that differs from the other variants' in more than upper and lower case"_msg
                     : "a name that can stand in an address"_msg,
         .found = Message::as_is(in_quotes(name)),
         .hint = is_twin ? Message("rename it: a folder of files has only the first of them"_msg)
                         : "nobody can open this variant; {0}"_msg(advice)},
        at.begin);
  }
}

/// Calls `visit` with each member of an object and its place, if `value` is an object.
template <class Visit>
void each_placed_member(const Json& value, const Place& place, Visit visit) {
  if (!value.is_object()) return;
  std::size_t i = 0;
  for (const auto& [key, inner] : value.get_ref<const Json::object_t&>())
    visit(key, inner, place.children[i++]);
}

}  // namespace

void check_names(const Parsed& parsed, Findings& findings) {
  Walk(parsed.root, findings).visit(parsed.root, parsed.place);
  each_placed_member(parsed.root, parsed.place, [&](const auto& meta, const Json& about, const Place& at) {
    if (meta != "meta") return;
    each_placed_member(about, at, [&](const auto& vitrine, const Json& settings, const Place& in) {
      if (vitrine != "vitrine") return;
      each_placed_member(settings, in, [&](const auto& key, const Json& variants, const Place& place) {
        if (key == "variants" || key.starts_with("variants@"))
          check_variant_names(variants, place, key, findings);
      });
    });
  });
}

}  // namespace vitrine::cv::check
