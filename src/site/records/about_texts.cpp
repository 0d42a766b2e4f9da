#include "site/records/about_texts.hpp"

#include <algorithm>

#include "base/resources.hpp"
#include "cv/language/language_tag.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

const AboutTexts& shipped_about_texts() {
  static const auto texts = [] {
    constexpr std::string_view kBegin = "src/site/assets/about.";
    constexpr std::string_view kEnd = ".md";
    AboutTexts out;
    for (const auto& resource : base::all_resources()) {
      auto language = resource.name;
      if (!language.starts_with(kBegin) || !language.ends_with(kEnd)) continue;
      language.remove_prefix(kBegin.size());
      language.remove_suffix(kEnd.size());
      out.emplace(language, resource.bytes);
    }
    return out;
  }();
  return texts;
}

std::optional<AboutTexts> parse_about_texts(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  AboutTexts texts;
  const auto object = parse_value(*value);
  for (const auto& [language, text] : object.items()) {
    if (text.is_string()) texts.emplace(language, text.get<std::string>());
  }
  return texts.empty() ? std::nullopt : std::optional(std::move(texts));
}

Result<std::optional<AboutTexts>> read_about_texts(store::RecordStore& store) {
  auto record = store.read_record(kAboutKind, kAboutKey);
  if (record) return parse_about_texts(std::move(record->value));
  if (record.error().code == ErrorCode::not_found) return std::optional<AboutTexts>();
  return record.error();
}

Result<void> put_about_texts(store::RecordStore& store, const AboutTexts& texts) {
  constexpr std::size_t kMost = std::size_t{48} << 10U;
  std::size_t total = 0;
  Value value = Value::object();
  if (texts.empty()) return Error{ErrorCode::invalid, "there is no text"_msg};
  for (const auto& [language, text] : texts) {
    if (!cv::is_language_tag(language))
      return Error{ErrorCode::invalid, "'{0}' is no language tag, such as en or pt-BR"_msg(language)};
    if (std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }))
      return Error{ErrorCode::invalid, "the text for '{0}' is empty"_msg(language)};
    total += text.size();
    value[language] = text;
  }
  if (total > kMost)
    return Error{ErrorCode::invalid, "the texts have {0} bytes together; 49152 is the most"_msg(total)};
  auto written = value.dump(-1, ' ', false, Value::error_handler_t::replace);
  return store.put_record({std::string(kAboutKind), std::string(kAboutKey), std::move(written)});
}

Result<void> remove_about_texts(store::RecordStore& store) {
  return remove_if_present(store, kAboutKind, kAboutKey);
}

}  // namespace vitrine::site
