#include "cv/import/europass_parts.hpp"

#include <unicode/locid.h>

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/formats/html_to_markdown.hpp"
#include "cv/formats/loose_text.hpp"

namespace vitrine::cv::importing {

namespace {

bool kind_speaks_of(std::string_view kind, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return kind.find(word) != std::string_view::npos; });
}

/// Three-letter codes that ICU does not know: ISO 639-2/B.
std::string terminology_code(const std::string& code) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kBibliographic{
      {{"alb", "sq"}, {"arm", "hy"}, {"baq", "eu"}, {"bur", "my"}, {"chi", "zh"},
       {"cze", "cs"}, {"dut", "nl"}, {"fre", "fr"}, {"geo", "ka"}, {"ger", "de"},
       {"gre", "el"}, {"ice", "is"}, {"mac", "mk"}, {"mao", "mi"}, {"may", "ms"},
       {"per", "fa"}, {"rum", "ro"}, {"slo", "sk"}, {"tib", "bo"}, {"wel", "cy"}}};
  const auto known = std::ranges::find(kBibliographic, code, [](const auto& one) { return one.first; });
  return known == kBibliographic.end() ? code : std::string(known->second);
}

}  // namespace

std::string line_of(const Source& from) {
  std::string out;
  for (const char c : from.take()) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space) {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

std::string rich_text(const Source& from) {
  return formats::html_to_markdown(from.take());
}

std::string language_name(const std::string& code, const std::string& language) {
  const auto plain = terminology_code(base::ascii_lower(code));
  const bool is_code = plain.size() >= 2 && plain.size() <= 3;
  if (!is_code) return code;
  icu::UnicodeString shown;
  icu::Locale(plain.c_str())
      .getDisplayLanguage(icu::Locale(language.empty() ? "en" : language.c_str()), shown);
  std::string out;
  shown.toUTF8String(out);
  return out.empty() || out == plain ? code : out;
}

std::string union_country(const std::string& text) {
  const auto code = base::ascii_lower(text);
  if (code == "el") return "GR";
  if (code == "uk") return "GB";
  return formats::country_code(text).value_or("");
}

std::string fluency_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  if (parts.empty()) return {};
  const bool is_same =
      std::ranges::all_of(parts, [&](const auto& one) { return one.second == parts[0].second; });
  if (is_same) return parts[0].second;
  std::string out;
  for (const auto& [name, level] : parts) out += (out.empty() ? "" : ", ") + name + " " + level;
  return out;
}

void append(Json& root, const char* key, Json entry) {
  if (entry.empty()) return;
  auto& list = root[key];
  if (!list.is_array()) list = Json::array();
  list.push_back(std::move(entry));
}

std::vector<std::string> items_of(const std::string& markdown) {
  auto parts = formats::split_list(markdown);
  std::vector<std::string> out;
  for (std::string_view rest = parts.summary; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (const auto line = rest.substr(0, end); !line.empty()) out.emplace_back(line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (out.size() == 1 && parts.items.empty()) return formats::split_terms(out[0]);
  out.insert(out.end(), parts.items.begin(), parts.items.end());
  return out;
}

void add_free_section(Json& root, std::string_view kind, const std::string& title,
                      const std::string& markdown) {
  if (markdown.empty()) return;
  const auto name = base::ascii_lower(kind);
  const auto parts = formats::split_list(markdown);
  const auto add_each = [&](const char* key, const char* item_key, const char* text_key) {
    for (const auto& item : parts.items) append(root, key, {{item_key, item}});
    if (parts.summary.empty()) return;
    const bool is_line =
        parts.summary.find('\n') == std::string::npos && (title.empty() || parts.items.empty());
    if (is_line) return append(root, key, {{item_key, parts.summary}});
    append(root, key, {{item_key, title.empty() ? "–" : title}, {text_key, parts.summary}});
  };
  if (kind_speaks_of(name, {"honor", "honour", "award"})) return add_each("awards", "title", "summary");
  if (kind_speaks_of(name, {"publication"})) return add_each("publications", "name", "summary");
  const bool is_certificate = kind_speaks_of(name, {"certific"});
  if (is_certificate || kind_speaks_of(name, {"hobb", "interest"})) {
    for (const auto& item : items_of(markdown))
      append(root, is_certificate ? "certificates" : "interests", {{"name", item}});
    return;
  }
  if (kind_speaks_of(name, {"reference", "recommendation"})) {
    return append(root, "references", {{"reference", markdown}});
  }
  auto entry = Json::object();
  put(entry, "name", title.empty() ? std::string(kind) : title);
  put(entry, "description", parts.summary);
  put(entry, "highlights", parts.items);
  append(root, "projects", std::move(entry));
}

}  // namespace vitrine::cv::importing
