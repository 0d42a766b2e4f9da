#include "cv/check/schema.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "base/resources.hpp"
#include "cv/language/language_tag.hpp"

namespace vitrine::cv::check {

namespace {

// Patterns are recognised by their text, so that no regular expression ever runs over a document.
constexpr std::string_view kDate = "^[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?$";
constexpr std::string_view kTagTail = "(?!(for|in)$)[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$";
constexpr std::string_view kColour = "^#[0-9A-Fa-f]{6}$";
constexpr std::string_view kRestriction = "^[^@]*@for$";

constexpr std::array<std::string_view, 5> kAnnotations{"$schema", "$id", "$defs", "description", "title"};

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw std::logic_error("schema of documents, " + (where.empty() ? "top" : where) + ": " + what);
}

/// The names in `^(one|two)@<tag>$`.
std::vector<std::string> translated_fields(std::string_view pattern, const std::string& where) {
  const auto close = pattern.find(")@");
  if (!pattern.starts_with("^(") || close == std::string_view::npos ||
      pattern.substr(close + 2) != kTagTail) {
    fail(where, "unknown form of pattern " + std::string(pattern));
  }
  std::vector<std::string> fields;
  for (auto rest = pattern.substr(2, close - 2);;) {
    const auto bar = std::min(rest.find('|'), rest.size());
    fields.emplace_back(rest.substr(0, bar));
    if (fields.back().find_first_of("\\^$.[]()?*+{}") != std::string::npos) {
      fail(where, "no plain name in pattern " + std::string(pattern));
    }
    if (bar == rest.size()) return fields;
    rest.remove_prefix(bar + 1);
  }
}

template <class T>
T one_of(std::initializer_list<std::pair<std::string_view, T>> known, const Json& value,
         const std::string& where) {
  for (const auto& [name, meaning] : known) {
    if (value == name) return meaning;
  }
  fail(where, "unknown value " + value.dump());
}

}  // namespace

bool Schema::Pattern::matches(std::string_view key) const {
  const auto at = key.find('@');
  if (at == std::string_view::npos) return false;
  const auto suffix = key.substr(at + 1);
  if (fields.empty()) return suffix == "for";
  return is_language_tag(suffix) && std::ranges::find(fields, key.substr(0, at)) != fields.end();
}

CompiledSchema::CompiledSchema(const Json& schema) : source_(&schema) {
  root_ = compile(schema, "");
  // Every definition is compiled, used or not.
  if (schema.contains("$defs")) {
    for (const auto& definition : schema["$defs"].items()) reference("#/$defs/" + definition.key());
  }
  source_ = nullptr;
}

const Schema* CompiledSchema::reference(const Json& target) {
  constexpr std::string_view kPrefix = "#/$defs/";
  if (!target.is_string()) fail("$ref", "a text is needed");
  const auto& name = target.get_ref<const std::string&>();
  if (const auto known = references_.find(name); known != references_.end()) {
    if (known->second == nullptr) fail(name, "refers to itself");
    return known->second;
  }
  const auto definition = name.substr(std::min(kPrefix.size(), name.size()));
  if (!name.starts_with(kPrefix) || !source_->contains("$defs") ||
      !(*source_)["$defs"].contains(definition)) {
    fail(name, "there is no such definition");
  }
  references_[name] = nullptr;
  const auto* compiled = compile((*source_)["$defs"][definition], name);
  references_[name] = compiled;
  return compiled;
}

const Schema* CompiledSchema::compile(const Json& schema, const std::string& where) {
  if (!schema.is_object()) fail(where, "an object is needed");
  if (schema.contains("$ref")) {
    for (const auto& keyword : schema.items()) {
      if (keyword.key() != "$ref" && keyword.key() != "description") {
        fail(where, keyword.key() + " beside $ref");
      }
    }
    return reference(schema["$ref"]);
  }
  auto& out = schemas_.emplace_back();
  if (!schema.contains("title")) fail(where, "a title is needed: it is what a person reads");
  out.expected = Message::of_template(schema["title"].get<std::string>());
  for (const auto& keyword : schema.items()) {
    read_keyword(out, keyword.key(), keyword.value(), where + "/" + keyword.key());
  }
  return &out;
}

void CompiledSchema::read_keyword(Schema& out, std::string_view keyword, const Json& value,
                                  const std::string& where) {
  if (keyword == "type") {
    out.type = one_of<Schema::Type>({{"string", Schema::Type::string},
                                     {"array", Schema::Type::array},
                                     {"object", Schema::Type::object},
                                     {"boolean", Schema::Type::boolean}},
                                    value, where);
  } else if (keyword == "pattern") {
    const std::string tag = "^" + std::string(kTagTail);
    out.form = one_of<Schema::Form>(
        {{kDate, Schema::Form::date}, {tag, Schema::Form::language_tag}, {kColour, Schema::Form::colour}},
        value, where);
  } else if (keyword == "format") {
    out.format = one_of<Schema::Format>({{"uri", Schema::Format::uri}, {"email", Schema::Format::email}},
                                        value, where);
  } else if (keyword == "items") {
    out.items = compile(value, where);
  } else if (keyword == "additionalProperties") {
    out.additional = compile(value, where);
  } else if (keyword == "anyOf") {
    for (const auto& alternative : value) out.alternatives.push_back(compile(alternative, where));
  } else if (keyword == "enum") {
    for (const auto& choice : value) {
      if (!choice.is_string()) fail(where, "a text is needed");
      out.choices.push_back(choice.get<std::string>());
    }
  } else if (keyword == "properties") {
    for (const auto& property : value.items()) {
      out.properties.emplace(property.key(), compile(property.value(), where + "/" + property.key()));
    }
  } else if (keyword == "patternProperties") {
    for (const auto& pattern : value.items()) {
      auto fields = pattern.key() == kRestriction ? std::vector<std::string>()
                                                  : translated_fields(pattern.key(), where);
      out.patterns.push_back({std::move(fields), compile(pattern.value(), where + "/" + pattern.key())});
    }
  } else if (std::ranges::find(kAnnotations, keyword) == kAnnotations.end()) {
    fail(where, "the keyword is unknown to the checker");
  }
}

const Schema& document_schema() {
  static const CompiledSchema schema = [] {
    const auto text = base::find_resource("schema/resume.schema.json");
    if (!text) throw std::logic_error("schema/resume.schema.json is not in the program");
    return CompiledSchema(Json::parse(*text));
  }();
  return schema.root();
}

}  // namespace vitrine::cv::check
