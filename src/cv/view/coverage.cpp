#include "cv/view/coverage.hpp"

#include <algorithm>

#include "cv/document/problem.hpp"
#include "cv/language/editions.hpp"
#include "cv/language/language_tag.hpp"
#include "cv/view/project.hpp"

namespace vitrine::cv {

namespace {

bool holds_text(const Json& value) {
  if (value.is_string()) return !value.get_ref<const std::string&>().empty();
  if (!value.is_array()) return false;
  return std::ranges::any_of(value, [](const Json& element) { return element.is_string(); });
}

/// Whether `object` has `field` in `language`, or in a less specific form of it.
bool has_translation(const Json& object, const std::string& field, const std::string& language) {
  for (const auto& item : object.items()) {
    const std::string_view key = item.key();
    if (key.starts_with(field) && key.size() > field.size() + 1 && key[field.size()] == '@') {
      const auto tag = key.substr(field.size() + 1);
      if (is_language_tag(tag) && narrows(language, tag)) return true;
    }
  }
  return false;
}

void count(const Json& value, const std::string& pointer, Coverage& coverage) {
  if (value.is_array()) {
    std::size_t index = 0;
    for (const auto& element : value) count(element, pointer + "/" + std::to_string(index++), coverage);
  }
  if (!value.is_object()) return;
  for (const auto& item : value.items()) {
    const auto& key = item.key();
    const auto at = pointer + "/" + pointer_token(key);
    if (key.find('@') == std::string::npos && is_translatable(key) && holds_text(item.value())) {
      if (has_translation(value, key, coverage.language)) {
        ++coverage.translated;
      } else {
        coverage.missing.push_back(at);
      }
    } else if (pointer != "" || key != "meta") {
      count(item.value(), at, coverage);
    }
  }
}

}  // namespace

std::vector<Coverage> coverage(const Json& document) {
  std::vector<Coverage> all;
  const auto tags = languages(document);
  for (std::size_t i = 1; i < tags.size(); ++i) {
    if (narrows(tags[i], tags.front())) continue;  // "en-GB" of an English document needs no translation
    Coverage one{.language = tags[i]};
    count(document, "", one);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace vitrine::cv
