#include "cv/view/summary.hpp"

#include "cv/document/parse.hpp"
#include "cv/language/editions.hpp"

namespace vitrine::cv {

namespace {

/// What the key speaks of: "name" for "name", "name@for" and "name@de"; "" for "@for".
std::string_view field_of(std::string_view key) {
  return key.substr(0, key.find('@'));
}

/// The person's name in every language, and who may see it.
Json name_alone(const Json& basics) {
  if (!basics.is_object()) return nullptr;
  Json out = Json::object();
  for (const auto& [key, value] : basics.items()) {
    if (field_of(key) == "name" || key == "@for") out[key] = value;
  }
  return out;
}

}  // namespace

std::string summarize(std::string_view text) {
  Findings findings(text);
  const auto parsed = parse(text, findings, text.size());
  if (!parsed) return "{}";
  const auto& document = parsed->root;
  Json out = Json::object();
  for (const auto& [key, value] : document.items()) {
    if (key == "@for" || key == "basics@for") {
      out[key] = value;
    } else if (field_of(key) == "basics") {
      out[key] = name_alone(value);
    }
  }
  out["meta"]["language"] = base_language(document);
  if (is_archived(document)) out["meta"]["vitrine"]["archived"] = true;
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace vitrine::cv
