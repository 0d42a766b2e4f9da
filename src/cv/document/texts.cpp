#include "cv/document/texts.hpp"

#include "cv/document/problem.hpp"

namespace vitrine::cv {

namespace {

void walk(const Json& value, const std::string& pointer, std::string_view field, const SeeText& see) {
  if (value.is_string()) see(field, pointer, value.get_ref<const std::string&>());
  if (value.is_array()) {
    std::size_t index = 0;
    for (const auto& element : value) walk(element, pointer + "/" + std::to_string(index++), field, see);
  }
  if (!value.is_object()) return;
  for (const auto& [key, item] : value.items()) {
    if (pointer.empty() && (key == "meta" || key == "$schema")) continue;
    walk(item, pointer + "/" + pointer_token(key), std::string_view(key).substr(0, key.find('@')), see);
  }
}

}  // namespace

void for_each_text(const Json& document, const SeeText& see) {
  if (!document.is_object()) return;
  walk(document, "", "", see);
  const Json::json_pointer variants("/meta/vitrine/variants");
  if (document.contains(variants)) walk(document[variants], variants.to_string(), "", see);
}

}  // namespace vitrine::cv
