#include "cv/language/editions.hpp"

#include <algorithm>
#include <functional>

#include "cv/document/rules.hpp"
#include "cv/language/language_tag.hpp"
#include "cv/language/script.hpp"

namespace vitrine::cv {

namespace {

using Visit = std::function<void(const std::string& key, const Json& value)>;

/// Calls `visit` for every member of every object in `value`, in order.
void each_member(const Json& value, const Visit& visit) {
  if (value.is_object()) {
    for (const auto& item : value.items()) {
      visit(item.key(), item.value());
      each_member(item.value(), visit);
    }
  } else if (value.is_array()) {
    for (const auto& element : value) each_member(element, visit);
  }
}

/// Calls `visit` for a string, or for each string of an array.
void each_string(const Json& value, const std::function<void(const std::string&)>& visit) {
  if (value.is_string()) visit(value.get_ref<const std::string&>());
  if (!value.is_array()) return;
  for (const auto& element : value) {
    if (element.is_string()) visit(element.get_ref<const std::string&>());
  }
}

}  // namespace

std::string meta_pointer(const Json& document) {
  return document.contains("meta") ? "/meta" : "";
}

const Json& stored_settings(const Json& document) {
  static const Json none = Json::object();
  if (!document.is_object()) return none;
  const auto meta = document.find("meta");
  if (meta == document.end() || !meta->is_object()) return none;
  const auto settings = meta->find("vitrine");
  return settings != meta->end() && settings->is_object() ? *settings : none;
}

std::string stated_language(const Json& document) {
  if (!document.is_object()) return {};
  const auto meta = document.find("meta");
  if (meta == document.end() || !meta->is_object()) return {};
  const auto tag = meta->find("language");
  if (tag == meta->end() || !tag->is_string()) return {};
  return is_language_tag(tag->get_ref<const std::string&>()) ? tag->get<std::string>() : std::string{};
}

std::string base_language(const Json& document) {
  auto language = stated_language(document);
  if (language.empty()) language = language_by_script(document);
  return language.empty() ? std::string(kDefaultLanguage) : language;
}

std::vector<std::string> languages(const Json& document) {
  std::vector<std::string> tags{base_language(document)};
  const auto add = [&](std::string_view tag) {
    const auto same = [&](const std::string& one) { return same_tag(one, tag); };
    if (is_language_tag(tag) && std::ranges::none_of(tags, same)) tags.emplace_back(tag);
  };
  const auto& settings = stored_settings(document);
  if (const auto listed = settings.find("languages"); listed != settings.end()) each_string(*listed, add);
  each_member(document, [&](const std::string& key, const Json&) {
    const auto at = key.find('@');
    if (at != std::string::npos && at > 0) add(std::string_view(key).substr(at + 1));
  });
  return tags;
}

std::vector<std::string> audiences(const Json& document) {
  std::vector<std::string> names{"public"};
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  const auto& settings = stored_settings(document);
  if (const auto listed = settings.find("audiences"); listed != settings.end()) each_string(*listed, add);
  each_member(document, [&](const std::string& key, const Json& value) {
    if (key.ends_with("@for")) each_string(value, add);
  });
  return names;
}

bool is_archived(const Json& document) {
  const auto& settings = stored_settings(document);
  const auto archived = settings.find("archived");
  return archived != settings.end() && *archived == true;
}

}  // namespace vitrine::cv
